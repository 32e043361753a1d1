"""`auditor bench` on the command line."""

import json

from auditor import assets, cli

CLEAN = assets.folder("samples") / "clean.txt"


def test_bench_takes_the_files_it_is_given(capsys):
    code = cli.run(["bench", "--no-samples", str(CLEAN), "--most", "1", "--select", "BU", "--format", "json"])
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert code == 0
    assert told["reports"] == ["clean.txt"]
    assert any(trial["own"] for trial in told["trials"] if trial["check"] == "BU02")
    assert {trial["check"][:2] for trial in told["trials"]} == {"BU"}
    assert "clean.txt" in said.err


def test_layouts_alone_are_measured_shown_and_kept(capsys, tmp_path):
    arguments = [
        "bench",
        "--layouts",
        "--only",
        "index-row",
        "--each",
        "1",
        "--show",
        "--files",
        str(tmp_path / "kept"),
    ]
    assert cli.run(arguments) == 0
    said = capsys.readouterr().out
    assert "换装" in said
    assert "index-row" in said
    assert all(file.name.startswith("index-row-0") for file in (tmp_path / "kept").iterdir())


def test_layouts_are_told_as_json(capsys):
    assert cli.run(["bench", "--layouts", "--only", "plain", "--each", "1", "--format", "json"]) == 0
    (dressed,) = json.loads(capsys.readouterr().out)["dressed"]
    assert dressed["kind"] == "plain"
    assert dressed["cells"]["right"] > 70
    assert dressed["cells"]["misses"] == []


def test_an_unknown_kind_of_layout_is_refused_with_those_there_are(capsys):
    assert cli.run(["bench", "--layouts", "--only", "nothing"]) == 2
    assert "columns-swapped" in capsys.readouterr().err
