"""A total that a line spells out: 合计：分值100分，得分99分."""

from auditor.extract.rules.rows import Row
from auditor.extract.rules.signs import is_total_label
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_TOLD = lazily(
    r"\s*(?P<label>[一-鿿]{2,8}?)\s*[:：,，]?\s*(?:分值|满分|权重|标准分|应得分)(?:合计|共计|为)?\s*[:：]?\s*(?P<weight>\d{1,3}(?:\.\d{1,2})?)\s*分?"
    r"\s*[,，、;；]?\s*(?:自评|实际|实)?(?:得分|评分)(?:合计|共计|为)?\s*[:：]?\s*(?P<score>\d{1,3}(?:\.\d{1,2})?)\s*分?\s*[。.]?\s*"
)
_LONGEST = 40


def parted(row: Row) -> Row | None:
    """The line as a total row: its label, the weight and the score; None for any other line."""
    entry = row.entries[0]
    if row.table is not None or len(entry.words) > _LONGEST or "得分" not in entry.words:
        return None
    found = _TOLD.fullmatch(entry.text)
    if found is None or not is_total_label(fold(found["label"])):
        return None
    pieces = (
        entry._replace(words=fold(found[group]), text=found[group], span=entry.span.part(*found.span(group)), column=at)
        for at, group in enumerate(("label", "weight", "score"), 1)
    )
    return row._replace(entries=tuple(pieces))
