"""A mark of secrecy keeps a document from the model; talk of secrets does not."""

import io

import docx
import hostile
import pytest
import strange
from endpoint import Script, Truth, serving

from auditor import cli, pipeline
from auditor.extract import rules
from auditor.extract.llm.secrecy import mark_of
from auditor.settings import Settings

BODY = (
    "某院2024年度义诊项目绩效自评报告\n项目绩效目标完成情况：全年开展义诊31场，发放药箱260个。\n"
    "自评得分95分，自评等级为优。\n"
)
MARKS = [
    ("秘密★1年\n", "秘密★"),
    ("秘 密 ★ 10 年\n", "秘密★"),
    ("机密★长期\n", "机密★"),
    ("绝密\n", "绝密"),
    ("机 密\n", "机密"),
    ("秘密10年\n", "秘密10年"),
    ("【内部资料，注意保存】\n", "【内部资料，注意保存】"),
    ("内部文件 不得外传\n", "内部文件不得外传"),
    ("（内部使用）\n", "（内部使用）"),
    ("密级：秘密\n", "密级：秘密"),
    ("编号\t12\t密级\t机密\n", "密级|机密"),
    ("某院2024年度部门自评报告（内部）\n", "（内部）"),
]
TALK = [
    "一、内部控制情况\n",
    "内部审计报告\n",
    "加强保守国家秘密工作，商业秘密保护制度健全。\n",
    "机密设备采购项目绩效自评表\n",
    "保密宣传（秘密载体管理）培训12次。\n",
    "密级：公开\n",
    "指标\t内部\t外部\n",
    "内部\t12\t95\n",
    "满意度（内部）调查95%。\n",
    "目标★★★\n",
]


@pytest.mark.parametrize(("line", "mark"), MARKS)
def test_a_mark_is_known(line, mark):
    assert mark_of(strange.read(line + BODY)) == mark


@pytest.mark.parametrize("line", TALK)
def test_talk_of_secrets_is_no_mark(line):
    assert mark_of(strange.read(line + BODY)) is None
    assert mark_of(strange.read(BODY + line)) is None


def test_a_mark_far_below_the_first_page_is_none():
    assert mark_of(strange.read(BODY + "其他事项说明。\n" * 60 + "机密\n")) is None


def test_a_running_head_bears_it():
    made = docx.Document()
    for line in BODY.splitlines() * 40:
        made.add_paragraph(line)
    made.sections[0].header.paragraphs[0].text = "机密★5年"
    data = io.BytesIO()
    made.save(data)
    assert mark_of(pipeline.read(data.getvalue(), "r.docx", Settings())) == "机密★"


@pytest.mark.parametrize("extractor", ["llm", "both"])
def test_nothing_of_it_is_sent_and_that_is_told(extractor):
    document = strange.read("秘密★1年\n" + BODY)
    script = Script(Truth(document))
    with serving(script) as url:
        outcomes = pipeline.examine(document, hostile.settings(url, extractor=extractor))
    assert script.requests == []
    assert [one.report for one in outcomes] == rules.extract(document)
    assert "秘密★" in outcomes[0].usage.notes[0]
    assert "--send-marked" in outcomes[0].usage.notes[0]


def test_the_user_may_overrule_it():
    document = strange.read("秘密★1年\n" + BODY)
    script = Script(Truth(document))
    with serving(script) as url:
        pipeline.examine(document, hostile.settings(url, send_marked=True))
    assert script.requests


@pytest.fixture
def auditor(monkeypatch, tmp_path, capsys):
    def run(url, *arguments):
        for name, value in {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "k", "AUDITOR_MODEL": "m"}.items():
            monkeypatch.setenv(name, value)
        code = cli.run([*arguments, "--extractor", "both", "--no-cache"])
        said = capsys.readouterr()
        return code, said.out, said.err

    for name, text in {"open.txt": BODY, "kept.txt": "秘密★1年\n" + BODY}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return run


def test_it_is_said_in_one_line(auditor):
    script = Script(Truth(strange.read(BODY)))
    with serving(script) as url:
        _code, _out, err = auditor(url, "audit", "kept.txt")
        before, kept = err.splitlines()
        assert "标有密级的材料不发送" in before
        assert "kept.txt" in kept
        assert "秘密★" in kept
        assert script.requests == []
        _code, out, _err = auditor(url, "extract", "kept.txt", "--dry-run")
        assert "--send-marked" in out


def test_of_several_files_only_the_others_are_sent(auditor):
    script = Script(Truth(strange.read(BODY)))
    with serving(script) as url:
        _code, _out, err = auditor(url, "audit", "open.txt", "kept.txt")
    assert "kept.txt" in err
    assert script.requests
    assert "秘密" not in str(script.requests)


def test_where_it_goes_and_by_whose_word_is_said_before(auditor, monkeypatch):
    script = Script(Truth(strange.read(BODY)))
    with serving(script) as url:
        host = url.removesuffix("/v1")
        _code, _out, err = auditor(url.replace("//", "//user:pass@"), "audit", "open.txt")
    assert f"将发送给 {host}（地址来自环境变量）" in err
    assert "user:pass" not in err
    assert err.startswith("报告正文和表格将发送给")
