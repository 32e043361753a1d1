"""What the auditor says of texts that do not change, line by line: relations with their working, findings with all they carry.

    python tests/told.py --write      renew tests/told/*.txt

Each line that changes is one to look at: a relation that came, went or was judged otherwise; a finding whose words, quotes, weight or fingerprint
moved, so that what was accepted of it has to be accepted again.
"""

import argparse
import sys
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "told"
ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "checks" / "cases"
SUBMISSIONS = Path(__file__).parent / "checks" / "dossier"
SENTENCES = Path(__file__).parent / "relate" / "sentences"
TEXTS = SENTENCES.parent / "texts.txt"
NARRATIVES = Path(__file__).parent / "relate" / "narratives"


def texts():
    """The texts whose relations are told: the shipped samples, and the narratives of the tests."""
    return [*sorted((ROOT / "samples").glob("*.txt")), *sorted(NARRATIVES.glob("*.txt"))]


@cache
def audited(path):
    """The outcomes of a text, worked out once."""
    from auditor.pipeline import audit

    return audit(path.read_bytes(), path.name)


def relations():
    """For each text its relations, by the digits they name."""
    for path in texts():
        for at, outcome in enumerate(audited(path)):
            yield f"# {path.name} {at + 1}"
            quotes = {entry.id: entry.quote for entry in outcome.ledger}
            for one in outcome.relations:
                of = " ".join(quotes.get(name, name) for name in one.of)
                yield " | ".join(
                    (
                        one.kind,
                        one.form,
                        quotes.get(one.result, one.result),
                        of,
                        one.by,
                        one.confidence,
                        one.status,
                        one.working or one.reason,
                    )
                )


def statuses():
    """For each text its numbers, and how each ended."""
    for path in texts():
        for at, outcome in enumerate(audited(path)):
            yield f"# {path.name} {at + 1}"
            for one in outcome.ledger:
                yield f"{one.quote} | {one.role} | {one.subject} | {one.status} | {one.reason}"


def findings(code="*"):
    """For each case of the checks what is found, what agrees and what could not be looked at, with all that a finding carries.

    With a code only those of that check.
    """
    sys.path.insert(0, str(CASES.parent))
    import test_cases
    import test_narrative

    for kind in ("finds", "silent"):
        for file in sorted(CASES.glob(f"{code}.yaml")):
            for case in yaml.safe_load(file.read_text(encoding="utf-8")).get(kind, []):
                yield f"# {file.stem} {case['name']}"
                said = test_cases.outcome(file.stem, case)
                yield from (_finding(one) for one in said.findings)
                yield from (f"{one.count} {'；'.join(one.examples)}" for one in said.passed)
                yield from (one.reason for one in said.not_run)
        for given in test_narrative.cases(kind):
            of, case = given.values
            if code in ("*", of):
                yield f"# {of} {case['name']}"
                yield from (_finding(one) for one in test_narrative.findings(of, case))


def submissions(code="*"):
    """For each case of the checks of several documents what is found, and what agrees; with a code only those of that check."""
    import submissions as made

    for file in sorted(SUBMISSIONS.glob(f"{code}.yaml")):
        cases = yaml.safe_load(file.read_text(encoding="utf-8"))
        for case in (*cases["finds"], *cases["silent"]):
            said = made.submission(case)
            yield f"# {file.stem} {case['name']}"
            yield from (_finding(one) for one in said.findings if one.code == file.stem)
            yield from (f"{one.count} {'；'.join(one.examples)}" for one in said.passed if one.code == file.stem)
            yield from (one.reason for one in said.not_run if one.code == file.stem)


def lists(name="*"):
    """For each submission with lists of projects, documents or things what is found, and what agrees."""
    sys.path.insert(0, str(CASES.parent))
    from test_attached import LISTS

    for known, made in LISTS.items():
        if name in ("*", known):
            said = made()
            yield f"# {known}"
            yield from (_finding(one) for one in said.findings if one.code in _OF_LISTS)
            yield from (
                f"{one.code} {one.count} {'；'.join(one.examples)}" for one in said.passed if one.code in _OF_LISTS
            )


