"""What the auditor says of texts that do not change, line by line: relations with their working, findings with all they carry.

    python tests/told.py --write      renew tests/told/*.txt

Each line that changes is one to look at: a relation that came, went or was judged otherwise; a finding whose words, quotes, weight or fingerprint
moved, so that what was accepted of it has to be accepted again.
"""

import argparse
import sys
from functools import cache, partial
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "told"
ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "checks" / "cases"
SENTENCES = Path(__file__).parent / "relate" / "sentences"
TEXTS = SENTENCES.parent / "texts.txt"
SHOWN = SENTENCES.parent / "shown.yaml"
YEAR = 2024
NEW_LINE = "\n"
NARRATIVES = Path(__file__).parent / "relate" / "narratives"


def texts():
    """The texts whose relations are told: the shipped samples, and the narratives of the tests."""
    return [*sorted((ROOT / "samples").glob("*.txt")), *sorted(NARRATIVES.glob("*.txt"))]


def named(path):
    """How a text is named in what is written down."""
    return f"{path.parent.name}/{path.name}"


@cache
def audited(path):
    """The outcomes of a text, worked out once."""
    from auditor.pipeline import audit

    return audit(path.read_bytes(), path.name)


def relations():
    """For each text its relations, by the digits they name."""
    for path in texts():
        yield from relations_of(path)


def relations_of(path):
    """The relations of a text."""
    for at, outcome in enumerate(audited(path)):
        yield f"# {named(path)} {at + 1}"
        yield from network_of(outcome)


def network_of(outcome):
    """The relations of an outcome."""
    quotes = {entry.id: entry.quote for entry in outcome.ledger}
    for one in outcome.relations:
        words = (
            one.kind,
            one.form,
            quotes.get(one.result, one.result),
            " ".join(quotes.get(name, name) for name in one.of),
            one.by,
            one.confidence,
            one.status,
            one.working or one.reason,
        )
        yield " | ".join(words)


def statuses():
    """For each text its numbers, and how each ended."""
    for path in texts():
        yield from statuses_of(path)


def statuses_of(path):
    """The numbers of a text, and how each ended."""
    for at, outcome in enumerate(audited(path)):
        yield f"# {named(path)} {at + 1}"
        for one in outcome.ledger:
            yield f"{one.quote} | {one.role} | {one.subject} | {one.status} | {one.reason}"


def findings():
    """For each case of the checks what is found, what agrees and what could not be looked at, with all that a finding carries."""
    yield from _cases("findings")


def submissions():
    """For each case of the checks of several documents what is found, and what agrees."""
    yield from _cases("submissions")


def lists():
    """For each submission with lists of projects, documents or things what is found, and what agrees."""
    yield from _cases("lists")


def networks():
    """For each case of the checks what belongs together in it, whatever is said of that."""
    yield from _cases("networks")


def others():
    """For each case of the checks what all of them say of it, in short."""
    yield from _cases("others")


def ledgers():
    """For each small file of the tests its numbers, what each is and how it ended."""
    yield from _cases("ledgers")


def shown():
    """For each report that was chosen because wrong changes show in it what belongs together and what all checks say."""
    yield from _cases("shown")


def retold():
    """For each small report that tells a fact twice, or seems to, what belongs together in it."""
    yield from _cases("retold")


def _cases(name):
    for head, tell in cases(name):
        yield head
        yield from tell()


def cases(name):
    """The cases that are told under a name: their headings, and what gives the lines below each."""
    sys.path.insert(0, str(CASES.parent))
    import test_attached
    import test_cases
    import test_dossier
    import test_narrative

    if name in {"sentences", "stated", "retold"}:
        yield from _of_texts(name)
        return
    if name == "ledgers":
        sys.path.insert(0, str(SENTENCES.parent))
        from test_ledgers import TEXTS as FILES
        from test_ledgers import entered

        yield from ((f"# {known}", partial(entered, text)) for known, text in FILES.items())
        return
    if name == "lists":
        yield from ((f"# {known}", partial(of_lists, made)) for known, made in test_attached.LISTS.items())
        return
    if name == "shown":
        rooms = {"cases": test_cases, "narrative": test_narrative}
        for room, chosen in yaml.safe_load(SHOWN.read_text(encoding="utf-8")).items():
            tell = _of_submission if room == "dossier" else partial(_whole, rooms[room])
            yield from ((f"# {room} {case['name']}", partial(tell, case)) for case in chosen)
        return
    for kind in ("finds", "silent"):
        rooms = (test_dossier,) if name == "submissions" else (test_cases, test_narrative)
        for room in rooms:
            tell = {"networks": partial(_looked_at, of_network, room), "others": partial(_looked_at, in_short, room)}
            for given in room.cases(kind):
                code, case = given.values
                yield f"# {code} {case['name']}", partial(tell.get(name, room.told_of), code, case)


