"""What a memo holds, as records: findings as they are told, what groups them, and what was not looked at."""

from collections.abc import Iterable
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.memo.words import bracketed, told_first
from auditor.model.finding import OutcomeVerdict, Severity
from auditor.model.record import Record, unchecked
from auditor.model.source import Span


class After(NamedTuple):
    """How much was told before, in a memo on several documents."""

    matters: int = 0
    items: int = 0


FIRST = After()


class Quote(NamedTuple):
    """One side of a finding: which side, the words of the report, and where they stand."""

    role: str
    text: str
    place: str
    span: Span | None
    document: int | None = None
    """Which of several documents it stands in."""
    goes_on: bool = False
    """Whether the passage goes on behind the words that are quoted."""

    @property
    def after(self) -> str:
        """The mark of what is left out, which stands outside the quotation marks."""
        return "……" if self.goes_on else ""

    @property
    def line(self) -> str:
        """The side and the place, and the words of the report; what is empty is not put between quotation marks."""
        if not self.text:
            return self.role + bracketed(self.place)
        told = _("{role}（{place}）：「{quote}」").format(role=self.role, place=self.place, quote=self.text)
        return told + self.after


QUOTES_TOLD, QUOTES_LEFT = 6, 3
"""Of more quotes than the first, as many as the second are told whole."""


class Item(NamedTuple):
    """A finding as it is told. `number` counts through the whole memo, causes first."""

    number: int
    label: str
    """What it is called in every format: 5, or 5-2 for the second of what is told as one."""
    code: str
    name: str
    title: str
    subject: str
    """What it is about: 目标3 视频片和短视频数量."""
    severity: Severity
    severity_word: str
    confidence_word: str
    goals: str
    place: str
    message: str
    quotes: tuple[Quote, ...]
    working: str
    action: str
    basis: str
    """What its check relies on: the 依据 of its page."""
    unread_basis: bool
    """Whether the rule was not read again: it is named for reference, and has to be looked up before it is quoted."""
    asked_for: str
    """The documents that would settle it."""
    accepted: str
    """Who accepted it and why; empty while it is open."""
    accepted_before: str
    """That it was accepted at other values; empty otherwise."""
    fingerprint: str

    @property
    def short_fingerprint(self) -> str:
        """As many characters as it takes to accept it by."""
        return self.fingerprint[:8]

    @property
    def basis_label(self) -> str:
        """依据 for a rule that was read again or stands on the form; 参照 for one that is named for reference."""
        return _("参照") if self.unread_basis else _("依据")

    @property
    def quote_lines(self) -> list[str]:
        """Every quote with its side and its place, a line each; of many, the rest as sides and places in one line."""
        lines = [one.line for one in self.quotes]
        if len(lines) <= QUOTES_TOLD:
            return lines
        places: dict[str, dict[str, None]] = {}
        for one in self.quotes[QUOTES_LEFT:]:
            places.setdefault(one.role, {})[one.place] = None
        rest = _("、").join(role + bracketed(_("、").join(where)) for role, where in places.items())
        return [*lines[:QUOTES_LEFT], _("其余：{places}").format(places=rest)]


class Headline(NamedTuple):
    """A cause with the findings it explains."""

    number: int
    kind: str
    title: str
    """Its subject and the values that differ; no two causes have one title."""
    message: str
    severity: Severity
    severity_word: str
    items: tuple[Item, ...]


