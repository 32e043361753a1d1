"""One report held as data, and how it is printed to each format: the same cells, merged alike."""

import base64
import subprocess
from html import escape
from typing import NamedTuple

import packages
from office import profile


class Row(NamedTuple):
    """An indicator as printed; `level` and `category` stand once for all the rows that share them."""

    goal: int
    level: str
    category: str
    name: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str = ""


class Form(NamedTuple):
    title: str
    year: str
    organisation: str
    money: tuple[str, ...]
    """年初, 全年, 执行, 分值, 得分, 执行率"""
    reason: str
    goals: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    total: tuple[str, str]
    conclusion: str


class Cell(NamedTuple):
    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(NamedTuple):
    """Cells in reading order; the first `heads` rows stand again on every page."""

    cells: tuple[Cell, ...]
    heads: int = 0


COLUMNS = ("年度指标完成情况", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")  # fmt: skip
WIDTH = len(COLUMNS)
SHARES = (8, 8, 9, 17, 14, 14, 7, 7, 16)
"""How wide the columns are, in hundredths."""
GOAL_HEAD = (("目标序号", 2, 1), ("年度绩效目标", 3, 3), ("实际完成情况", 6, 4))
MONEY_HEAD = (("年初预算数", 3, 1), ("全年预算数（A）", 4, 1), ("全年执行数（B）", 5, 1), ("分值", 6, 1), ("得分", 7, 1), ("执行率（B/A）", 8, 2))  # fmt: skip


def in_one_table(form):
    """Title, year, and the whole form as one table, as most platforms export it."""
    made = [Cell("部门名称", 1, 1), Cell(form.organisation, 1, 2, 1, 8)]
    made += [Cell("预算执行情况", 2, 1, 2), Cell("部门预算金额（万元）", 2, 2, 2), *_money(form, 2)]
    made += [Cell("偏差原因分析及改进措施", 4, 1), Cell(form.reason, 4, 2, 1, 8)]
    made += [Cell("年度绩效目标完成情况", 5, 1, len(form.goals) + 1), *_goals(form, 5)]
    row = 6 + len(form.goals)
    made += [Cell(text, row, column) for column, text in enumerate(COLUMNS, 1)]
    made += _indicators(form, row + 1)
    row += 1 + len(form.rows)
    made += [
        *_total(form, row),
        Cell("整体支出绩效自评结论", row + 1, 1, 1, 2),
        Cell(form.conclusion, row + 1, 3, 1, 7),
    ]
    return [form.title, form.year, _table(made)]


def in_many_tables(form, prose=()):
    """The form in tables of its own, paragraphs between them; labels merged both ways, heads that stand on every page."""
    money = [
        Cell("部门名称", 1, 1, 1, 2),
        Cell(form.organisation, 1, 3, 1, 7),
        Cell("部门预算金额（万元）", 2, 1, 2, 2),
        *_money(form, 2),
    ]
    money += [Cell("偏差原因分析及改进措施", 4, 1, 1, 2), Cell(form.reason, 4, 3, 1, 7)]
    head = [Cell(text, 1, column) for column, text in enumerate(COLUMNS, 1)]
    rows = [*head, *_both_ways(_indicators(form, 2)), *_total(form, len(form.rows) + 2)]
    closing = [Cell("整体支出绩效自评结论", 1, 1, 1, 2), Cell(form.conclusion, 1, 3, 1, 7)]
    goals = [cell._replace(column=1, columns=2) if cell.column == 2 else cell for cell in _goals(form, 1)]
    return [
        form.title,
        form.year,
        _table(money),
        *prose[:2],
        _table(goals, 1),
        *prose[2:],
        _table(rows, 1),
        _table(closing),
    ]


def _table(made, heads=0):
    return Table(tuple(sorted(made, key=lambda cell: (cell.row, cell.column))), heads)


def _money(form, row):
    yield from (Cell(text, row, column, 1, columns) for text, column, columns in MONEY_HEAD)
    yield from (
        Cell(text, row + 1, column, 1, columns)
        for text, (_head, column, columns) in zip(form.money, MONEY_HEAD, strict=True)
    )


def _goals(form, row):
    yield from (Cell(text, row, column, 1, columns) for text, column, columns in GOAL_HEAD)
    for number, texts in enumerate(form.goals, 1):
        said = (str(number), *texts)
        yield from (
            Cell(text, row + number, column, 1, columns)
            for text, (_head, column, columns) in zip(said, GOAL_HEAD, strict=True)
        )


def _indicators(form, row):
    for index, item in enumerate(form.rows):
        before = form.rows[index - 1] if index else None
        for column, depth, text in ((1, 1, f"绩效目标{item.goal}"), (2, 2, item.level), (3, 3, item.category)):
            if before is None or before[:depth] != item[:depth]:
                same = sum(1 for other in form.rows[index:] if other[:depth] == item[:depth])
                yield Cell(text, row + index, column, same)
        yield from (Cell(text, row + index, column) for column, text in enumerate(item[3:], 4))


def _both_ways(made):
    """Where one category fills its level, one label stands in both columns: 满意度指标."""
    made = list(made)
    levels = {(cell.row, cell.rows) for cell in made if cell.column == 2 and cell.text == "满意度指标"}
    for cell in made:
        if (cell.row, cell.rows) in levels and cell.column == 2:
            yield cell._replace(columns=2)
        elif not ((cell.row, cell.rows) in levels and cell.column == 3):
            yield cell


def _total(form, row):
    return [Cell("总分", row, 1, 1, 6), Cell(form.total[0], row, 7), Cell(form.total[1], row, 8), Cell("—", row, 9)]


def _lines(table):
    lines = [[""] * WIDTH for _ in range(max(cell.row for cell in table.cells))]
    for cell in table.cells:
        lines[cell.row - 1][cell.column - 1] = cell.text
    return lines


def as_txt(blocks):
    made = []
    for block in blocks:
        made += [block] if isinstance(block, str) else ["\t".join(line).rstrip("\t") for line in _lines(block)]
        made.append("")
    return "\n".join(made).encode()


def as_md(blocks):
    made = []
    for block in blocks:
        lines = [] if isinstance(block, str) else [f"| {' | '.join(line)} |" for line in _lines(block)]
        made += [block] if isinstance(block, str) else [lines[0], f"|{'---|' * WIDTH}", *lines[1:]]
        made.append("")
    return "\n".join(["# " + made[0], *made[1:]]).encode()


def as_docx(blocks, *, page=(16838, 11906), sides=("top", "left", "bottom", "right", "insideH", "insideV")):
    """Word XML; `sides` are the rules that are drawn, `page` is in twentieths of a point."""
    width = page[0] - 2400
    body = [
        packages.paragraph(escape(block)) if isinstance(block, str) else _word_table(block, width, sides)
        for block in blocks
    ]
    landscape = ' w:orient="landscape"' if page[0] > page[1] else ""
    section = f'<w:sectPr><w:pgSz w:w="{page[0]}" w:h="{page[1]}"{landscape}/><w:pgMar w:top="1000" w:bottom="1000" w:left="1200" w:right="1200"/></w:sectPr>'
    return packages.word("".join([*body, packages.paragraph(""), section]))


def _word_table(table, width, sides):
    hanging: dict[int, Cell] = {}
    rows = []
    for row in range(1, table.cells[-1].row + 1):
        starting = {cell.column: cell for cell in table.cells if cell.row == row}
        hanging = {column: cell for column, cell in hanging.items() if cell.row + cell.rows > row}
        here = sorted({**hanging, **starting}.items())
        line = "".join(_word_cell(cell, width, going_on=cell.row < row) for _column, cell in here)
        rows.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if row <= table.heads else ''}{line}</w:tr>")
        hanging |= {column: cell for column, cell in starting.items() if cell.rows > 1}
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{share * width // 100}"/>' for share in SHARES)
    return f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _word_cell(cell, width, *, going_on):
    wide = sum(SHARES[cell.column - 1 : cell.column - 1 + cell.columns]) * width // 100
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = ("<w:vMerge/>" if going_on else '<w:vMerge w:val="restart"/>') if cell.rows > 1 else ""
    text = packages.paragraph("" if going_on else escape(cell.text))
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}</w:tcPr>{text}</w:tc>'


