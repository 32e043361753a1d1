"""What leaves the machine, what it costs, and what is kept."""

import stat
from decimal import Decimal

import hostile
import pytest
import strange
from endpoint import Script, Truth, serving

from auditor import cli, pipeline
from auditor.extract import llm
from auditor.extract.llm.redact import redact
from auditor.settings import Settings


def test_a_second_run_costs_nothing_and_says_the_same(sample, tmp_path):
    document, truth = sample("mission.txt")
    script = Script(truth)
    with serving(script) as url:
        told = hostile.settings(url, no_cache=False, cache=tmp_path / "answers")
        first, second = (pipeline.examine(document, told)[0] for _ in range(2))
        asked = len(script.requests)
    assert (second.usage.calls, second.usage.cached_calls) == (0, asked)
    assert second.usage.prompt_tokens == 0
    assert first.findings == second.findings
    assert first.report == second.report


@pytest.mark.parametrize("changed", [{"model": "other"}, {"redact": True}, {"no_cache": True}])
def test_another_model_another_text_or_no_cache_asks_anew(changed, tmp_path):
    document = strange.read("青禾县2024年度培训项目绩效自评报告\n一、全年培训护林员118人，绩效自评联系人：王某某\n")
    script = Script(Truth(document))
    with serving(script) as url:
        told = hostile.settings(url, no_cache=False, cache=tmp_path)
        pipeline.examine(document, told)
        asked = len(script.requests)
        (outcome,) = pipeline.examine(document, told.model_copy(update=changed))
    assert len(script.requests) == 2 * asked
    assert outcome.usage.cached_calls == 0


def test_answers_are_kept_for_their_owner_and_checked_when_read_back(sample, tmp_path):
    document, truth = sample("narrative.txt")
    with serving(Script(truth)) as url:
        told = hostile.settings(url, no_cache=False, cache=tmp_path)
        pipeline.examine(document, told)
        files = list(tmp_path.glob("*/*.json"))
        assert len(files) == 5
        assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in files} == {0}
        for file, text in zip(files, ['{"answer": "77"}', "{", '{"answer": "{}"}', "", "[]"], strict=True):
            file.write_text(text, encoding="utf-8")
        (outcome,) = pipeline.examine(document, told)
    assert outcome.usage.calls >= 3
    assert outcome.report == pipeline.examine(document, Settings())[0].report


def test_an_estimate_says_what_would_be_sent_and_sends_nothing(sample, monkeypatch, capsys, tmp_path):
    document, truth = sample("mission.txt")
    script = Script(truth)
    with serving(script) as url:
        for name, value in {
            "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-secret", "AUDITOR_MODEL": "m", "AUDITOR_PRICE_PROMPT": "2",
            "AUDITOR_PRICE_COMPLETION": "8", "AUDITOR_CACHE": str(tmp_path),
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        assert cli.run(["extract", "samples/mission.txt", "--dry-run"]) == 0
        said = capsys.readouterr().out
        assert script.requests == []
        estimate = llm.estimate(document, hostile.settings(url, price_prompt=Decimal(2), price_completion=Decimal(8)))
        (outcome,) = pipeline.examine(document, hostile.settings(url))
    assert f"{estimate.calls} 次请求" in said
    assert "文件本身不发送" in said
    assert f"费用约 {estimate.price:.4f}" in said
    assert "sk-secret" not in said
    assert 0 <= outcome.usage.calls - estimate.calls <= 2
    assert 0.8 < estimate.prompt_tokens / outcome.usage.prompt_tokens < 1.3


def test_the_command_says_what_leaves_the_machine_before_it_does(sample, monkeypatch, capsys):
    with serving(Script(sample("project.txt")[1])) as url:
        for name, value in {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "k", "AUDITOR_MODEL": "m"}.items():
            monkeypatch.setenv(name, value)
        assert cli.run(["audit", "samples/project.txt", "--extractor", "llm", "--no-cache", "--fail-on", "never"]) == 0
    shown = capsys.readouterr()
    assert "文件本身不发送" in shown.err
    assert "模型 m" in shown.out


def test_ceilings_are_flags(monkeypatch, capsys):
    monkeypatch.setenv("AUDITOR_MODEL", "m")
    arguments = ["audit", "samples/project.txt", "--extractor", "llm", "--no-cache"]
    assert cli.run([*arguments, "--max-tokens", "10"]) == 2
    assert "词元上限" in capsys.readouterr().err
    assert cli.run([*arguments, "--max-cost", "1"]) == 2
    assert "AUDITOR_PRICE_PROMPT" in capsys.readouterr().err


PRIVATE = (
    "填表人：王某某", "联系人 | 李某", "项目负责人（签字）：赵某某", "电话 13812345678", "联系电话：87654321", "电话：022-12345678",
    "邮箱 li.si@example.org", "身份证 120101199001011234",
)  # fmt: skip
PUBLIC = (
    "项目负责人落实到位",
    "完成投资13812345678元",
    "预算112213.87万元",
    "津环固〔2024〕8号",
    "2024年12月31日",
    "培训1390人次",
)


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_personal_is_masked_length_for_length(text):
    masked = redact(text)
    assert masked != text
    assert len(masked) == len(text)
    assert not {"王某某", "李某", "赵某某", "13812345678", "87654321", "12345678", "li.si@example.org"} & {masked}
    assert "＊＊" in masked


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_to_be_audited_is_not_masked(text):
    assert redact(text) == text


def test_nothing_masked_is_sent_and_quotes_still_find_their_place():
    document = strange.read(
        "项目支出绩效自评表\n项目名称\t护林员培训\n联系人\t王某某\t联系电话\t13812345678\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t培训护林员\t≥120人\t118人\t90\t88\n"
        "填表人：赵某某 电话：022-87654321\n"
    )
    outcomes, script, *_ = hostile.run(document, Truth(document), redact=True)
    sent = "".join(str(request) for request in script.requests)
    assert not [private for private in ("王某某", "13812345678", "赵某某", "87654321") if private in sent]
    assert "118人" in sent
    assert outcomes[0].report == pipeline.examine(document, Settings())[0].report
    assert outcomes[0].usage.ungrounded == ()


def test_who_stands_in_a_list_is_not_sent_either():
    document = strange.read(
        "某县民政局2024年度救助项目绩效自评报告\n全年救助2人，发放补助2500元。\n附件：受益人名册\n"
        "序号\t姓名\t身份证号\t银行账号\t金额（元）\n1\t张三丰\t110101199001011234\t0200001009012345678\t1200\n"
        "2\t欧阳娜娜\t11010119750303123X\t6222021234567890125\t1300\n"
    )
    _outcomes, script, *_ = hostile.run(document, Truth(document), redact=True)
    sent = "".join(str(request) for request in script.requests)
    own = ("张三丰", "欧阳娜娜", "110101199001011234", "0200001009012345678", "6222021234567890125")
    assert [one for one in own if one in sent] == []
    assert "2500元" in sent