def _of_texts(name):
    """The same for what is told of sentences and short texts."""
    if name == "sentences":
        yield from (_case(text, _of_sentence) for text in _sentences())
        return
    if name == "stated":
        yield from (_case(text, _read) for text in _sentences())
        yield from (_case(text, _of_sentence, _read) for text in _short_texts())
        return
    sys.path.insert(0, str(SENTENCES.parent))
    from test_retold import CASES as TWICE
    from test_retold import framed

    yield from (_case(text, lambda text: network_of(*framed(text))) for texts in TWICE.values() for text in texts)


def _looked_at(tell, room, _code, case):
    report, context = room.looked_at(case)
    return tell(report, context)


def _whole(room, case):
    report, context = room.looked_at(case)
    yield from of_network(report, context)
    yield from in_short(report, context)


def _of_submission(case):
    import submissions as several

    yield from of_results(several.submission(case))


def _case(text, *tell):
    """A text, as a heading of one line, and what gives the lines below it."""
    return f"# {text.replace(NEW_LINE, ' ⏎ ')}", partial(_told, text, tell)


def _told(text, tell):
    for each in tell:
        yield from each(text)


def of_results(said, *codes):
    """The lines for what checks found, passed and could not look at; with codes only of those checks."""
    yield from (_finding(one) for one in said.findings if not codes or one.code in codes)
    shown = [one for one in said.passed if not codes or one.code in codes]
    yield from (f"{one.code} {one.count} {'；'.join(one.examples)}" for one in shown)
    yield from (f"{one.code} {one.reason}" for one in said.not_run if not codes or one.code in codes)


def in_short(report, context):
    """The lines for what all checks say of a report: how grave and how sure by code, how often each found it right, how many could not look."""
    from auditor.checks import registry

    said = registry.run(report, context, registry.catalogue())
    found = [
        f"{one.code} {one.severity}{'!' if one.broken else ''} {one.confidence} {len(one.evidence)}"
        for one in said.findings
    ]
    yield f"found | {', '.join(found)}"
    yield f"passed | {', '.join(f'{one.code} {one.count}' for one in said.passed)}"
    yield f"not run | {len(said.not_run)}"


def of_network(report, context):
    """The lines for the relations between the numbers of a report, by their print, and for the promises that nothing answers."""
    network = context.network

    def printed(*names):
        return " ".join(network.told(name).quantity.text if network.known(name) else name for name in names if name)

    for one in network.relations:
        relation, said = one.relation, one.judgement
        words = (
            relation.kind,
            relation.form,
            printed(relation.result),
            printed(*relation.of),
            relation.by,
            relation.confidence,
            f"{said.status}{'' if one.first is None else ' in another reading'}",
            said.working or said.reason,
        )
        yield " | ".join(words)
    for place in network.unreported:
        yield f"unreported | {report.claims[place].subject}"


def of_lists(made):
    """The lines for a submission with lists."""
    return of_results(made(), "SB02", "SB03", "SB04")


@cache
def sections(name):
    """What is written down under a name, by the heading of each case."""
    found, head = {}, ""
    for line in kept(name):
        if line.startswith("# "):
            head = line
            found[head] = []
        else:
            found[head].append(line)
    return found


def unmoved(name, head, now):
    """Fails where what is told of a case is not what is written down."""
    _same(sections(name).get(head, ["nothing is written down"]), now, f" of {head}")


def text_unmoved(path):
    """Fails where what is told of a text, in any of the files on texts, is not what is written down."""
    for name, tell in OF_TEXT.items():
        before = [line for head, lines in sections(name).items() if _is_of(head, path) for line in (head, *lines)]
        _same(before, tell(path))


