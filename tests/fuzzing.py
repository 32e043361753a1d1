"""Files that nobody would hand in, made from a seed and a number: the same pair always makes the same file.

`make fuzz` audits them by the thousand (fuzz.py), a test a handful of each kind.
"""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "samples"

PIECES = (
    "某县2024年度项目支出绩效自评表\n", "部门整体支出绩效自评报告\n", "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n",
    "产出指标\t数量指标\t培训人次\t≥50人次\t52人次\t10\t10\t\n", "\t全年预算数\t全年执行数\t分值\t执行率\t得分\n", "年度资金总额\t100.50\t98.2\t10\t97.7%\t9.8\n",
    "自评结论：设年度绩效目标3项，均已完成，自评得分97.5分，等级为优。\n", "年度绩效目标\t实际完成情况\n", "1. 培训50次。\t1. 培训52次。\n",
    "共99999999项", "其中：甲3个、乙4个、丙5个，", "占比33.3%、33.3%、33.4%。", "同比增长12.5%，", "由100万元增加到120万元，", "2024年13月45日", "一、", "（二）",
    "合计\t100\t97.5\n", "|", "│", "├──┼──┤\n", "\t", "\n", "  ", "　", "，", "。", "%", "≥", "≤", "～", "-", ".", "万", "亿", "百", "十", "零", "分之", "点", "负",
    "9" * 40, "0." + "0" * 40 + "1", "1e999", "万" * 60, "1,234,567.89", "<td>", "</tr>", "&#x10ffff;", "\x00", "\ufeff", "\u202e", "\U0001f600", "=SUM(A1:A9)",
)  # fmt: skip
"""What reports are made of, and what has broken an audit before."""

_CHARSETS = (
    "utf-8",
    "gbk",
    "base64",
    "hex",
    "undefined",
    "idna",
    "rot13",
    "zlib",
    "utf-16",
    "punycode",
    "unicode_escape",
)


_LENGTHS = (*[300] * 60, *[800] * 25, *[4000] * 14, 20_000)
"""Characters at most: what breaks a reader is mostly short, what holds it up is long."""


def text(chance: random.Random) -> bytes:
    """A text of pieces, some of them said very often."""
    said = []
    for _ in range(chance.randrange(1, 60)):
        piece = chance.choice(PIECES)
        said.append(piece * chance.choice((1, 1, 1, 1, 2, 3, 20, 200)))
    whole = "".join(said)[: chance.choice(_LENGTHS)]
    return whole.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")


def page(chance: random.Random) -> bytes:
    """A web page of such pieces, with tags that do not fit and a charset that may be none."""
    tags = (
        "<table>",
        "<tr>",
        "<td>",
        "<td colspan=9>",
        "<td rowspan=0>",
        "</td>",
        "</table>",
        "<p>",
        "<ol start=9>",
        "<li>",
        "<pre>",
        "<select><option>",
    )
    said = [chance.choice(tags) + chance.choice(PIECES) for _ in range(chance.randrange(1, 120))]
    head = f'<html><head><meta charset="{chance.choice(_CHARSETS)}"><style>.a{{display:none}}</style></head><body>'
    return head.encode() + "".join(said).encode("utf-8", "replace")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, left out, doubled, or its end cut off."""
    told = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20, 100))):
        if not told:
            break
        at = chance.randrange(len(told))
        match chance.randrange(5):
            case 0:
                told[at] = chance.randrange(256)
            case 1:
                del told[at : at + chance.randrange(1, 40)]
            case 2:
                told[at:at] = told[at : at + chance.randrange(1, 200)]
            case 3:
                told[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"9999"))
            case _ if chance.random() < 0.2:
                del told[at:]
    return bytes(told)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """A package with one part damaged inside: what holds it together stays sound."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        likely = [
            name for name in names if any(one in name.lower() for one in ("document", "sheet", "content", "styles"))
        ]
        hit = chance.choice(likely or names)
        for name in names:
            content = before.read(name)
            after.writestr(name, _marked(content, chance) if name == hit else content)
    return target.getvalue()


def _marked(content: bytes, chance: random.Random) -> bytes:
    """XML with digits and words changed and elements doubled or left out, so that most of it still parses."""
    parts = content.split(b"<")
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(1, len(parts)) if len(parts) > 1 else 0
        match chance.randrange(4):
            case 0:
                parts[at] = parts[at].replace(
                    b'"1"', chance.choice((b'"99999"', b'"-1"', b'"x"', b'""', b'"4294967296"'))
                )
            case 1:
                start, _close, words = parts[at].partition(b">")
                parts[at] = (
                    start + b">" + chance.choice(PIECES[:-8]).encode("utf-8", "replace").replace(b"<", b"")
                    if words
                    else parts[at]
                )
            case 2 if parts[at].rstrip().endswith(b"/>"):
                parts[at : at + 1] = [parts[at]] * chance.randrange(0, 3)
            case _:
                parts[at] = damaged(parts[at], chance) if chance.random() < 0.1 else parts[at]
    return b"<".join(parts)


