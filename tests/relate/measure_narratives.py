"""Measures what the sentences of narrative reports are said to tie, against reports whose every relation is marked by hand.

    python tests/relate/measure_narratives.py FOLDER NAME…

FOLDER holds NAME.txt and gold/NAME.gold.json. Prints precision and recall by kind, and with -v each miss and each excess.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from auditor import pipeline
from auditor.extract import rules
from auditor.relate import statements
from auditor.relate.judge import holds
from auditor.settings import Settings

ASSERTING = frozenset({"claim", "promise", "rate", "date"})


def gold_places(text, numbers):
    """Where each gold number begins and ends."""
    places = {}
    for number in numbers:
        at = -1
        for _ in range(number["occurrence"]):
            at = text.find(number["quote"], at + 1)
        places[number["id"]] = (at, at + len(number["quote"]))
    return places


def aligned(found, places):
    """Gold ids by our ids: the spans overlap."""
    by_ours = {}
    for number in found:
        span = number.quantity.number_span
        for name, (start, end) in places.items():
            if span.start < end and start < span.end:
                by_ours.setdefault(number.id, name)
    return by_ours


def key(kind, result, of):
    if kind == "ratio" or kind == "product":  # an average told as a ratio or as a product is one statement
        return kind, result, frozenset(of)
    return kind, result, frozenset(of)


def measure(folder, name, verbose):
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "gold" / f"{name}.gold.json").read_text(encoding="utf-8"))
    document = pipeline.read(text.encode(), f"{name}.txt", Settings())
    report = rules.extract(document)[0]
    said = statements.of_report(report, document)
    places = gold_places(document.text, gold["numbers"])
    ours = aligned(said.numbers, places)
    quotes = {n["id"]: f"{n['quote']}[{n['subject']}]" for n in gold["numbers"]}
    texts = {n.id: n.quantity.text for n in said.numbers}
    wanted = {}
    for relation in gold["relations"]:
        kind = "share" if relation.get("total") else relation["kind"]
        wanted[(kind, relation["result"], frozenset(relation["of"]))] = relation
    got, hits = Counter(), Counter()
    tied, found = set(), set()
    excess, alarms = [], []
    for relation in said.relations:
        ids = [relation.result, *relation.of]
        names = [ours.get(one, f"?{texts.get(one, one)}") for one in ids] if relation.result else []
        got[relation.kind] += 1
        tied.update(one for one in names if one in quotes)
        want = _wanted(wanted, relation, names, quotes)
        if want is None and relation.kind == "bound":  # parts within wholes are marked here and there only
            got[relation.kind] -= 1
            excess.append(f"(bound) {' <- '.join(quotes.get(n, n) for n in names)}")
            continue
        judgement = holds(relation, {number.id: number for number in said.numbers}, year=report.year)
        if judgement.status == "contradicted" and (want is None or wanted[want]["holds"]):
            alarms.append(
                f"{judgement.working}{' (slight)' if judgement.slight else ''} [{relation.by}]{'' if want else ' NOT IN GOLD'}"
            )
        if want is not None and not wanted[want]["holds"] and judgement.status != "contradicted":
            alarms.append(f"MISSED {judgement.status} {judgement.working} {judgement.reason}")
        if want is not None:
            hits[relation.kind] += 1
            found.add(want)
        else:
            excess.append(
                f"{relation.kind} {relation.form} [{relation.by}] {' <- '.join(quotes.get(n, n) for n in names)}"
            )
    total = Counter(kind for kind, *_ in wanted)
    recalled = Counter(kind for kind, *_ in found)
    planted = [k for k, r in wanted.items() if not r["holds"]]
    faults = sum(1 for k in planted if k in found)
    asserting = [n["id"] for n in gold["numbers"] if n["role"] in ASSERTING]
    apart = [
        f"{quotes[a]} / {quotes[b]}"
        for a, b, _why in gold["apart"]
        if any(_ties(relation, ours, a, b) for relation in said.relations)
    ]
    if verbose:
        for line in excess:
            print("   +", line)
        for k, relation in wanted.items():
            if k not in found:
                show = [quotes.get(one, "-") for one in (relation["result"], *relation["of"])]
                print("   -", "ok " if relation["holds"] else "BAD", k[0], " <- ".join(show), relation.get("items", ""))
        for line in apart:
            print("   ! apart", line)
        for line in alarms:
            print("   ? judged", line)
    return (
        got,
        hits,
        total,
        recalled,
        len(planted),
        faults,
        len(asserting),
        sum(1 for n in asserting if n in tied),
        apart,
    )


def _wanted(wanted, relation, names, quotes):
    if not names:
        return None
    if relation.kind == "bound":
        names = [*names[1:], names[0]]
    kinds = [relation.kind]
    if relation.kind in ("ratio", "product"):
        kinds = ["ratio", "product"]
    for kind in kinds:
        k = (kind, names[0], frozenset(names[1:]))
        if k in wanted:
            return k
        if kind in ("ratio", "product"):
            for w in wanted:
                if w[0] in ("ratio", "product") and frozenset([w[1], *w[2]]) == frozenset(names):
                    return w
    if relation.kind in ("sum", "difference"):  # a + b = c and c - a = b are one statement
        for w in wanted:
            if w[0] in ("sum", "difference") and len(names) == 3 and frozenset([w[1], *w[2]]) == frozenset(names):
                return w
    if relation.kind in ("share", "count"):
        for w in wanted:
            if w[0] == relation.kind and (w[1] == names[0] or (w[1] is None and w[2] == frozenset(names[1:]))):
                return w
    if relation.kind == "same":
        k = ("same", names[1], frozenset([names[0]]))
        return k if k in wanted else None
    return None


def _ties(relation, ours, a, b):
    """Whether a relation compares two numbers that must stay apart: result against part, but not two parts of a list."""
    result = ours.get(relation.result)
    of = {ours.get(one) for one in relation.of}
    direct = (result == a and b in of) or (result == b and a in of)
    if relation.form == "step":
        return False
    return direct if relation.kind in ("sum", "share", "count", "product", "difference") else direct or ({a, b} <= of)


def main():
    names = [one for one in sys.argv[2:] if not one.startswith("-")]
    folder, verbose = Path(sys.argv[1]), "-v" in sys.argv
    if not (folder / "gold").is_dir():
        print("no gold folder: nothing to measure")
        return
    sums = [Counter(), Counter(), Counter(), Counter()]
    flat = [0, 0, 0, 0]
    aparts = 0
    for name in names:
        *counters, planted, faults, asserting, tied, apart = measure(folder, name, verbose)
        for total, one in zip(sums, counters, strict=True):
            total.update(one)
        for at, one in enumerate((planted, faults, asserting, tied)):
            flat[at] += one
        aparts += len(apart)
        got, hits, total, recalled = counters
        print(
            f"{name}: precision {sum(hits.values())}/{sum(got.values())} recall {sum(recalled.values())}/{sum(total.values())} "
            f"faults {faults}/{planted} tied {tied}/{asserting} apart violated {len(apart)}"
        )
    got, hits, total, recalled = sums
    for kind in sorted(total | got):
        print(f"  {kind:11s} precision {hits[kind]}/{got[kind]} recall {recalled[kind]}/{total[kind]}")
    print(
        f"all: precision {sum(hits.values())}/{sum(got.values())} recall {sum(recalled.values())}/{sum(total.values())} "
        f"faults {flat[1]}/{flat[0]} tied {flat[3]}/{flat[2]} apart {aparts}"
    )


if __name__ == "__main__":
    main()
