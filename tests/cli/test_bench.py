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
