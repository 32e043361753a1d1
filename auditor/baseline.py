"""Findings accepted before: bound to the report, to what the finding is about, and to its values."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from auditor import writing
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.toml import fault
from auditor.model.finding import Acceptance, Finding, Outcome
from auditor.model.record import Record
from auditor.model.source import Span

_HEAD = """# 已接受的疑点。由 auditor accept 写入，可以在评审中逐条查看；数值（value_hash）一变，接受即失效。
# Accepted findings, written by `auditor accept`. An acceptance ends when a value changes or after `until`.
"""
_SHORTEST_PREFIX = 4

SCHEMA = "auditor/baseline/2"
"""Stands at the head of a baseline; one without it was written by version 0.1."""


class Accepted(Record):
    """One entry of the baseline."""

    fingerprint: str
    value_hash: str
    report: str
    """Organisation, project and year: the same fingerprint in another report is another finding."""
    code: str
    message: str
    by: str
    reason: str
    on: date | None = None
    until: date | None = None
    older: bool = False
    """It was written by a version whose fingerprints are made otherwise (0.1)."""


NAME = "auditor-baseline.toml"


def beside(path: Path) -> Path:
    """The baseline that stands in a file's folder; of what comes from stdin, in the working folder."""
    return path.parent / NAME


class Compared(NamedTuple):
    """The outcomes with their acceptances, and remarks on acceptances that no longer serve."""

    outcomes: list[Outcome]
    remarks: list[str]


