"""PDF files drawn by hand: characters and lines where they are put."""

import io


def pdf(pages):
    """A PDF whose pages are lists of drawing commands, in Helvetica."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for commands in pages:
        page = writer.add_blank_page(400, 400)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data("\n".join(commands).encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def word(text, x, y):
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET"


def lines(xs, ys):
    return [f"{x} {ys[-1]} m {x} {ys[0]} l S" for x in xs] + [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]


def table(rows, top=300):
    xs = [20 + 80 * column for column in range(len(rows[0]) + 1)]
    ys = [top - 30 * row for row in range(len(rows) + 1)]
    words = [word(text, xs[c] + 5, ys[r] - 18) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return lines(xs, ys) + words
