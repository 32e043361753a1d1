"""`auditor forget STORE` empties a record, when it is told to be sure; what was written stays."""

import shutil

import pytest

from auditor import assets, cli


@pytest.fixture
def batch(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    shutil.copy(assets.folder("samples") / "clean.txt", tmp_path / "in")
    assert cli.run(["batch", "in", "-o", "out"]) in (0, 1)
    capsys.readouterr()
    return tmp_path / "out"


def test_a_record_is_emptied_when_that_is_meant(batch, capsys):
    assert cli.run(["forget", "out"]) == 2
    assert "1 份" in (said := capsys.readouterr().err)
    assert "--yes" in said
    before = {file for file in batch.rglob("*") if file.is_file() and "originals" not in file.parts}
    assert cli.run(["forget", "out", "--yes"]) == 0
    assert "1 份材料的核对记录" in capsys.readouterr().err
    assert {file for file in batch.rglob("*") if file.is_file()} >= before - {
        batch / "auditor.db-wal",
        batch / "auditor.db-shm",
    }
    assert cli.run(["forget", "out"]) == 2
    assert "0 份" in capsys.readouterr().err


def test_where_no_record_is_nothing_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    assert cli.run(["forget", "out", "--yes"]) == 2
    assert "没有记录" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