def as_xlsx(blocks, *, sheets=False):
    """One sheet from top to bottom, or a sheet a table; amounts and scores stored as numbers, rates as shares with a format."""

    def fill(book):
        sheet, row = book.active, 0
        for block in blocks:
            if isinstance(block, str):
                row += 1
                sheet.cell(row, 1, block)
                sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=WIDTH)
                continue
            if sheets:
                sheet, row = book.create_sheet(f"表{len(book.worksheets)}"), 0
            for cell in block.cells:
                _place(sheet, cell, row)
            row += block.cells[-1].row

    return packages.xlsx([], prepare=fill)


def _place(sheet, cell, above):
    first = cell.row + above
    _store(sheet.cell(first, cell.column), cell.text)
    if cell.rows > 1 or cell.columns > 1:
        last, end = first + cell.rows - 1, cell.column + cell.columns - 1
        sheet.merge_cells(start_row=first, start_column=cell.column, end_row=last, end_column=end)


def _store(place, text):
    whole, _point, fraction = text.rstrip("%").partition(".")
    if not whole.isdecimal() or not (fraction or "0").isdecimal():
        place.value = text
        place.data_type = "s"
    elif text.endswith("%"):
        place.value, place.number_format = float(text[:-1]) / 100, f"0.{'0' * len(fraction)}%" if fraction else "0%"
    else:
        place.value, place.number_format = float(text), f"0.{'0' * len(fraction)}" if fraction else "0"


