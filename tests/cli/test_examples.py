"""`auditor examples` gives a newcomer something to audit, and takes nothing away."""

from auditor import assets, cli


def test_the_samples_are_written_and_can_be_audited(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.run(["examples"]) == 0
    assert (tmp_path / "samples" / "mission.pdf").read_bytes() == (
        assets.folder("samples") / "mission.pdf"
    ).read_bytes()
    assert not [file for file in tmp_path.rglob("*") if file.name in ("expected", "pictures")]
    assert cli.run(["audit", "samples/clean.txt"]) == 0
    assert "samples" in capsys.readouterr().err


def test_what_is_there_stays_as_it_is(tmp_path, capsys):
    (tmp_path / "clean.txt").write_text("我改过的", encoding="utf-8")
    assert cli.run(["examples", str(tmp_path)]) == 0
    assert (tmp_path / "clean.txt").read_text(encoding="utf-8") == "我改过的"
    assert cli.run(["examples", str(tmp_path)]) == 0
    assert "已写出 0 个" in capsys.readouterr().err


def test_a_file_is_no_folder(tmp_path, capsys):
    (tmp_path / "a.txt").touch()
    assert cli.run(["examples", str(tmp_path / "a.txt")]) == 2
    assert "不是目录" in capsys.readouterr().err
