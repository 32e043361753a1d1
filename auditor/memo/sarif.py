"""Findings as SARIF 2.1.0, for code-review platforms and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from auditor.checks import registry
from auditor.locale import gettext as _
from auditor.memo import by_hand
from auditor.memo.contents import accepted_words, clean, in_order, one_after_another, page_lines, place, sentence
from auditor.model.finding import Evidence, Finding, Outcome, OutcomeVerdict
from auditor.model.source import Document, Place

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT = "auditor/1"

Node = dict[str, Any]
"""An object of SARIF."""


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:
    """One run with the results of all reports."""
    checks = registry.catalogue()
    places = {check.code: number for number, check in enumerate(checks)}
    compared = any(found.accepted or found.accepted_before for one in outcomes for found in one.findings)
    at = artifacts(documents)
    run = {
        "tool": {"driver": _driver(outcomes, checks)},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    told
                    for one, artifact, document in zip(outcomes, at, documents, strict=True)
                    for told in _untold(one, artifact, document)
                ],
            }
        ],
        "artifacts": _artifacts(outcomes, at),
        "results": [
            _result(finding, artifact, document, places, compared=compared)
            for outcome, artifact, document in zip(outcomes, at, documents, strict=True)
            for finding in in_order(outcome)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode()


def _driver(outcomes: Sequence[Outcome], checks: Sequence[registry.Check]) -> Node:
    name = outcomes[0].tool.name if outcomes else "report-auditor"
    driver: Node = {"name": name, "rules": [_rule(check) for check in checks]}
    return driver | ({"version": outcomes[0].tool.version} if outcomes else {})


def _rule(check: registry.Check) -> Node:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": _(check.title) or check.name},
        "help": {"text": "\n".join([_(check.title), "", *page_lines(check)]) if check.page else check.name},
        "defaultConfiguration": {"level": check.severity},
    }


def artifacts(documents: Sequence[Document]) -> list[int]:
    """The artifact of every document: a file in which several forms lie is one."""
    files = [(one.name, one.sha256) for one in documents]
    order = {file: number for number, file in enumerate(dict.fromkeys(files))}
    return [order[file] for file in files]


def _artifacts(outcomes: Sequence[Outcome], at: Sequence[int]) -> list[Node]:
    """Every file once, with what was found of the form in it; of several forms with the worst verdict, and each one's."""
    found: dict[int, list[Outcome]] = {}
    for outcome, artifact in zip(outcomes, at, strict=True):
        found.setdefault(artifact, []).append(outcome)
    return [_artifact(forms) for forms in found.values()]


_WORST: tuple[OutcomeVerdict, ...] = ("contradicted", "insufficient", "clear")


def _artifact(forms: Sequence[Outcome]) -> Node:
    told = [{"verdict": one.verdict, "coverage": one.coverage.model_dump()} for one in forms]
    worst = min((one.verdict for one in forms), key=_WORST.index)
    return {
        "location": {"uri": quote(forms[0].source.name)},
        "hashes": {"sha-256": forms[0].source.sha256},
        "properties": told[0] if len(told) == 1 else {"verdict": worst, "reports": told},
    }


def _untold(outcome: Outcome, artifact: int, document: Document) -> Iterator[Node]:
    """What keeps a report from being judged, and the places that nobody could read."""
    whole = [_location(None, artifact, document)]
    if outcome.verdict == "insufficient":
        lead = _("未能充分核对，不能据此认为数据无误。")
        text = one_after_another(lead, *map(sentence, outcome.needed))
        yield {"level": "error", "message": {"text": text}, "locations": whole}
    for line in by_hand.lines(outcome):
        yield {"level": "note", "message": {"text": line}, "locations": whole}
    for spot in outcome.unreadable:
        told = Evidence(role="", quote="", span=spot.span)
        yield {
            "level": "warning",
            "message": {"text": sentence(spot.reason)},
            "locations": [_location(told, artifact, document)],
        }


def between(finding: Finding, first: int, documents: Sequence[Document], at: Sequence[int]) -> Node:
    """A finding between the documents of a submission that begin at `first`: each place in its artifact `at`."""
    placed = [one for one in finding.evidence if isinstance(one.span, Place)]
    text = "\n".join(filter(None, (clean(finding.message), clean(finding.working), clean(finding.action))))
    places = {check.code: number for number, check in enumerate(registry.catalogue())}
    locations = [_within(one, first, documents, at) for one in placed]
    result: Node = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": finding.severity,
        "message": {"text": text},
        "locations": locations[:1] or [_location(None, at[first], documents[first])],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint, f"{_FINGERPRINT}/values": finding.value_hash},
        "properties": {"confidence": finding.confidence, "goals": list(finding.goals)},
    }
    if locations[1:]:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": clean(one.role) + _("：") + clean(one.quote)}} | location
            for number, (one, location) in enumerate(zip(placed[1:], locations[1:], strict=True), 1)
        ]
    return result | (_compared(finding) if finding.accepted or finding.accepted_before else {})


def _within(evidence: Evidence, first: int, documents: Sequence[Document], at: Sequence[int]) -> Node:
    place_of = first + (evidence.span.document if isinstance(evidence.span, Place) else 0)
    return _location(evidence, at[place_of], documents[place_of])


def _result(finding: Finding, artifact: int, document: Document, places: dict[str, int], *, compared: bool) -> Node:
    placed = [one for one in finding.evidence if one.span is not None]
    text = "\n".join(filter(None, (clean(finding.message), clean(finding.working), clean(finding.action))))
    result: Node = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": finding.severity,
        "message": {"text": text},
        "locations": [_location(placed[0] if placed else None, artifact, document)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint, f"{_FINGERPRINT}/values": finding.value_hash},
        "properties": {"confidence": finding.confidence, "goals": list(finding.goals)},
    }
    if placed[1:]:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": clean(one.role) + _("：") + clean(one.quote)}}
            | _location(one, artifact, document)
            for number, one in enumerate(placed[1:], 1)
        ]
    return result | (_compared(finding) if compared else {})


def _compared(finding: Finding) -> Node:
    """What a baseline says of a finding; an empty list of suppressions says that none was found."""
    if finding.accepted is not None:
        words = accepted_words(finding.accepted.by, finding.accepted.reason, finding.accepted.until)
        suppression = {"kind": "external", "status": "accepted", "justification": words}
        return {"baselineState": "unchanged", "suppressions": [suppression]}
    return {"baselineState": "updated" if finding.accepted_before else "new", "suppressions": []}


def _location(evidence: Evidence | None, artifact: int, document: Document) -> Node:
    where: Node = {"artifactLocation": {"uri": quote(document.name), "index": artifact}}
    if evidence is None or evidence.span is None:
        return {"physicalLocation": where}
    region = _region(evidence, document)
    physical = {"physicalLocation": where | ({"region": region} if region else {})}
    return physical | {"logicalLocations": [{"fullyQualifiedName": place(evidence.span), "kind": "element"}]}


def _region(evidence: Evidence, document: Document) -> Node:
    """Line and columns, for a text file; the other formats have no lines to point to."""
    span = evidence.span
    if span is None or span.line is None:
        return {}
    begin = document.text.rfind("\n", 0, span.start) + 1
    return {
        "startLine": span.line,
        "startColumn": span.start - begin + 1,
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": document.quote(span)},
    }
