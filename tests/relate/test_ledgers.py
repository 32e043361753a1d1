"""Whole small files: every number in them, what it is, what it belongs to and how it ended (ledgers.yaml)."""

from pathlib import Path

import pytest
import told
import yaml

from auditor import pipeline

TEXTS = yaml.safe_load((Path(__file__).parent / "ledgers.yaml").read_text(encoding="utf-8"))


def outcomes(text):
    """What the audit makes of a file whose cells are parted by bars."""
    lines = ["\t".join(cell.strip() for cell in line.split("|")) for line in text.splitlines()]
    return pipeline.audit("\n".join(lines).encode(), "given.txt")


def entered(text):
    """The lines for each form of a file: its numbers, what could not be read, and the ledger in figures."""
    for outcome in outcomes(text):
        yield f"{outcome.report.kind} {outcome.verdict}"
        yield from map(_line, outcome.ledger)
        yield from told.network_of(outcome)
        yield from (f"unreadable | {one.reason}" for one in outcome.unreadable)
        yield f"{outcome.coverage}"


def _line(one):
    printed = f"{one.value:f}{one.unit} {one.bound} {one.places}"
    ties = " ".join(f"{tie.kind}.{tie.index}" for tie in one.tied_to)
    role = one.role if one.goal is None else f"{one.role} {one.goal}"
    return " | ".join((one.quote, printed, role, one.subject, one.status, ties, " ".join(one.relations), one.reason))


@pytest.mark.parametrize("name", TEXTS)
def test_each_number_is_entered_and_ends_as_written_down(name):
    told.unmoved("ledgers", f"# {name}", list(entered(TEXTS[name])))
