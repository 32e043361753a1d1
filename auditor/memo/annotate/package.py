"""Parts of an Office file under change: read when they are asked for, written back only where something was put in."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from auditor.memo.archive import replaced
from auditor.readers.archive import BROKEN, Package, damaged

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_KINDS = ("wordprocessingml", "spreadsheetml", "drawingml", "officeDocument")


class Changes:
    """A package and what is to be written into it."""

    def __init__(self, package: Package, data: bytes) -> None:
        self._package = package
        self._data = data
        self._roots: dict[str, Any] = {}
        self._raw: dict[str, bytes] = {}

    def root(self, part: str) -> Any | None:
        """The root of a part that may be changed; None when there is no such part."""
        if part not in self._roots:
            found = self._package.optional(part)
            if found is None:
                return None
            self._roots[part] = found
        return self._roots[part]

    def put(self, part: str, root: Any) -> None:
        """Write a part anew."""
        self._roots[part] = root

    def put_raw(self, part: str, content: bytes) -> None:
        """Write a part anew that is no sound XML (VML as Excel writes it)."""
        self._raw[part] = content

    def new_part(self, folder: str, stem: str, suffix: str) -> str:
        """A name for a part that is not there yet."""
        names = (posixpath.join(folder, f"{stem}{number or ''}{suffix}") for number in range(10_000))
        return next(name for name in names if name not in self._package and name not in {**self._roots, **self._raw})

    def relate(self, part: str, target: str, kind: str) -> str:
        """Say that a part refers to another; the identifier of that."""
        from lxml import etree

        folder, _slash, leaf = part.rpartition("/")
        place = posixpath.join(folder, "_rels", f"{leaf}.rels")
        root = self.root(place)
        if root is None:
            root = etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
            self.put(place, root)
        taken = {item.get("Id") for item in root}
        identifier = next(name for number in range(1, len(taken) + 2) if (name := f"rIdAudit{number}") not in taken)
        target = posixpath.relpath(target, folder) if folder else target
        etree.SubElement(
            root, f"{{{RELATIONSHIPS}}}Relationship", Id=identifier, Type=f"{OFFICE}/{kind}", Target=target
        )
        return identifier

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a part is."""
        from lxml import etree

        etree.SubElement(self._types(), f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Say of what type the parts with a suffix are, unless that is said."""
        from lxml import etree

        types = self._types()
        stated = {item.get("Extension", "").lower() for item in types.iter(f"{{{TYPES}}}Default")}
        if suffix not in stated:
            types.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension=suffix, ContentType=content_type))

    def written(self) -> bytes:
        """The package with what was changed; every other part is as it was.

        Raises UnreadableFile when a part that nobody had to read so far cannot be copied.
        """
        try:
            return replaced(self._data, dict(self._parts()) | self._raw)
        except BROKEN as error:
            raise damaged(self._package.name) from error

    def _types(self) -> Any:
        from lxml import etree

        root = self.root("[Content_Types].xml")
        if root is None:
            root = etree.fromstring(f'<Types xmlns="{TYPES}"/>')
            self.put("[Content_Types].xml", root)
        return root

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        from lxml import etree

        for part, root in self._roots.items():
            made = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
            yield part, self._in_the_words_of_its_author(made)

    def _in_the_words_of_its_author(self, xml: bytes) -> bytes:
        """Strict Open XML was read as the usual one: back to its own namespaces."""
        if not self._is_strict:
            return xml
        for kind in _KINDS:
            usual = f"http://schemas.openxmlformats.org/{kind}/2006/".encode()
            xml = xml.replace(usual, f"{_STRICT}{kind}/".encode())
        return xml

    @property
    def _is_strict(self) -> bool:
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
            main = self._package.main("")
            return bool(main) and _STRICT.encode() in archive.read(main)
