"""Outcomes written before: read again as they were, or refused with one sentence."""

import json

import pytest

from auditor import assets, audit, cli, load
from auditor.errors import UnreadableFile, UnsupportedFormat
from auditor.memo import json as writer

SAMPLES = assets.folder("samples")


@pytest.fixture(scope="module")
def written():
    made = audit((SAMPLES / "mission.txt").read_bytes(), "mission.txt")
    return made, writer.render(made, [])


def test_an_outcome_is_read_again_as_it_was(written):
    outcomes, made = written
    (again,) = load(made)
    assert writer.render([again], []) == made
    assert again.verdict == outcomes[0].verdict
    assert {one.fingerprint for one in again.findings} == {one.fingerprint for one in outcomes[0].findings}


def test_a_list_is_read_in_order(written):
    outcomes, _made = written
    assert len(load(writer.render([*outcomes, *outcomes], []))) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema": "auditor/outcome/1"}, "重新核对原报告"),
        ({"schema": "auditor/outcome/3"}, "升级"),
        ({"schema": "other"}, "不是核对结果"),
        ({"findings": [{"code": "CL02"}]}, "不完整"),
    ],
)
def test_what_another_version_wrote_is_refused_with_a_sentence(written, change, told):
    made = json.dumps({**json.loads(written[1]), **change}).encode()
    with pytest.raises(UnreadableFile, match=told) as raised:
        load(made, "结果.json")
    assert str(raised.value).startswith("结果.json：")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("made", [b"", b"no json", b"\xff\xfe", b"[1, 2]", b'"x"', b"{}"])
def test_what_is_no_outcome_is_refused(made):
    with pytest.raises(UnreadableFile, match="不是核对结果"):
        load(made)


def test_an_outcome_handed_in_as_a_report_is_told(written):
    for data in (written[1], b"\xef\xbb\xbf" + written[1], writer.render([*written[0], *written[0]], [])):
        with pytest.raises(UnsupportedFormat, match="不是报告"):
            audit(data, "结果.json")


def test_the_version_is_that_of_the_changelog(capsys):
    cli.run(["--version"])
    assert capsys.readouterr().out.startswith("auditor 0.2.0")
