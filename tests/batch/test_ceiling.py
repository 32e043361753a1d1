"""What a model may cost in one batch, all its submissions together."""

import json

import pytest
import stores
import strange
from endpoint import Script, Truth, serving
from sqlalchemy import func, select

from auditor.store import tables

BODY = (
    "某院2024年度义诊项目绩效自评报告\n项目绩效目标完成情况：全年开展义诊{count}场，发放药箱260个。\n"
    "自评得分95分，自评等级为优。\n"
)


@pytest.fixture
def asked(batch, tmp_path, monkeypatch):
    """Runs a batch of four reports that asks a model; what came of it, and how many questions were asked."""
    folder = tmp_path / "in"
    folder.mkdir()
    for count in range(31, 35):
        (folder / f"{count}.txt").write_text(BODY.format(count=count), encoding="utf-8")

    script = Script(Truth(strange.read(BODY.format(count=31))))

    def run(*arguments):
        before = len(script.requests)
        ran = batch(folder, "--formats", "none", "--extractor", "both", "--no-cache", *arguments)
        return ran, len(script.requests) - before

    with serving(script) as url:
        for name, value in {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "k", "AUDITOR_MODEL": "m"}.items():
            monkeypatch.setenv(name, value)
        yield run


def done(out):
    return json.loads((out / "summary.json").read_bytes())["done"]


def test_the_batch_ends_at_its_ceiling_and_goes_on_under_a_higher_one(asked, tmp_path):
    whole, all_questions = asked("--max-tokens", "10000000")
    assert whole.code in (0, 1), whole.err
    assert done(tmp_path / "OUT") == 4
    assert "整批上限：词元 10000000" in whole.err
    told = json.loads((tmp_path / "OUT" / "summary.json").read_bytes())
    with stores.opened(tmp_path / "OUT") as store:
        used = store.read(lambda connection: connection.execute(select(func.sum(tables.outcome.c.tokens))).scalar())
    (tmp_path / "OUT").rename(tmp_path / "WHOLE")
    ran, first = asked("--max-tokens", str(3 * used // 4))
    assert ran.code == 2
    assert "整批的词元或费用上限已用完" in ran.err
    ran, rest = asked("--max-tokens", "10000000")
    assert ran.code == whole.code, ran.err
    assert "本次核对 4 套" not in ran.out
    assert 0 < rest < all_questions
    assert first + rest < 2 * all_questions
    assert json.loads((tmp_path / "OUT" / "summary.json").read_bytes()) == told


def test_without_room_for_one_nothing_is_kept_half_asked(asked, tmp_path):
    ran, _questions = asked("--max-tokens", "10")
    assert ran.code == 2
    assert "上限已用完" in ran.err
    ran, _questions = asked()
    assert "本次核对 4 套" in ran.out
