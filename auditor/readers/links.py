"""Files without what would make an office program fetch something: links, remote pictures and objects, scripts, templates.

This is one wall of three; the program also runs with settings that follow no link (`office`) and without a network (`isolated`).
Words, tables and what is embedded in the file stay as they are.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.readers.archive import BROKEN, damaged, members, parse
from auditor.readers.limits import Limits

_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:(?=[/\\\w])|//|\\\\)", re.IGNORECASE)
"""http://host/picture.png   file:///etc/hostname   //host/share   \\\\host\\share   vnd.sun.star.script:…"""
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|/|\\|\.\.)", re.IGNORECASE)
"""What leads out of a package: a scheme, the root, the folder above. Pictures/1.png and #Sheet1 stay inside."""

_POINTS = frozenset(
    ["href", "src", "hrefsrc", "altsrc", "background", "classid", "codebase", "data", "archive", "file"]
)
"""Attributes that name a place and nothing else."""
_NAMES = frozenset(["Type", "type", "uri", "Namespace", "namespace", "ContentType", "full-path", "media-type"])
"""Attributes whose values look like addresses and are names."""

_ACTIVE = frozenset(
    [
        "scripts",
        "event-listeners",
        "section-source",
        "table-source",
        "cell-range-source",
        "dde-source",
        "dde-connection-decls",
        "dde-links",
        "database-ranges",
        "database-source-table",
        "database-source-query",
        "database-source-sql",
        "plugin",
        "applet",
        "floating-frame",
        "object-ole",
        "attachedTemplate",
        "altChunk",
        "mailMerge",
        "externalReferences",
        "connections",
        "queryTables",
        "oleLink",
        "ddeLink",
        "script",
        "link",
        "iframe",
        "frame",
        "embed",
        "base",
    ]
)
"""Elements of Open Document, Office Open XML and the flat XML of Office 2003 that bring something in from elsewhere."""

_FIELD = re.compile(
    r"\b(?:INCLUDE\w*|IMPORT|LINK|DDE\w*|DATABASE|AUTOTEXT\w*|RD|HYPERLINK|MACROBUTTON)\b", re.IGNORECASE
)
_SCRIPTS = re.compile(r"(?:Basic|Scripts|Dialogs|Configurations2|Object Macros)/|META-INF/.*signatures|settings\.xml$")
_MARKUP = re.compile(r"\.(?:xml|rels|vml|rdf)$", re.IGNORECASE)


