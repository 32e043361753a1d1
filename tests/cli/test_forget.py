"""`auditor forget STORE` empties a record, when it is told to be sure; what was written stays."""

from contextlib import closing

import pytest

from auditor import assets, cli, pipeline
from auditor.settings import Settings
from auditor.store import entries, open_store, originals, recording


@pytest.fixture
def batch(tmp_path, monkeypatch):
    """A folder as a batch leaves it, with one report recorded and its original kept."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "index.html").write_text("页", encoding="utf-8")
    data = (assets.folder("samples") / "clean.txt").read_bytes()
    results = pipeline.audit(data, "clean.txt", Settings())
    with closing(open_store(folder)) as store:
        digest = originals.keep(store, folder, data)
        papers = (entries.Paper(name="clean.txt", path="in/clean.txt", sha256=digest, bytes=len(data)),)
        content = entries.content_of(papers)
        one = entries.Planned(
            key=entries.key_of(content, "clean.txt"), content=content, name="clean.txt", folder="clean", papers=papers
        )
        recording.record(store, one, entries.made(entries.entry(content, "s", "1", results), results))
    return folder


def test_a_record_is_emptied_when_that_is_meant(batch, capsys):
    assert cli.run(["forget", "out"]) == 2
    assert "1 份" in (said := capsys.readouterr().err)
    assert "--yes" in said
    before = {file for file in batch.rglob("*") if file.is_file() and "originals" not in file.parts}
    assert cli.run(["forget", "out", "--yes"]) == 0
    assert "1 份材料的核对记录和 1 份原件" in capsys.readouterr().err
    assert {file for file in batch.rglob("*") if file.is_file()} >= before - {
        batch / "auditor.db-wal",
        batch / "auditor.db-shm",
    }
    assert not (batch / "originals").exists()
    assert cli.run(["forget", "out"]) == 2
    assert "0 份" in capsys.readouterr().err


def test_where_no_record_is_nothing_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    assert cli.run(["forget", "out", "--yes"]) == 2
    assert "没有记录" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
