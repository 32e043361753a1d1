"""Files with findings on words of theirs, annotated."""

from pathlib import Path

from outcomes import finding, outcome

from auditor import readers
from auditor.memo.annotate import Original, annotate
from auditor.model.finding import Evidence


def place(document, quote):
    """Where a quote stands: the part of the first paragraph or cell that holds it."""
    for block in document.blocks:
        for one in block.table.cells if block.table else (block,):
            if quote in one.text:
                start = one.span.start + one.text.index(quote)
                return one.span.model_copy(update={"start": start, "end": start + len(quote)})
    raise AssertionError(f"{quote} stands nowhere in {document.text}")


def found(document, *quotes, **more):
    """A finding that quotes these words."""
    sides = tuple(Evidence(role="表述", quote=quote, span=place(document, quote)) for quote in quotes)
    return finding(**({"evidence": sides, "message": "前后不一致", "action": "请核实"} | more))


def annotated(data, name, *quotes, output=None, **more):
    """The file with one finding that quotes these words, as bytes."""
    document = readers.read(data, name)
    made = outcome(found(document, *quotes, **more), causes=())
    return annotate(Path(output or name), Original(data, document), [made])
