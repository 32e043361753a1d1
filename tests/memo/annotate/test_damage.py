"""An original of which a part is damaged that nobody had to read: said plainly, and nothing half written."""

import io
import zipfile

import pytest

from auditor import assets, pipeline
from auditor.errors import UnreadableFile
from auditor.memo import annotate
from auditor.settings import Settings


def rewritten(data, **parts):
    """The package with these parts (`/` as `__`) added or in place of its own."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as after:
        named = {name.replace("__", "/"): content for name, content in parts.items()}
        for name in before.namelist():
            if name not in named:
                after.writestr(name, before.read(name))
        for name, content in named.items():
            after.writestr(name, content)
    return target.getvalue()


def original(name, **parts):
    data = rewritten((assets.folder("samples") / name).read_bytes(), **parts)
    return data, name


@pytest.mark.parametrize("name", ["mission.xlsx", "mission.docx"])
def test_a_part_that_cannot_be_copied_is_said(name, tmp_path):
    data, name = original(name, **{"custom__note.rels": b"never read, and then damaged"})
    data = data.replace(b"never read, and then damaged", b"never read, and then DAMAGED")
    made = pipeline.audited(data, name, Settings())
    damaged = annotate.Original(data, made.document)

    assert made.outcomes[0].findings
    with pytest.raises(UnreadableFile, match=rf"{name}.*已损坏"):
        annotate.annotate(tmp_path / name, damaged, made.outcomes)
    with pytest.raises(UnreadableFile, match=rf"{name}.*已损坏"):
        annotate.acts(tmp_path / name, damaged)


def test_an_empty_list_of_links_holds_nothing_that_acts(tmp_path):
    data, name = original("mission.docx", **{"custom__empty.rels": b""})
    made = pipeline.audited(data, name, Settings())
    assert annotate.acts(tmp_path / name, annotate.Original(data, made.document)) == ()


def test_a_library_that_mends_a_file_does_not_talk(tmp_path, capfd):
    data = (assets.folder("samples") / "mission.pdf").read_bytes()
    data = data[: data.rindex(b"startxref")] + b"startxref\n1\n%%EOF\n"
    made = pipeline.audited(data, "a.pdf", Settings())
    original = annotate.Original(data, made.document)

    assert annotate.annotate(tmp_path / "a.pdf", original, made.outcomes)
    assert annotate.acts(tmp_path / "a.pdf", original) == ()
    assert capfd.readouterr().err == ""