def _seeds(suffix: str) -> list[bytes]:
    found = [file.read_bytes() for file in sorted(SAMPLES.rglob(f"*{suffix}")) if file.stat().st_size < 400_000]
    if not found:
        raise SystemExit(f"no sample ends in {suffix}")
    return found


def _binary(suffix: str) -> Callable[[random.Random], bytes]:
    seeds = _seeds(suffix)

    def make(chance: random.Random) -> bytes:
        data = chance.choice(seeds)
        if data.startswith(b"PK") and chance.random() < 0.7:
            data = repacked(data, chance)
            if chance.random() < 0.8:
                return data
        return damaged(data, chance)

    return make


def _converted(suffix: str) -> Callable[[random.Random], bytes]:
    """A sample as LibreOffice saves it in an old or foreign format, and a small file full of links, broken."""
    import listening

    seeds = [made("http://127.0.0.1:9") for name, made in listening.KINDS.items() if name.endswith(suffix)]
    seeds.append(_saved(SAMPLES / ("mission.xlsx" if suffix in (".xls", ".ods") else "mission.docx"), suffix))

    def make(chance: random.Random) -> bytes:
        data = chance.choice((seeds[-1], *seeds))
        if data.startswith(b"PK") and chance.random() < 0.7:
            return repacked(data, chance)
        return damaged(data, chance)

    return make


def _saved(file: Path, suffix: str) -> bytes:
    import shutil
    import tempfile

    from office import convert

    program = shutil.which("soffice")
    if program is None:
        raise SystemExit(f"LibreOffice writes the seeds of {suffix}; it is not installed")
    with tempfile.TemporaryDirectory() as folder:
        return convert(program, file, suffix[1:], Path(folder)).read_bytes()


_PICTURES = ("PNG", "PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "PDF")


def picture(chance: random.Random) -> bytes:
    """A ruled grid with ink in its cells, in any format that scans come in, turned or not, and often damaged."""
    from PIL import Image, ImageDraw

    width, height = chance.randrange(200, 700), chance.randrange(150, 500)
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    across = sorted(chance.sample(range(5, height - 5), chance.randrange(2, 8)))
    down = sorted(chance.sample(range(5, width - 5), chance.randrange(2, 7)))
    for at in across:
        draw.line((down[0], at, down[-1], at), fill=0, width=chance.choice((1, 2, 3)))
    for at in down:
        draw.line((at, across[0], at, across[-1]), fill=0, width=chance.choice((1, 2, 3)))
    for _ in range(chance.randrange(40)):
        left, top = chance.randrange(width), chance.randrange(height)
        draw.line((left, top, left + chance.randrange(-9, 9), top + chance.randrange(-9, 9)), fill=0, width=2)
    if chance.random() < 0.2:
        page = page.rotate(chance.choice((1.0, 90, 180)), expand=True, fillcolor=255)
    target = io.BytesIO()
    page.save(target, chance.choice(_PICTURES))
    return damaged(target.getvalue(), chance) if chance.random() < 0.5 else target.getvalue()


KINDS: dict[str, Callable[[], Callable[[random.Random], bytes]]] = {
    "txt": lambda: text,
    "html": lambda: page,
    "docx": lambda: _binary(".docx"),
    "xlsx": lambda: _binary(".xlsx"),
    "pdf": lambda: _binary(".pdf"),
    "ofd": lambda: _binary(".ofd"),
    "xls": lambda: _converted(".xls"),
    "ods": lambda: _converted(".ods"),
    "odt": lambda: _converted(".odt"),
    "rtf": lambda: _converted(".rtf"),
    "doc": lambda: _converted(".doc"),
    "png": lambda: picture,
}
"""What makes a file of each kind."""


def cases(kind: str, count: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """So many files of a kind, with the number that makes each again."""
    make = KINDS[kind]()
    for number in range(count):
        yield number, make(random.Random(f"{kind} {seed} {number}"))


WRITERS = ("markdown", "html", "docx", "xlsx", "json", "sarif", "junit")


def outcome(data: bytes, name: str, settings: Any, *, write: bool) -> str:
    """How an audit ended: audited, or the name of the plain error; whatever else it raises is a failure."""
    from auditor import memo, pipeline
    from auditor.errors import AuditorError

    try:
        made = pipeline.audited(data, name, settings)
    except AuditorError as error:
        return type(error).__name__
    if write:
        documents = [made.document] * len(made.outcomes)
        for shown in WRITERS:
            memo.render(shown, list(made.outcomes), documents)
        _annotate(data, name, made)
    return "audited"


def _annotate(data: bytes, name: str, made: Any) -> None:
    from auditor.errors import AuditorError
    from auditor.memo import annotate

    original = annotate.Original(data, made.document)
    for path in {Path(name).with_suffix(".html"), Path(name)}:
        try:
            annotate.annotate(path, original, made.outcomes)
            annotate.acts(path, original)
        except AuditorError:
            continue  # a format that takes no notes, or an original too damaged to be written into
