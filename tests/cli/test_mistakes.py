"""A newcomer's mistakes: each gives one Chinese line that says what is wrong and what to do, and never a word of English."""

import io
import os
import re
import sys
import threading

import pytest

from auditor import assets, cli

SAMPLE = assets.folder("samples") / "mission.txt"
CLEAN = assets.folder("samples") / "clean.txt"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SENTENCE = re.compile(r"(?<![\w./-])[A-Za-z]{2,} [a-z]{2,}")
"""Two Latin words on end, `field required`: an English sentence. Names of programs, options and values stand alone."""


@pytest.fixture
def told(capsys, monkeypatch, tmp_path):
    """Runs the command in a folder with a report in it: the exit code and what it says on stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "自评报告.txt").write_bytes(CLEAN.read_bytes())
    (tmp_path / "空.txt").touch()
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "锁.docx").write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    (tmp_path / "演示.pptx").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "旧.ofd").write_bytes("不是版式文件".encode())
    (tmp_path / "别的.txt").write_text("关于召开年终会议的通知\n\n请各科室准时参加。\n", encoding="utf-8")
    (tmp_path / "english.txt").write_text("Annual report 2024.\nThe budget was 120 million.\n", encoding="utf-8")
    (tmp_path / "材料").mkdir()
    (tmp_path / "基线.toml").write_text("[[accepted]]\nfingerprint = 3\n", encoding="utf-8")
    (tmp_path / "坏基线.toml").write_text('[[accepted]\nby = "王某"\n', encoding="utf-8")
    (tmp_path / "规则.toml").write_text('title = "某地\nx = 1', encoding="utf-8")

    def run(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        return code, capsys.readouterr().err

    return run


MISTAKES = {
    "a file instead of a verb": (("自评报告.txt",), "auditor audit 自评报告.txt"),
    "a verb misspelt": (("audti", "自评报告.txt"), "是否指 audit"),
    "an unknown verb": (("核对", "自评报告.txt"), "--help"),
    "no file": (("audit",), "没有写要核对的文件"),
    "a file that is not there": (("audit", "自评.docx"), "没有这个文件"),
    "a name with a slip": (("audit", "自评报吿.txt"), "是否指 自评报告.txt"),
    "a folder that is not there": (("audit", "没有/自评报告.txt"), "目录"),
    "a folder": (("audit", "材料"), "是目录"),
    "an option misspelt": (("audit", "自评报告.txt", "--fromat", "json"), "是否指 --format"),
    "an option before the verb": (("--format", "json", "audit", "自评报告.txt"), "写在命令之后"),
    "an unknown option": (("audit", "自评报告.txt", "--zzz"), "--help"),
    "a value there is not": (("audit", "自评报告.txt", "--format", "word"), "可用的值：text、json"),
    "a value forgotten": (("audit", "自评报告.txt", "-o"), "后面要写一个值"),
    "a value where none belongs": (("audit", "自评报告.txt", "--redact=是"), "不带值"),
    "words for a number": (("audit", "自评报告.txt", "--max-tokens", "很多"), "整数"),
    "words for a share": (("audit", "自评报告.txt", "--fail-under", "一半"), "数字"),
    "a memo without a suffix": (("audit", "自评报告.txt", "-o", "备忘录"), "后缀"),
    "a memo in an unknown format": (("audit", "自评报告.txt", "-o", "备忘录.wps"), "后缀"),
    "the memo onto the report": (("audit", "自评报告.txt", "-o", "./自评报告.txt"), ""),
    "a folder for a memo": (("audit", "自评报告.txt", "-o", "材料"), "不能是目录"),
    "a kind of paper written nowhere": (("audit", "自评报告.txt", "--kind", "inquiry"), "-o"),
    "an empty file": (("audit", "空.txt"), "空的"),
    "a damaged file": (("audit", "坏.docx"), "另存"),
    "a locked file": (("audit", "锁.docx"), "密码"),
    "a locked file with a password": (("audit", "锁.docx", "--password", "1234"), "只能打开 PDF"),
    "a format that nobody reads": (("audit", "演示.pptx"), "另存为"),
    "an OFD that is none": (("audit", "旧.ofd"), "已损坏"),
    "another paper": (("audit", "别的.txt"), "没有找到绩效自评"),
    "a report in English": (("audit", "english.txt"), "不是中文"),
    "a code there is not": (("explain", "CL99"), "auditor checks"),
    "a family there is not": (("audit", "自评报告.txt", "--select", "ZZ"), "ZZ"),
    "two codes where one belongs": (("explain", "CL01", "CL02"), "多余"),
    "a province there is not": (("audit", "自评报告.txt", "--profile", "火星"), "火星"),
    "a profile that is no TOML": (("audit", "自评报告.txt", "--profile", "规则.toml"), "行"),
    "forms that are not there": (("audit", "自评报告.txt", "--forms", "无.toml"), "路径"),
    "forms that are no TOML": (("audit", "自评报告.txt", "--forms", "规则.toml"), "表式文件"),
    "a baseline that is not there": (("audit", "自评报告.txt", "--baseline", "无.toml"), "auditor accept"),
    "a baseline that is no TOML": (("audit", "自评报告.txt", "--baseline", "坏基线.toml"), "第 1 行"),
    "a baseline without its fields": (("audit", "自评报告.txt", "--baseline", "基线.toml"), "fingerprint"),
    "an acceptance without a finding": (("accept", "自评报告.txt"), "--finding"),
    "an acceptance of nothing": (("accept", "自评报告.txt", "--finding", "ffff", "--by", "王某", "--reason", "已核"), "没有指纹"),
    "a date in another order": (("accept", "自评报告.txt", "--finding", "ffff", "--by", "王", "--reason", "核", "--until", "31.1.2027"), "2025-01-31"),
    "a shell there is not": (("completion", "cmd"), "powershell"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_gives_one_chinese_line_with_the_remedy(told, arguments, remedy):
    code, said = told(*arguments)
    assert code == 2
    assert said.startswith("错误：")
    assert said.count("\n") == 1
    assert remedy in said
    assert SENTENCE.search(said.replace("auditor ", "")) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="of Unix")
def test_a_pipe_is_told_and_waited_for(told, tmp_path):
    os.mkfifo(tmp_path / "管道")
    writer = threading.Thread(target=(tmp_path / "管道").write_bytes, args=(CLEAN.read_bytes(),))
    writer.start()
    code, said = told("audit", "管道")
    writer.join()
    assert (code, said.count("\n")) == (0, 1)
    assert "是管道" in said


def test_a_terminal_that_is_read_from_says_how_to_end(told, monkeypatch):
    class Keyboard(io.TextIOWrapper):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard(io.BytesIO(CLEAN.read_bytes())))
    code, said = told("audit", "-")
    assert code == 0
    assert "Ctrl+D" in said


def test_one_file_of_several_that_is_missing_does_not_stop_the_rest(told, capsys):
    code = cli.run(["audit", "没有.docx", "自评报告.txt", "材料", str(SAMPLE), "空.txt"])
    said = capsys.readouterr()
    assert code == 2
    assert "1/2  自评报告.txt" in said.out
    assert "2/2  mission.txt" in said.out
    assert "合计 2 份：存在矛盾 1、未发现矛盾 1" in said.out
    assert [line.split("：")[1].split(" ")[0] for line in said.err.splitlines()] == ["没有.docx", "材料", "空.txt"]


def test_a_report_alone_has_no_totals(told, capsys):
    cli.run(["audit", "自评报告.txt"])
    assert "合计" not in capsys.readouterr().out


def test_help_has_no_english_headings(told, capsys):
    for arguments in (["--help"], *([verb, "--help"] for verb in cli.VERBS)):
        assert cli.run(arguments) == 0
        said = capsys.readouterr().out
        assert said.startswith("用法：")
        assert not re.search(r"Usage|Options|Show this|Commands|arguments", said)