def load(path: Path) -> tuple[Accepted, ...]:
    """The entries of a baseline file. Raises SettingsError when it is missing or malformed."""
    import tomllib

    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        older = _is_older(stated.pop("schema", None), path)
        entries = stated.pop("accepted", [])
        if stated:
            raise SettingsError(
                _("基线文件 {name} 中有不认识的内容：{names}。").format(name=path.name, names="、".join(stated))
            )
        return tuple(Accepted.model_validate({"older": older, **entry}) for entry in entries)
    except OSError as error:
        raise SettingsError(
            _("读不到基线文件 {name}：先用 auditor accept 生成，或去掉 baseline 设置。").format(name=path.name)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(_malformed(path, fault(error))) from error
    except ValidationError as error:
        wrong = "、".join(str(part) for part in error.errors()[0]["loc"])
        raise SettingsError(_malformed(path, _("缺少或写错：{fields}").format(fields=wrong))) from error
    except TypeError as error:
        raise SettingsError(_malformed(path, _("每条接受应写在 [[accepted]] 之下"))) from error


def _is_older(schema: object, path: Path) -> bool:
    """Whether the file is of a version before this one. Raises SettingsError for one after it."""
    if schema not in {None, SCHEMA}:
        message = _("基线文件 {name} 由更新的版本写出（{schema}）：请先升级本程序。")
        raise SettingsError(message.format(name=path.name, schema=schema))
    return schema is None


def save(path: Path, entries: Sequence[Accepted]) -> None:
    """Write a baseline that a person can review. Raises SettingsError when it cannot be written."""
    writing.save(path, dump(entries).encode())


def change(path: Path, how: Callable[[Sequence[Accepted]], Sequence[Accepted]]) -> None:
    """Change a baseline while nobody else does: what others accepted meanwhile stays. Raises SettingsError."""
    with writing.locked(path):
        save(path, how(load(path) if path.is_file() else ()))


def dump(entries: Sequence[Accepted]) -> str:
    """The entries as TOML, in a steady order."""
    ordered = sorted(entries, key=lambda entry: (entry.report, entry.code, entry.fingerprint))
    return f'{_HEAD}schema = "{SCHEMA}"\n' + "".join(f"\n[[accepted]]\n{_table(entry)}" for entry in ordered)


def added(entries: Sequence[Accepted], entry: Accepted) -> tuple[Accepted, ...]:
    """The entries with one more, in place of an older acceptance of the same finding."""
    return (*(one for one in entries if _key(one) != _key(entry)), entry)


def removed(entries: Sequence[Accepted], fingerprint: str) -> tuple[Accepted, ...]:
    """The entries without the one whose fingerprint begins so. Raises SettingsError for none or several."""
    found = [one for one in entries if one.fingerprint.startswith(fingerprint)]
    if not found:
        raise SettingsError(_("基线中没有指纹为 {fingerprint} 的疑点。").format(fingerprint=fingerprint))
    if len(found) > 1 or len(fingerprint) < _SHORTEST_PREFIX:
        raise SettingsError(_("指纹 {fingerprint} 不止指一条疑点，请写全。").format(fingerprint=fingerprint))
    return tuple(one for one in entries if one not in found)


def entry(
    outcome: Outcome, finding: Finding, *, by: str, reason: str, until: date | None, on: date | None = None
) -> Accepted:
    """The acceptance of a finding as it stands."""
    return Accepted(
        fingerprint=finding.fingerprint,
        value_hash=finding.value_hash,
        report=identity(outcome),
        code=finding.code,
        message=finding.message,
        by=by,
        reason=reason,
        on=on,
        until=until,
    )


def pick(outcomes: Sequence[Outcome], fingerprint: str) -> tuple[Outcome, Finding]:
    """The one finding whose fingerprint begins so. Raises SettingsError for none or several."""
    found = [
        (outcome, finding)
        for outcome in outcomes
        for finding in outcome.findings
        if finding.fingerprint.startswith(fingerprint)
    ]
    if len(found) == 1 and len(fingerprint) >= _SHORTEST_PREFIX:
        return found[0]
    if not found:
        raise SettingsError(
            _("没有指纹为 {fingerprint} 的疑点；指纹见备忘录或 --format json。").format(fingerprint=fingerprint)
        )
    raise SettingsError(_("指纹 {fingerprint} 不止指一条疑点，请写全。").format(fingerprint=fingerprint))


def identity(outcome: Outcome) -> str:
    """What tells reports apart: organisation, project and year; the file's name when the report names none of them."""
    report = outcome.report
    parts = [report.organisation, report.project, str(report.year) if report.year else None]
    return " · ".join(part for part in parts if part) or outcome.source.name


def compare(outcomes: Sequence[Outcome], accepted: Sequence[Accepted], today: date) -> Compared:
    """Mark what was accepted, and what was accepted at other values; remark on unused and expired acceptances."""
    by_key = {_key(one): one for one in _renewed(outcomes, accepted)}
    used: set[tuple[str, str]] = set()
    marked = []
    for outcome in outcomes:
        report = identity(outcome)
        findings = []
        for finding in outcome.findings:
            held = by_key.get((report, finding.fingerprint))
            if held is not None:
                used.add(_key(held))
            findings.append(finding if held is None else _marked(finding, held, today))
        marked.append(outcome.model_copy(update={"findings": tuple(_with_what_rests(findings))}))
    audited = {identity(outcome) for outcome in outcomes}
    served = [one for one in by_key.values() if one.report in audited]
    remarks = [remark for one in served for remark in _remarks(one, used, today)]
    if any(one.older for one in served):
        remarks.append(_("基线由旧版写出：已按编号和数值逐条对上现在的疑点；请核对后用 auditor accept 重新写入。"))
    return Compared(marked, remarks)


def _renewed(outcomes: Sequence[Outcome], accepted: Sequence[Accepted]) -> Iterator[Accepted]:
    """The entries; one of an older version under the fingerprint of the only finding of its report, check and values."""
    found = [(identity(outcome), finding) for outcome in outcomes for finding in outcome.findings]
    same = {(report, one.fingerprint) for report, one in found}
    for entry in accepted:
        if entry.older and _key(entry) not in same:
            alike = [
                one.fingerprint
                for report, one in found
                if (report, one.code, one.value_hash) == (entry.report, entry.code, entry.value_hash)
            ]
            if len(alike) == 1:
                yield entry.model_copy(update={"fingerprint": alike[0]})
                continue
        yield entry


def _with_what_rests(findings: Sequence[Finding]) -> Iterator[Finding]:
    """A finding that sums up others (a conclusion that all is done) is accepted once every one of them is.

    Until then it rests on the others alone, and quotes no longer what was accepted.
    """
    for finding in findings:
        below = [_at(findings, place) for place in finding.rests_on]
        settled = [bool(group) and all(one.accepted for one in group) for group in below]
        if finding.accepted is not None or not any(settled):
            yield finding
        elif all(settled):
            yield finding.model_copy(update={"accepted": below[0][0].accepted})
        else:
            yield _still_resting(
                finding, [place for place, done in zip(finding.rests_on, settled, strict=True) if done]
            )


def _still_resting(finding: Finding, settled: Sequence[Span]) -> Finding:
    """The finding on what was not accepted, with a word on how many places were."""
    remark = _("（其中 {count} 处已接受）").format(count=len(settled))
    evidence = tuple(item for item in finding.evidence if item.span not in settled)
    places = tuple(place for place in finding.rests_on if place not in settled)
    return finding.model_copy(update={"message": finding.message + remark, "evidence": evidence, "rests_on": places})


def _at(findings: Sequence[Finding], place: Span) -> list[Finding]:
    """The findings of weight that quote a place themselves."""
    return [
        one
        for one in findings
        if one.severity != "note"
        and not one.rests_on
        and any(
            item.span is not None and item.span.start < place.end and place.start < item.span.end
            for item in one.evidence
        )
    ]


def _marked(finding: Finding, held: Accepted, today: date) -> Finding:
    acceptance = Acceptance(by=held.by, reason=held.reason, on=held.on, until=held.until, message=held.message)
    if held.value_hash != finding.value_hash:
        return finding.model_copy(update={"accepted_before": acceptance})
    if held.until is not None and held.until < today:
        return finding
    return finding.model_copy(update={"accepted": acceptance})


def _remarks(one: Accepted, used: set[tuple[str, str]], today: date) -> list[str]:
    if _key(one) not in used:
        return [_("基线中的 {code}（{fingerprint}）已没有对应的疑点，可以删去。").format(**one.model_dump())]
    if one.until is not None and one.until < today:
        return [_("基线中的 {code}（{fingerprint}）已于 {until} 到期，疑点重新列出。").format(**one.model_dump())]
    return []


def _key(one: Accepted) -> tuple[str, str]:
    return one.report, one.fingerprint


def _table(entry: Accepted) -> str:
    """The fields of an entry as TOML; a JSON string is a TOML basic string once DEL is escaped."""
    lines = []
    for name, value in entry.model_dump(exclude_defaults=True).items():
        shown = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
        lines.append(f"{name} = {shown}\n".replace("\x7f", "\\u007f"))
    return "".join(lines)


def _malformed(path: Path, why: str) -> str:
    return _("基线文件 {name} 的格式不对（{error}），请改正。").format(name=path.name, error=why)
