"""What a layout decides: the words of the headings, the order of the columns, what stands around the table."""

from typing import Literal

from auditor.model.record import Record

Format = Literal["tab", "pipe", "blanks", "lines", "docx", "xlsx", "html"]
ORDER = ("level1", "category", "name", "target", "actual", "weight", "score", "reason")
MONEY = ("money_label", "initial", "budget", "spent", "money_weight", "rate", "money_score")


class Clothes(Record):
    """One layout. As it stands, the ordinary one."""

    format: Format = "tab"
    words: dict[str, str] = {}
    """The heading printed over a field, where it is not the usual one; {year} in it is the year of the report."""
    order: tuple[str, ...] = ORDER
    """The fields of the indicator table; one that starts with + is an extra column of that heading, one that starts with @
    the weight of that label's rows."""
    grouped: bool = False
    """Values or points stand under a group cell, in a heading of two rows."""
    index: Literal["", "stems", "numbers"] = ""
    """A row below the heading that counts the columns: 甲 乙 1 2 3."""
    labels: Literal["merged", "repeated", "dropped", "rows", "broken"] = "merged"
    """How the rows say their first level and category. `rows`: in rows of their own; `dropped`: cells that a label
    covers are left out, so that the rest of the row moves to the left; `broken`: over lines."""
    label_weights: bool = False
    """First levels print the weight of their rows: 产出指标（50分）."""
    heading: bool = True
    again: bool = False
    """The heading stands in the middle of the table again, as on a second page."""
    left: bool = False
    """A label stands left of the whole indicator table."""
    money: Literal["table", "pairs"] = "table"
    head: Literal["pairs", "rows", "cells", "line"] = "pairs"
    goals: Literal["table", "rows"] = "table"
    total: str = "总分"
    total_at: Literal["row", "head", "none"] = "row"
    annex: Literal["", "before", "after"] = ""
    signature: bool = False
    note: bool = False
    guidance: bool = False
    before: bool = False
    """Sentences of a report in front of the form."""
    after: bool = False
    one_table: bool = True
    """All parts of the form in one table."""

    def over(self, field: str, usual: str) -> str:
        """The heading over a field."""
        return self.words.get(field, usual)

    def of_year(self, year: int) -> "Clothes":
        """The same with the year in its headings."""
        return self.but(words={field: word.format(year=year) for field, word in self.words.items()})

    def with_words(self, more: dict[str, str]) -> "Clothes":
        """The same with other headings."""
        return self.model_copy(update={"words": {**self.words, **more}})

    def but(self, **changes: object) -> "Clothes":
        """The same with some things changed."""
        return self.model_copy(update=changes)