def severed(data: bytes, name: str, limits: Limits) -> bytes:
    """The file with its links cut. Raises UnreadableFile when it is damaged, locked or over a limit."""
    if data.startswith(b"PK"):
        return _package(data, name, limits)
    if data.startswith(b"{\\rtf"):
        return _rich_text(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    return _cut(data, name)


def _package(data: bytes, name: str, limits: Limits) -> bytes:
    members(data, name, limits)
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
            for info in before.infolist():
                limits.watch(name)
                if _SCRIPTS.match(info.filename):
                    continue
                content = before.read(info)
                plain = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
                if _MARKUP.search(info.filename) and content.strip():
                    _check_part(len(content), name, limits)
                    content = _cut(content, name)
                after.writestr(info.filename, content, plain)
    except BROKEN as error:
        raise damaged(name) from error
    return target.getvalue()


def _check_part(size: int, name: str, limits: Limits) -> None:
    if size > limits.max_part_bytes:
        raise UnreadableFile(
            _("{name}：解压后超过 {limit} 字节，可能是恶意文件；确需读取请调高上限。").format(
                name=name, limit=limits.max_part_bytes
            )
        )


def _cut(xml: bytes, name: str) -> bytes:
    """Markup without links; its instructions to a program, such as style sheets, go as well."""
    from lxml import etree

    root = parse(xml, name)
    if next(root.iter("{*}encryption-data"), None) is not None:
        raise UnreadableFile(_("{name}：文件设有打开密码，请先去除密码再试。").format(name=name))
    every: list[Any] = list(root.iter())
    for element in every:
        if not isinstance(element.tag, str):
            if element.getparent() is not None and element.tag is etree.ProcessingInstruction:
                _remove(element)
            continue
        if element.getparent() is not None and _goes(element):
            _remove(element)
        else:
            _cut_attributes(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _goes(element: Any) -> bool:
    """Whether the whole element serves to bring something in, or speaks of a member that is left out."""
    local = element.tag.rpartition("}")[2]
    if local == "Relationship":
        return bool(element.get("TargetMode") == "External")
    if local == "file-entry":
        return any(key.endswith("full-path") and _SCRIPTS.match(value) for key, value in element.attrib.items())
    if local in ("instrText", "delInstrText"):
        return _FIELD.search("".join(element.itertext())) is not None
    return local in _ACTIVE


def _remove(element: Any) -> None:
    """Take an element out and leave what stands behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _cut_attributes(element: Any) -> None:
    for key, value in list(element.attrib.items()):
        local = key.rpartition("}")[2]
        if local in _NAMES:
            continue
        if (local.lower() in _POINTS and _OUTSIDE.match(value)) or _ELSEWHERE.match(value):
            del element.attrib[key]


_HARMLESS_FIELD = re.compile(rb"\s*(?:FORMCHECKBOX|FORMTEXT|FORMDROPDOWN|PAGE|NUMPAGES|EQ|SYMBOL)\b[^:/]{0,200}")
_RTF_WORD = re.compile(rb"\\(?:[a-zA-Z]+-?\d*\x20?|'[0-9a-fA-F]{2}|[^a-zA-Z])|[{}\r\n]")
_RTF_GROUP = re.compile(
    rb"\\(?:fldinst|template|filetbl|nextfile|objdata|objclass|objname|objalias|objsect|linkval|datafield|mailmerge|xmlopen|htmltag"
    rb"|userprops|xmlnstbl|sv)(?![a-zA-Z])"
)
"""What opens a group that may name a file or a server."""
_RTF_TOKEN = re.compile(rb"\\bin(\d{1,9})\x20?|\\[^a-zA-Z]|[{}]")
_RTF_LINK = re.compile(rb"\\(?:objlink|objautlink|objsub|objocx|objupdate)(?![a-zA-Z])")
_ADDRESS = re.compile(rb"(?i)[a-z][a-z0-9+.-]*:[/\\\\]|^\s*(?://|\\\\\\\\)")


def _rich_text(data: bytes) -> bytes:
    """Rich text without the instructions of fields, the data of objects, templates, and pictures by address."""
    parts: list[bytes] = []
    done = 0
    while (found := _RTF_GROUP.search(data, done)) is not None:
        end = _group_end(data, found.end())
        inner = data[found.end() : end]
        parts.append(data[done : found.end()])
        if _stays(found[0], inner):
            parts.append(inner)
        done = end
    parts.append(data[done:])
    return _RTF_LINK.sub(b"\\\\objemb", b"".join(parts))


def _stays(word: bytes, inner: bytes) -> bool:
    """Whether the content of a group names nothing elsewhere: the kind of a form field, the value of a shape's property."""
    said = _RTF_WORD.sub(b"", inner).strip()
    if word == b"\\fldinst":
        return _HARMLESS_FIELD.fullmatch(said) is not None
    return word == b"\\sv" and b"\\'" not in inner and b"\\u" not in inner and _ADDRESS.search(said) is None


def _group_end(data: bytes, at: int) -> int:
    """Where the group that a place stands in is closed."""
    depth = 0
    while (found := _RTF_TOKEN.search(data, at)) is not None:
        at = found.end() + (int(found[1]) if found[1] else 0)
        if found[0] == b"{":
            depth += 1
        elif found[0] == b"}":
            if depth == 0:
                return found.start()
            depth -= 1
    return len(data)


_FIELD_WORDS = ("INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "DDEAUTO", "DATABASE", "LINK", "DDE", "RD")


def _compound(data: bytes) -> bytes:
    """An old binary file in which fields that fetch something are called by a word that nobody knows; nothing moves."""
    for pattern in _compound_fields():
        data = pattern.sub(_unnamed, data)
    return data


def _compound_fields() -> Iterator[re.Pattern[bytes]]:
    """The start of such a field, in one byte a character and in two."""
    for encode in (_narrow, _wide):
        words = b"|".join(re.escape(encode(word)) for word in _FIELD_WORDS)
        blank = re.escape(encode(" "))
        yield re.compile(rb"(" + encode("\x13") + rb"(?:" + blank + rb"){0,8})(" + words + rb")", re.IGNORECASE)


def _narrow(text: str) -> bytes:
    return text.encode("latin-1")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


_LETTER = re.compile(rb"[A-Za-z]")


def _unnamed(found: re.Match[bytes]) -> bytes:
    return found[1] + _LETTER.sub(b"X", found[2])