class Matter(NamedTuple):
    """What a reader takes for one thing: a cause, three or more of a kind, what lies on one cell, or a single finding.

    `kind` says what holds several together; empty for a single finding. `rows` tell items of one kind in a table.
    """

    number: int
    title: str
    kind: str
    message: str
    severity: Severity
    severity_word: str
    is_cause: bool
    items: tuple[Item, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[int, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its findings, each once."""
        return tuple(dict.fromkeys(item.code for item in self.items))

    @property
    def heading(self) -> str:
        """Its title with the codes behind it, small, as a reader who looks them up needs them."""
        return self.title + bracketed(_("、").join(self.codes))

    @property
    def places(self) -> str:
        """Where its findings stand, the first few."""
        stated = list(dict.fromkeys(item.place for item in self.items))
        shown = _("、").join(stated[:PLACES_TOLD])
        more = len(stated) - PLACES_TOLD
        return shown if more <= 0 else _("{shown}等{count}处").format(shown=shown, count=len(stated))

    @property
    def actions(self) -> tuple[str, ...]:
        """What to do, each thing once."""
        return tuple(dict.fromkeys(item.action for item in self.items if item.action))

    @property
    def bases(self) -> tuple[tuple[str, str], ...]:
        """What its checks rely on, with 依据 or 参照 before it, each once."""
        return tuple(dict.fromkeys((item.basis_label, item.basis) for item in self.items if item.basis))


PLACES_TOLD = 4


class Priority(NamedTuple):
    """What to settle first, the number of the finding that tells it, and that of its matter."""

    number: int
    text: str
    matter: int


class Group(NamedTuple):
    """The findings of one severity that stand under no cause."""

    severity: Severity
    title: str
    items: tuple[Item, ...]


class Unmatched(NamedTuple):
    """A number nobody could tie."""

    quote: str
    role: str
    subject: str
    goal: str
    place: str
    reason: str


class PassedCheck(Record):
    """A check that looked and found all right."""

    code: str
    title: str
    count: int
    examples: tuple[str, ...]


make_passed_check = unchecked(PassedCheck)


class NotRunCheck(NamedTuple):
    """A check that could not look, and why."""

    code: str
    title: str
    reason: str


class Reason(NamedTuple):
    """Why several checks could not look."""

    reason: str
    checks: tuple[NotRunCheck, ...]


class UnreadablePlace(NamedTuple):
    """A place that could not be read, and why."""

    place: str
    reason: str


class Doubt(NamedTuple):
    """What rules and a language model read differently at one place."""

    about: str
    rules: str
    model: str
    place: str


class ModelPart(NamedTuple):
    """What became of a language model's answers; the same answers give the same words."""

    said: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    ungrounded: tuple[str, ...]
    """Quotes that stand nowhere, and took part in nothing."""
    failed: tuple[str, ...]


class CheckPage(NamedTuple):
    """The page of a check that found something: its lines are 缘由, 算法, 不报, 依据, 示例."""

    code: str
    title: str
    lines: tuple[str, ...]


class Material(NamedTuple):
    """Documents to ask for, and the numbers of the matters that they would settle."""

    name: str
    items: tuple[int, ...]


class Headings(NamedTuple):
    """The headings and labels of the memo in the language that is set."""

    title: str
    summary: str
    causes: str
    findings: str
    accepted: str
    coverage: str
    unmatched: str
    passed: str
    not_run: str
    unreadable: str
    model: str
    ungrounded: str
    review: str
    failed: str
    by_rules: str
    by_model: str
    appendix: str
    working: str
    action: str
    number: str
    quote: str
    place: str
    role: str
    subject: str
    reason: str
    code: str
    check: str
    looked_for: str
    times: str
    figure: str
    examples: str
    item: str
    value: str
    nothing: str
    every_number_tied: str
    needed: str
    closing: str


class Contents(NamedTuple):
    """A whole memo, ready to be laid out. Every text is clean: no control characters, one line each."""

    headings: Headings
    identity: tuple[tuple[str, str], ...]
    """Label and value of what identifies the report and the run."""
    verdict: str
    """What was found, in one sentence."""
    judged: OutcomeVerdict
    needed: tuple[str, ...]
    """What would have to be there or be read before the report can be judged; empty where it could be."""
    priorities: tuple[Priority, ...]
    summary: str
    """One paragraph that a busy auditor can act on: the verdict and what to settle first."""
    counts: tuple[tuple[Severity, str, int], ...]
    """Matters by severity."""
    matters: tuple[Matter, ...]
    """Every open finding, as a reader takes them: the gravest first."""
    headlines: tuple[Headline, ...]
    groups: tuple[Group, ...]
    accepted: tuple[Item, ...]
    coverage: str
    """How many of the numbers were checked, as a sentence."""
    figures: tuple[tuple[str, int], ...]
    """The ledger in figures: label and count."""
    unmatched: tuple[Unmatched, ...]
    passed: tuple[PassedCheck, ...]
    not_run: tuple[NotRunCheck, ...]
    unreadable: tuple[UnreadablePlace, ...]
    model: ModelPart | None
    """None where no language model was asked."""
    pages: tuple[CheckPage, ...]
    """Of the checks that found something, by code: what they rely on."""
    by_hand: tuple[str, ...] = ()
    """What reviewers said of the reading, a sentence each."""
    told: After = FIRST
    """How many matters and findings were told up to the end of this memo."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The checks that could not look, by their reason: the reason that stopped most comes first."""
        by_reason: dict[str, list[NotRunCheck]] = {}
        for missed in self.not_run:
            by_reason.setdefault(missed.reason, []).append(missed)
        most_first = sorted(by_reason.items(), key=lambda pair: -len(pair[1]))
        return tuple(Reason(reason, tuple(checks)) for reason, checks in most_first)

    @property
    def unread_first(self) -> tuple[str, ...]:
        """The first places that could not be read, for page one: where, and in whose words."""
        return told_first(
            [_("{place}：{reason}").format(place=one.place, reason=one.reason) for one in self.unreadable]
        )

    @property
    def open_items(self) -> list[Item]:
        """Every open finding in the order of the memo."""
        return [item for matter in self.matters for item in matter.items]

    @property
    def materials(self) -> list[Material]:
        """What to ask for, in the order of the memo."""
        return materials(self.matters)


def materials(matters: Iterable[Matter]) -> list[Material]:
    """What to ask for about these matters; each kind of document once, and none for what is only worth a thought."""
    wanted: dict[str, list[int]] = {}
    for matter in matters:
        for item in matter.items if matter.severity != "note" else ():
            wanted.setdefault(item.asked_for, []).append(matter.number)
    return [Material(name, tuple(dict.fromkeys(numbers))) for name, numbers in wanted.items() if name]
