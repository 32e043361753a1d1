"""Writes results that may be submissions: each format's own writer for forms alone, and one memo for each submission."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, cast

from auditor.locale import gettext as _
from auditor.memo import inquiry, memorandum, sarif, submission_paper, submission_todo, todo
from auditor.memo.contents import clean
from auditor.memo.json import dump, in_json
from auditor.memo.letterhead import BLANK, Letterhead
from auditor.memo.paper import Paper
from auditor.memo.records import Item
from auditor.memo.submission import told
from auditor.model.dossier import Result, Submission, outcomes_of
from auditor.model.finding import Finding, Outcome
from auditor.model.source import Document, Place

Files = Sequence[tuple[Document, ...]]
"""The file of every outcome, result by result."""


def render(
    writer: str, results: Sequence[Result], files: Files, kind: str = "memo", letterhead: Letterhead = BLANK
) -> bytes:
    """The memo on results of which one at least is a submission."""
    if kind != "memo" or writer in _PAPERS:
        papers = [_PAPER_OF[kind](one, letterhead) for one in results]
        own = (letterhead,) if writer == "docx" else ()
        return cast("bytes", import_module(f"auditor.memo.{writer}").lay_out(papers, *own))
    return _WRITERS[writer](results, files)


_PAPERS = frozenset({"markdown", "docx", "pdf"})


def _memo(result: Result, letterhead: Letterhead) -> Paper:
    if isinstance(result, Submission):
        return submission_paper.memo(result, letterhead)
    return memorandum.paper(result, letterhead)


def _inquiry(result: Result, letterhead: Letterhead) -> Paper:
    if isinstance(result, Submission):
        return submission_paper.inquiry(result, letterhead)
    return inquiry.paper(result, letterhead)


def _selfcheck(result: Result, letterhead: Letterhead) -> Paper:
    del letterhead
    return submission_todo.paper(result) if isinstance(result, Submission) else todo.paper(result)


_PAPER_OF: Mapping[str, Callable[[Result, Letterhead], Paper]] = {
    "memo": _memo,
    "inquiry": _inquiry,
    "selfcheck": _selfcheck,
}


def _flat(results: Sequence[Result], files: Files) -> tuple[list[Outcome], list[Document]]:
    """Every outcome with its file."""
    outcomes = [outcome for result in results for outcome in outcomes_of(result)]
    return outcomes, [document for of_result in files for document in of_result]


def _json(results: Sequence[Result], files: Files) -> bytes:
    """One object for one result, a list for several."""
    del files
    told_so = [in_json(one) for one in results]
    return dump(told_so[0] if len(told_so) == 1 else told_so)


def _sarif(results: Sequence[Result], files: Files) -> bytes:
    """One run: an artifact for every document, and results that point into several of them."""
    outcomes, documents = _flat(results, files)
    log: dict[str, Any] = json.loads(sarif.render(outcomes, documents))
    run = log["runs"][0]
    at = sarif.artifacts(documents)
    first = 0
    for result in results:
        if isinstance(result, Submission):
            run["results"] += [sarif.between(one, first, documents, at) for one in result.findings]
        first += len(outcomes_of(result))
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode()


def _junit(results: Sequence[Result], files: Files) -> bytes:
    """A suite for every document, and one for what lies between those of a submission."""
    from auditor.memo import junit

    outcomes, documents = _flat(results, files)
    root = ET.fromstring(junit.render(outcomes, documents))  # noqa: S314 - written a line above
    for result in results:
        if isinstance(result, Submission):
            root.append(_suite(result))
    for total in ("tests", "failures", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _suite(submission: Submission) -> ET.Element:
    memo = told(submission)
    name = _("材料之间：{names}").format(names=_("、").join(memo.labels))
    suite = ET.Element("testsuite", name=clean(name))
    for item in memo.sections[0].items:
        _case(suite, clean(name), item)
    for one in memo.passed:
        ET.SubElement(suite, "testcase", classname=clean(name), name=f"{one.code} {one.title}")
    for missed in memo.not_run:
        case = ET.SubElement(suite, "testcase", classname=clean(name), name=f"{missed.code} {missed.title}")
        ET.SubElement(case, "skipped", message=missed.reason)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def _case(suite: ET.Element, name: str, item: Item) -> None:
    case = ET.SubElement(suite, "testcase", classname=name, name=f"{item.code} [{item.fingerprint}]")
    quotes = [quote.line for quote in item.quotes]
    text = "\n".join(filter(None, (item.message, *quotes, item.working, item.action)))
    if item.accepted:
        ET.SubElement(case, "skipped", message=item.accepted)
    elif item.severity == "error":
        ET.SubElement(case, "failure", message=item.message, type=item.code).text = text
    else:
        ET.SubElement(case, "system-out").text = item.severity_word + _("：") + text


def _html(results: Sequence[Result], files: Files) -> bytes:
    from auditor.memo import submission_html

    return submission_html.render(results, files)


def _xlsx(results: Sequence[Result], files: Files) -> bytes:
    from auditor.memo import submission_xlsx

    del files
    return submission_xlsx.render(results)


_WRITERS: Mapping[str, Callable[[Sequence[Result], Files], bytes]] = {
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "html": _html,
    "xlsx": _xlsx,
}


class Seen(NamedTuple):
    """A form as its file shows it, and what the memo calls its findings, by fingerprint."""

    outcome: Outcome
    labels: Mapping[str, str]


def by_file(results: Sequence[Result], files: Files) -> Iterator[tuple[Document, list[Seen]]]:
    """Every file once, with its forms, each with the findings between documents that quote it.

    Quotes of other documents keep their words, their role says whose they are, and their places are told in it.
    """
    found: dict[str, tuple[Document, list[Seen]]] = {}
    for result, documents in zip(results, files, strict=True):
        seen = [Seen(result, {})] if isinstance(result, Outcome) else _seen(result)
        for one, document in zip(seen, documents, strict=True):
            found.setdefault(document.sha256 + document.name, (document, []))[1].append(one)
    yield from found.values()


def _seen(submission: Submission) -> Iterator[Seen]:
    memo = told(submission)
    between = {item.fingerprint: item for item in memo.sections[0].items}
    for at, outcome in enumerate(submission.outcomes):
        more = [_seen_from(one, between[one.fingerprint], at) for one in submission.findings if _quotes(one, at)]
        told_here = [*memo.sections[0].items, *memo.sections[at + 1].items]
        with_others = outcome.model_copy(update={"findings": (*outcome.findings, *more)})
        yield Seen(with_others, {item.fingerprint: item.label for item in told_here})


def _quotes(finding: Finding, at: int) -> bool:
    return any(isinstance(one.span, Place) and one.span.document == at for one in finding.evidence)


def _seen_from(finding: Finding, item: Item, at: int) -> Finding:
    """The finding as one document shows it: its own quotes at their places, the others' told by document and place."""
    evidence = []
    for one, quote in zip(finding.evidence, item.quotes, strict=True):
        own = quote.document == at
        role = quote.role if own else _("{role}，{place}").format(role=quote.role, place=quote.place)
        evidence.append(one.model_copy(update={"role": role, "span": one.span if own else None}))
    return finding.model_copy(update={"evidence": tuple(evidence)})
