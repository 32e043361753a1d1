"""The memo as PDF: the paper of the Word memo, set by WeasyPrint (the `pdf` extra)."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import installation
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo import html, memorandum
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.paper import Paper
from auditor.model.finding import Outcome
from auditor.model.source import Document

if TYPE_CHECKING:
    from weasyprint import HTML


def render(
    outcomes: Sequence[Outcome],
    documents: Sequence[Document],  # noqa: ARG001 - every writer's signature
    letterhead: Letterhead = BLANK,
) -> bytes:
    """The memos, printed one after another. Raises SettingsError as `demand` does."""
    return lay_out([memorandum.paper(outcome, letterhead) for outcome in outcomes])


def lay_out(papers: Sequence[Paper]) -> bytes:
    """Papers of other kinds, printed. Raises SettingsError as `demand` does."""
    return _printed(html.lay_out(papers))


def _printed(page: bytes) -> bytes:
    """A page as PDF. Nothing is fetched, and no clock or chance is in the file: its identifier is its content's hash."""
    printer = demand()(string=page.decode(), url_fetcher=_refuse)
    made: bytes = printer.write_pdf(
        pdf_identifier=hashlib.sha256(page).digest()[:16], pdf_tags=True, presentational_hints=True
    )
    return made


def demand() -> "type[HTML]":
    """WeasyPrint's printer. Raises SettingsError, with the remedy, where it is missing."""
    try:
        from weasyprint import HTML
    except ImportError as error:
        raise SettingsError(
            _("写出 PDF 需要 pdf 组件：请运行 {command}，或写出 .html 后打印。").format(
                command=installation.adding("pdf")
            )
        ) from error
    except OSError as error:
        raise SettingsError(
            _("写出 PDF 需要系统库 Pango（{why}）：请安装 libpango，或写出 .html 后打印。").format(why=error)
        ) from error
    printer: type[HTML] = HTML
    return printer


def _refuse(url: str) -> dict[str, object]:
    """A memo is whole in itself; whatever asks for more is not ours."""
    raise ValueError(url)
