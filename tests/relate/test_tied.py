"""Short texts with everything that they state: which figures are tied to which, and whether they agree; nothing more."""

from pathlib import Path

import pytest
import yaml
from test_sentences import YEAR, judged

from auditor.relate import statements
from auditor.relate.statements import paragraphs

TIED = yaml.safe_load((Path(__file__).parent / "tied.yaml").read_text(encoding="utf-8"))


def tied(text):
    """Each relation of a text: its kind and form, what arithmetic says, the figure and what it is made of."""
    numbers = {one.id: one.quantity.text for one in statements.read(paragraphs.plain(text.split("\n")), YEAR).numbers}
    return [_line(relation, said.status, numbers) for relation, said in judged(text)]


def _line(relation, status, numbers):
    kind = f"{relation.kind} {relation.form}".rstrip()
    by = f" × {relation.factor}" if relation.factor is not None else ""
    return f"{kind} {status}: {numbers[relation.result]} ← {' '.join(numbers[one] for one in relation.of)}{by}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [pytest.param(text, lines, id=text[:30]) for cases in TIED.values() for text, lines in cases.items()],
)
def test_figures_are_tied_to_what_they_belong_to_and_to_nothing_else(text, lines):
    assert tied(text) == lines