_OF_LISTS = frozenset({"SB02", "SB03", "SB04"})


def coded(name):
    """The checks that have cases of single reports ("findings"), or of several documents ("submissions"); the names of lists."""
    if name == "lists":
        from test_attached import LISTS

        return {*LISTS}
    folders = (CASES, CASES.parent / "narrative") if name == "findings" else (SUBMISSIONS,)
    return {file.stem for folder in folders for file in folder.glob("*.yaml")}


def by_code(lines):
    """What is told of the cases of each check."""
    found, code = {}, ""
    for line in lines:
        if line.startswith("# "):
            code = line.split()[1]
        found.setdefault(code, []).append(line)
    return found


def _place(span):
    document = getattr(span, "document", None)
    return "" if span is None else f"{'' if document is None else f'{document}:'}{span.start}-{span.end}"


def outcomes():
    """For each text what the audit found, why, what it passed and what it could not look at."""
    for path in texts():
        for at, outcome in enumerate(audited(path)):
            yield f"# {path.name} {at + 1} {outcome.verdict}"
            yield from (_finding(one) for one in outcome.findings)
            yield from (f"{one.kind} | {one.message} | {one.proposal}" for one in outcome.causes)
            yield from (f"{one.code} {one.count} {'；'.join(one.examples)}" for one in outcome.passed)
            yield from (f"{one.code} {one.reason}" for one in outcome.not_run)
            yield f"{outcome.impact}"


def sentences():
    """For each sentence of the tests the relations that it states."""
    sys.path.insert(0, str(SENTENCES.parent))
    from test_sentences import APART, judged

    for file in sorted(SENTENCES.glob("*.yaml")):
        for told in yaml.safe_load(file.read_text(encoding="utf-8")) if file.stem != "apart" else ():
            yield from _of_sentence(judged, told[0].replace("{}", told[2]))
    spoken = yaml.safe_load((SENTENCES.parent / "spoken.yaml").read_text(encoding="utf-8"))
    for text in (*APART, *(one[1] for one in spoken["heard"])):
        yield from _of_sentence(judged, text)


def stated():
    """For each of some hundred short texts the relations that it states: each was chosen because some wrong change of the rules shows in it."""
    sys.path.insert(0, str(SENTENCES.parent))
    from test_sentences import judged

    for text in TEXTS.read_text(encoding="utf-8").splitlines():
        yield from _of_sentence(judged, text)


def _of_sentence(judged, text):
    yield f"# {text}"
    for one, said in judged(text):
        yield " | ".join(
            (
                one.kind,
                one.form,
                one.result,
                " ".join(one.of),
                one.by,
                one.confidence,
                said.status,
                said.working or said.reason,
            )
        )


def _finding(one):
    quotes = " ".join(f"{item.role}「{item.quote}」{_place(item.span)}" for item in one.evidence)
    places = f"{list(one.goals)} {list(one.indicators)}"
    words = (
        one.code,
        f"{one.severity}!" if one.broken else one.severity,
        one.confidence,
        one.message,
        one.working,
        one.action,
        quotes,
        places,
        one.fingerprint,
        one.value_hash,
        *(() if one.score_change is None else (f"{one.score_change:+f}",)),
    )
    return " | ".join(words)


TOLD = {
    "relations": relations,
    "statuses": statuses,
    "findings": findings,
    "submissions": submissions,
    "lists": lists,
    "outcomes": outcomes,
    "sentences": sentences,
    "stated": stated,
}


def kept(name):
    """What is written down under a name."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def main():
    """Write down what is said now."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for name, told in TOLD.items():
        (FOLDER / f"{name}.txt").write_text("".join(f"{line}\n" for line in told()), encoding="utf-8")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    main()
