"""Nothing is fetched: no server hears of a file that is audited, whatever the file links to."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import listening
import pytest

from auditor import readers
from auditor.errors import UnreadableFile
from auditor.readers import isolated, links, office
from auditor.readers.limits import Limits

SAMPLES = Path(__file__).parents[2] / "samples"
SOCKETS = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.") else None)
from auditor.cli import run
run(sys.argv[1:])
assert not opened, opened
"""


@pytest.mark.parametrize("name", listening.KINDS)
def test_no_link_of_any_kind_is_followed(name, outside):
    outside("soffice")
    with listening.listener() as (to, came):
        document = readers.read(listening.KINDS[name](to), name)
    assert listening.SAYS in document.text
    assert came == []


def test_the_words_of_a_link_stay(outside):
    outside("soffice")
    assert "链接的字" in readers.read(listening.odt("http://127.0.0.1:9"), "a.odt").text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces and seccomp are of Linux")
def test_without_a_network_no_link_can_be_followed(monkeypatch, outside):
    """The last wall alone: links are left in, and the profile has no settings."""
    outside("soffice")
    monkeypatch.setattr(links, "severed", lambda data, _name, _limits: data)
    monkeypatch.setattr(office, "_settle", lambda folder: folder.mkdir(parents=True))
    with listening.listener() as (to, came):
        readers.read(listening.odt(to), "a.odt")
    assert came == []


def test_the_listener_hears_those_who_come(monkeypatch, outside):
    """With every wall down somebody comes: the tests above would notice."""
    outside("soffice")
    monkeypatch.setattr(links, "severed", lambda data, _name, _limits: data)
    monkeypatch.setattr(office, "_settle", lambda folder: folder.mkdir(parents=True))
    monkeypatch.setattr(isolated, "command", lambda _program: None)
    with listening.listener() as (to, came):
        readers.read(listening.odt(to), "a.odt", Limits(unisolated=True))
    assert came


def test_a_file_is_refused_where_nothing_keeps_a_converter_off_the_network(monkeypatch):
    monkeypatch.setattr(isolated, "command", lambda _program: None)
    monkeypatch.setattr(office, "program", lambda: "/usr/bin/false")
    with pytest.raises(UnreadableFile, match="unisolated"):
        readers.read(listening.odt("http://127.0.0.1:9"), "a.odt")


def test_a_workbook_is_read_without_a_converter_there(monkeypatch):
    monkeypatch.setattr(isolated, "command", lambda _program: None)
    monkeypatch.setattr(office, "program", lambda: "/usr/bin/false")
    assert listening.SAYS in readers.read(listening.plain_ods(), "a.ods").text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces and seccomp are of Linux")
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_program_kept_off_the_network_opens_no_socket(family):
    tried = f"import socket; socket.socket(socket.{family})"
    command = isolated.command([sys.executable, "-c", tried])
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"PermissionError" in done.stderr


@pytest.mark.parametrize("name", ["a.odt", "a.ods", "a.rtf", "a.xml"])
def test_no_address_is_left_in_a_file_that_is_converted(name):
    """Of a package each part; the words between the tags are no links."""
    to = "http://198.51.100.7"
    data = links.severed(listening.KINDS[name](to), name, Limits())
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            data = b"".join(archive.read(part) for part in archive.namelist())
            assert not any(part.startswith("Basic/") for part in archive.namelist())
    left = data.count(to.encode())
    assert left == (2 if name == "a.ods" else 0)  # formulas, which are never worked out for a file that holds results


def test_a_field_of_an_old_file_gets_a_name_that_nobody_knows():
    for encoding in ("latin-1", "utf-16-le"):
        field = '\x13 INCLUDEPICTURE "http://198.51.100.7/p" \x14字'.encode(encoding, "replace")
        data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + field
        cut = links.severed(data, "a.doc", Limits())
        assert len(cut) == len(data)
        assert "INCLUDEPICTURE".encode(encoding) not in cut


@pytest.mark.parametrize("pattern", ["*.txt", "*.docx", "*.xlsx", "*.pdf", "*.html"])
def test_an_offline_audit_opens_no_socket(pattern):
    sample = min(SAMPLES.rglob(pattern))
    done = subprocess.run([sys.executable, "-c", SOCKETS, "audit", str(sample)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
