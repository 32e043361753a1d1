"""What an original holds that acts when it is opened (macros, embedded objects, scripts, remote templates).

An annotated file keeps all that its author put there; whoever hands it on should know.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from auditor.locale import gettext as _
from auditor.readers import pdf
from auditor.readers.archive import BROKEN, damaged

if TYPE_CHECKING:
    from auditor.memo.annotate import Original

_WORDS = {
    "macros": "宏",
    "control": "ActiveX 控件",
    "embedded": "嵌入对象（OLE）",
    "connection": "外部数据连接",
    "interface": "自定义界面",
    "template": "远程模板",
    "linked": "链接对象（OLE）",
    "outside": "外部引用",
    "field": "自动取数域（DDE 等）",
    "script": "脚本",
    "launch": "启动程序的动作",
    "trigger": "自动动作",
    "sending": "提交或导入数据的动作",
    "attachment": "嵌入文件",
    "media": "多媒体",
    "form": "动态表单（XFA）",
}
"""What each kind is called."""

_PARTS = {
    "macros": re.compile(r"vbaProject|vbaData|macrosheets/|\.xlm$", re.IGNORECASE),
    "control": re.compile(r"activeX/", re.IGNORECASE),
    "embedded": re.compile(r"embeddings/|oleObject", re.IGNORECASE),
    "connection": re.compile(r"externalLinks/|connections\.xml$|queryTables/", re.IGNORECASE),
    "interface": re.compile(r"customUI/", re.IGNORECASE),
}
"""Names of parts of an Office file."""

_LINKS = {
    "template": re.compile(r"attachedTemplate"),
    "linked": re.compile(r"oleObject|/package"),
    "outside": re.compile(r"frame|subDocument|aFChunk|/image|externalLinkPath|/video|/audio"),
}
"""Types of relationships that lead outside and are followed on opening; a hyperlink waits for a click."""

_FIELDS = re.compile(rb"(?:instrText[^>]*>|instr=\")\s*(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)
_MOST_OF_PART = 32 * 2**20

_KEYS = {
    "/JavaScript": "script",
    "/JS": "script",
    "/Launch": "launch",
    "/AA": "trigger",
    "/SubmitForm": "sending",
    "/ImportData": "sending",
    "/EmbeddedFile": "attachment",
    "/EmbeddedFiles": "attachment",
    "/RichMedia": "media",
    "/XFA": "form",
}
"""Names in a PDF (ISO 32000-1, 12.6 and 12.7)."""

_MOST_OBJECTS = 200_000


def active(original: "Original") -> tuple[str, ...]:
    """What acts in the original, in words, each kind once; empty where nothing does or where nobody keeps it."""
    match original.document.format:
        case "docx" | "xlsx":
            found = _of_package(original)
        case "pdf":
            found = _of_pdf(original.data)
        case _:
            found = iter(())
    return tuple(_(_WORDS[kind]) for kind in dict.fromkeys(found))


def _of_package(original: "Original") -> Iterator[str]:
    try:
        yield from _of_archive(zipfile.ZipFile(io.BytesIO(original.data)))
    except BROKEN as error:
        raise damaged(original.document.name) from error


def _of_archive(archive: zipfile.ZipFile) -> Iterator[str]:
    with archive:
        names = archive.namelist()
        yield from (kind for kind, pattern in _PARTS.items() if any(map(pattern.search, names)))
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        small = [name for name in names if sizes[name] <= _MOST_OF_PART]
        links = [archive.read(name) for name in small if name.endswith(".rels")]
        yield from _of_links(links)
        stories = (name for name in small if name.startswith("word/") and name.endswith(".xml"))
        if any(_FIELDS.search(archive.read(name)) for name in stories):
            yield "field"


def _of_links(links: Iterable[bytes]) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    for content in links:
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:  # nothing at all stands in it
            continue
        for link in root.iter("{*}Relationship") if root is not None else ():
            named = link.get("Type", "")
            if link.get("TargetMode") == "External" and not named.endswith("/hyperlink"):
                yield from (kind for kind, pattern in _LINKS.items() if pattern.search(named))


def _of_pdf(data: bytes) -> Iterator[str]:
    from pypdf.errors import PyPdfError

    pypdf = pdf.mender()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        seen: set[int] = set()
        yield from _of_object(reader.trailer, seen)
    except (
        PyPdfError,
        NotImplementedError,
        RecursionError,
    ):  # what cannot be read so far is refused when it is annotated
        return


def _of_object(root: Any, seen: set[int]) -> Iterator[str]:
    """What acts in an object of a PDF and in all that it refers to, each once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting = [root]
    while waiting and len(seen) < _MOST_OBJECTS:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            named = [*one, *(str(one.raw_get(name)) for name in ("/S", "/Subtype", "/Type") if name in one)]
            yield from (_KEYS[name] for name in named if name in _KEYS)
            waiting += [one.raw_get(name) for name in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)
