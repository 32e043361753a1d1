"""What all pages share: settings, the desk of the clerks, the store of the reviewers, and how pages are filled in."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from auditor.memo.html import environment
from auditor.settings import Settings
from auditor.web.cases import Cases
from auditor.web.desk import Case, Desk, Run
from auditor.web.guard import Session
from auditor.web.intake import Intake
from auditor.web.shown import Page, pages

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from auditor.store import Store

LANGUAGES = {"zh": "zh-CN", "en": "en"}
OWNER = "local"
"""Who works here: one person on this machine. Several users come later; everything on the desk has an owner already."""

_PAGES_KEPT = 8


@dataclass
class Office:
    """The parts of the application. `most_bytes` is of one upload."""

    settings: Settings
    desk: Desk
    most_bytes: int
    hours: float
    store: "Store"
    intake: Intake
    cases: Cases
    _shown: Any = field(init=False)

    def __post_init__(self) -> None:
        """Pages are made once for each result and language."""
        self._shown = lru_cache(_PAGES_KEPT)(self._make)

    def shown(self, case: Case, run: Run, lang: str) -> list[Page]:
        """The result of an audit as pages."""
        made: list[Page] = self._shown(case, run, lang)
        return made

    def _make(self, case: Case, run: Run, _lang: str) -> list[Page]:
        done = self.desk.result(case, run)
        return pages(done.results, done.files)


def fill(request: "Request", template: str, /, status: int = 200, **values: Any) -> "HTMLResponse":  # noqa: ANN401 - whatever the page shows
    """A page of this package."""
    from starlette.responses import HTMLResponse

    session: Session = request.scope["session"]
    lang = request.scope["lang"]
    made = environment("auditor.web").get_template(template)
    told = {
        "csrf": session.csrf,
        "lang": LANGUAGES[lang],
        "other": "en" if lang == "zh" else "zh",
        "path": request.url.path,
        "who": request.scope["who"],
    }
    return HTMLResponse(made.render({**told, **values}).encode("utf-8", "replace"), status)
