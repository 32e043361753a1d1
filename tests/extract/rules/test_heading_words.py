"""A layout is data: what forms call their parts stands in `auditor/forms/*.toml`, and in no reader."""

import ast
import re
from pathlib import Path

import pytest

import auditor.extract.rules
from auditor import forms

ROOM = Path(auditor.extract.rules.__file__).parent

READ_SENTENCES = {
    "attached.py": "how a form says, behind a word and a colon, what is attached to it",
    "bodies.py": "parts of the names of bodies, which are no headings",
    "claims.py": "what goes before and after a number in a sentence",
    "conclusion.py": "how a closing sentence states its score and counts",
    "executed.py": "how a line spells out the points of the budget's execution",
    "kinds.py": "what a title or a text says that it is",
    "outline.py": "headings of the paragraphs of a report, which head no table",
    "titles.py": "how titles name fund and year",
    "told_total.py": "how a line spells out a total and its points",
    "whose.py": "how sentences name the body that reports",
}
"""Readers of titles and prose, whose words are those of sentences: file and reason."""

_WORDS = re.compile(r"[一-鿿]{2,}")


def readers():
    """The files that read forms."""
    return sorted(file for file in ROOM.rglob("*.py") if file.name not in READ_SENTENCES)


def constants(source):
    """The strings of a file that are neither docstrings nor said to the user."""
    tree = ast.parse(source)
    spoken = {
        id(part)
        for node in ast.walk(tree)
        for part in (
            ast.walk(node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
            else [node.value]
            if isinstance(node, ast.Expr)
            else []
        )
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value


def named_by_forms(word):
    """Whether a form may print the word as heading, label, or line."""
    grammar = forms.grammar()
    return (
        any(grammar.named(table, word) or field_marks(table, word) for table in grammar.columns)
        or grammar.head_kind(word) is not None
        or any(line.name(word) for line in (*grammar.lines.values(), *grammar.money.values()))
        or word in grammar.national
        or word in grammar.categories
    )


def field_marks(table, word):
    """Whether the word is a mark of a column."""
    return any(field.marks.name(word) for field in forms.grammar().columns[table].values())


@pytest.mark.parametrize("file", readers(), ids=lambda file: file.name)
def test_no_reader_names_a_heading_word(file):
    printed = {word for text in constants(file.read_text(encoding="utf-8")) for word in _WORDS.findall(text)}

    assert sorted(word for word in printed if named_by_forms(word)) == []


def test_the_readers_of_sentences_exist():
    assert {file.name for file in ROOM.rglob("*.py")} >= READ_SENTENCES.keys()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('HEADS = {"实际完成值"}', ["实际完成值"]),
        ('X = re.compile(r"得分\\\\s*=")', ["得分"]),
        ('"""实际完成值 as a docstring."""', []),
        ('raise E(_("没有实际完成值"))', []),
        ('UNITS = ("万元", "元")', []),
    ],
)
def test_words_are_found_where_code_states_them(source, found):
    printed = {word for text in constants(source) for word in _WORDS.findall(text)}

    assert [word for word in printed if named_by_forms(word)] == found