def _is_of(head, path):
    return head.removeprefix("# ").startswith(f"{named(path)} ")


def _same(before, told, of=""):
    now = "\n".join(told).splitlines()
    moved = [f"- {line}" for line in before if line not in set(now)] + [
        f"+ {line}" for line in now if line not in set(before)
    ]
    assert before == now, CHANGED.format(of=of, count=len(moved), lines="\n".join(moved[:8]))


CHANGED = "{count} lines{of} changed, of them:\n{lines}\nlook at them, then renew with: python tests/told.py --write"


def _place(span):
    document = getattr(span, "document", None)
    return "" if span is None else f"{'' if document is None else f'{document}:'}{span.start}-{span.end}"


def outcomes():
    """For each text what the audit found, why, what it passed and what it could not look at."""
    for path in texts():
        yield from outcomes_of(path)


def outcomes_of(path):
    """What the audit of a text found, why, what it passed and what it could not look at."""
    for at, outcome in enumerate(audited(path)):
        yield f"# {named(path)} {at + 1} {outcome.verdict}"
        yield from (_finding(one) for one in outcome.findings)
        yield from (f"{one.kind} | {one.message} | {one.proposal}" for one in outcome.causes)
        yield from (f"{one.code} {one.count} {'；'.join(one.examples)}" for one in outcome.passed)
        yield from (f"{one.code} {one.reason}" for one in outcome.not_run)
        yield f"{outcome.impact}"


def sentences():
    """For each sentence of the tests the relations that it states."""
    yield from _cases("sentences")


def stated():
    """How each sentence of the tests is read, and the same with the relations of short texts that were chosen because wrong changes show in them."""
    yield from _cases("stated")


def _sentences():
    for file in sorted(SENTENCES.glob("*.yaml")):
        for told in yaml.safe_load(file.read_text(encoding="utf-8")) if file.stem != "apart" else ():
            yield told[0].replace("{}", told[2])
    yield from yaml.safe_load((SENTENCES / "apart.yaml").read_text(encoding="utf-8"))
    spoken = yaml.safe_load((SENTENCES.parent / "spoken.yaml").read_text(encoding="utf-8"))
    yield from (one[1] for one in spoken["heard"])


def _short_texts():
    return [line.replace(" ⏎ ", NEW_LINE) for line in TEXTS.read_text(encoding="utf-8").splitlines()]


def _read(text):
    """What is listed together, what adds up to what, and which result answers which promise."""
    from auditor.relate.statements import mentions, paragraphs, promises
    from auditor.relate.statements.reading import Reading

    passages = paragraphs.plain(text.split("\n"))
    reading = Reading(mentions.read(passages, YEAR), [one.flat for one in passages])
    for kind, runs in (("run", reading.runs), ("column", reading.columns)):
        yield from (f"{kind} | {_prints(run.members)} | {run.strong} | {run.opener}" for run in runs)
    for one in reading.totals:
        yield f"total | {one.whole.quantity.text} | {_prints(one.run.members)} | {one.by} | {one.form}"
    for one in promises.pairs_of(reading):
        yield f"promise | {one.promise.quantity.text} | {_prints(one.answer.members)}"


def _prints(members):
    return " ".join(one.quantity.text for one in members)


def _of_sentence(text):
    sys.path.insert(0, str(SENTENCES.parent))
    from test_sentences import judged

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
                *map(_otherwise, one.otherwise),
                *(f"{item.start}-{item.end}" for item in one.items),
            )
        )


def _otherwise(one):
    """Another reading of a relation: by which figures, and how where that differs."""
    return " ".join(("or", one.kind, one.form, one.result, *one.of, str(one.factor or ""))).strip()


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
        *((f"rests on {len(one.rests_on)}",) if one.rests_on else ()),
    )
    return " | ".join(words)


TOLD = {
    "relations": relations,
    "statuses": statuses,
    "findings": findings,
    "submissions": submissions,
    "lists": lists,
    "networks": networks,
    "others": others,
    "ledgers": ledgers,
    "shown": shown,
    "retold": retold,
    "outcomes": outcomes,
    "sentences": sentences,
    "stated": stated,
}


OF_TEXT = {"relations": relations_of, "statuses": statuses_of, "outcomes": outcomes_of}


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