PRINTED = """<style>@page { size: A4 landscape; margin: 14mm } body { font: 10pt "Noto Sans CJK SC", "Noto Serif CJK SC", sans-serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed } td { border: 1px solid black; padding: 2pt }</style>"""
APART = PRINTED.replace("collapse; width", "separate; border-spacing: 0; width")
"""Every cell has a border of its own, as LibreOffice writes its pages."""
SMALL = """<style>@page { size: A5 landscape; margin: 8mm } body { font: 7pt "Noto Sans CJK SC", "Noto Serif CJK SC", sans-serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed } td { border: 1px solid black; padding: 1pt }
td:first-child { border-left: none } td:last-child { border-right: none }</style>"""
"""Small pages cut rows and labels; the tables have no rules at their left and right."""


def as_html(blocks, style=""):
    body = "".join(f"<p>{escape(block)}</p>" if isinstance(block, str) else _page_table(block) for block in blocks)
    return f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>表</title>{style}</head><body>{body}</body></html>'.encode()


def _page_table(table):
    columns = "".join(f'<col style="width:{share}%">' for share in SHARES)
    lines = ["" for _ in range(table.cells[-1].row)]
    for cell in table.cells:
        down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        across = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        lines[cell.row - 1] += f"<td{down}{across}>{escape(cell.text)}</td>"
    rows = [f"<tr>{line}</tr>" for line in lines]
    head = f"<thead>{''.join(rows[: table.heads])}</thead>" if table.heads else ""
    return f"<table>{columns}{head}<tbody>{''.join(rows[table.heads :])}</tbody></table>"


def pdf_by_chromium(browser, page, folder):
    """What a browser that is there prints, as it prints from the command line."""
    source = folder / "form.html"
    source.write_bytes(page)
    browser.open(source)
    return base64.b64decode(browser.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])


def pdf_by_weasyprint(weasyprint, page):
    return weasyprint.HTML(string=page.decode()).write_pdf()


def by_soffice(program, data, suffix, made, folder):
    """What LibreOffice makes of a file."""
    source = folder / f"form.{suffix}"
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation={profile()}", "--headless", "--convert-to", made, "--outdir", str(folder), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"form.{made.partition(':')[0]}").read_bytes()
