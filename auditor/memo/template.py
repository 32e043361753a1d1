"""A memo on an office's own letterhead: a Word file of theirs, with placeholders between double braces.

{{正文}} takes the whole paper and stands in a paragraph of its own; {{标题}}, {{核查单位}}, {{日期}} and the others of FIELDS stand
anywhere, in headers and footers too. The file keeps its own styles; ours are added where it has none of that name.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.archive import replaced
from auditor.memo.letterhead import Letterhead
from auditor.memo.paper import Paper

if TYPE_CHECKING:
    from lxml import etree

BODY = "正文"
FIELDS = (
    "标题",
    "副标题",
    "被核查单位",
    "项目",
    "年度",
    "核查单位",
    "编号",
    "核查依据",
    "核查期间",
    "核查人员",
    "联系",
    "日期",
    "结论",
)
"""What a template may name beside {{正文}}; other braces stay as they are."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_MAIN, _STYLES = "word/document.xml", "word/styles.xml"


def filled(template: bytes, papers: Sequence[Paper], letterhead: Letterhead, body: str, styles: str) -> bytes:
    """The template with the papers in place of {{正文}} (`body`, WordprocessingML) and the fields filled in.

    Raises SettingsError when the file is no Word document or has no place for the paper.
    """
    parts = _read(template)
    values = _values(papers, letterhead)
    made = {name: _parse(part) for name, part in parts.items() if _PARTS.fullmatch(name)}
    if _MAIN not in made or not _put_body(made[_MAIN], body):
        raise SettingsError(_("模板里没有 {{正文}}：请在 Word 模板中留一段只写 {{正文}}。"))
    for root in made.values():
        _fill(root, values)
    if _STYLES in parts:
        made[_STYLES] = _with_styles(_parse(parts[_STYLES]), _parse(styles.encode()))
    return replaced(template, {name: _written(root) for name, root in made.items()})


def _read(template: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name.startswith("word/")}
    except zipfile.BadZipFile as error:
        raise SettingsError(_("模板不是 Word 文件（.docx），或已损坏。")) from error


def _parse(part: bytes) -> "etree._Element":
    from lxml import etree

    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise SettingsError(_("模板不是 Word 文件（.docx），或已损坏。")) from error


def _written(root: "etree._Element") -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _values(papers: Sequence[Paper], head: Letterhead) -> Mapping[str, str]:
    first = papers[0]
    stated = {"标题": first.title, "副标题": first.subtitle, **dict(first.fields)}
    own = (head.unit, head.number, head.grounds, head.period, head.staff, head.contact, head.date)
    return {**dict.fromkeys(FIELDS, ""), **stated, **dict(zip(FIELDS[5:12], own, strict=True))}


def _put_body(main: "etree._Element", body: str) -> bool:
    """Put the paper where {{正文}} stands; whether it stands anywhere."""
    for paragraph in main.iter(f"{_W}p"):
        found = _PLACEHOLDER.fullmatch(_text(paragraph).strip())
        parent = paragraph.getparent()
        if found and found[1] == BODY and parent is not None:
            place = parent.index(paragraph)
            parent.remove(paragraph)
            for offset, one in enumerate(list(_parse(body.encode("utf-8", "replace")))):
                parent.insert(place + offset, one)
            return True
    return False


def _text(paragraph: "etree._Element") -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))


def _fill(root: "etree._Element", values: Mapping[str, str]) -> None:
    """Fill in the fields; Word may have cut a placeholder into several runs, so that a paragraph is looked at whole."""
    for paragraph in root.iter(f"{_W}p"):
        texts = list(paragraph.iter(f"{_W}t"))
        whole = _text(paragraph)
        told = _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), whole)
        if told != whole:
            texts[0].text = told
            texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            for one in texts[1:]:
                one.text = ""


def _with_styles(own: "etree._Element", ours: "etree._Element") -> "etree._Element":
    """The template's styles, and those of ours that it has not."""
    known = {one.get(f"{_W}styleId") for one in own.iter(f"{_W}style")}
    for style in list(ours.iter(f"{_W}style")):
        if style.get(f"{_W}styleId") not in known and style.get(f"{_W}default") != "1":
            own.append(style)
    return own
