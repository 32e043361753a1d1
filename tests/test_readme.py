"""README and docs keep their word: what is generated is current, every command runs, every figure is still true."""

import re
import shlex
from pathlib import Path

import pytest
from endpoint import Script, Truth, serving

from auditor import cli, pipeline
from auditor.cli.readme import PAGES, READMES, renewed
from auditor.settings import Settings

ROOT = Path(__file__).parents[1]
CHAPTERS = {
    "README.md": ["A submission", "The second command", "What it can and cannot", "Daily use", "Formats", "Adding a check", "Adding a province", "With a language model", "Settings"],
    "README.zh-CN.md": ["一套材料", "第二条命令", "能信什么", "日常使用", "格式", "增加一个核对项", "增加一个省", "用语言模型", "设置"],
}  # fmt: skip


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", [*READMES, *PAGES])
def test_the_generated_parts_are_current(name):
    assert renewed(text(name), {**READMES, **PAGES}[name]) == text(name), "renew with: auditor checks --write-readme"


@pytest.mark.parametrize("name", READMES)
def test_the_chapters_come_in_the_order_of_use(name):
    headings = re.findall(r"^## (.*)$", text(name), re.MULTILINE)
    assert [heading[: len(told)] for heading, told in zip(headings, CHAPTERS[name], strict=False)] == CHAPTERS[name]


def test_the_two_languages_are_in_step():
    """The same commands, pictures, pages and as many rows in each table; file names and words of people may differ."""
    for shape in (r"^auditor \w+", r"\]\(((?!README)[^)#]*)\)", r"^\|", r"^```\w+", r"^##+ "):
        found = [re.findall(shape, text(name), re.MULTILINE) for name in READMES]
        found = [[one.replace(".zh-CN", "") for one in each] for each in found]
        assert sorted(found[0]) == sorted(found[1]), shape


@pytest.mark.parametrize("name", [*READMES, *PAGES, "docs/INSTALL.md", "docs/ACCURACY.md", "docs/FUZZING.md"])
def test_what_is_linked_is_there(name):
    for target in re.findall(r"\]\(((?!https?:)[^)#]+)\)", text(name)):
        assert ((ROOT / name).parent / target).exists(), target


SET_UP = r"```sh\n(python3 -m venv .*?)\n```"


@pytest.mark.parametrize("name", READMES)
def test_two_commands_set_everything_up_and_the_first_audits_a_submission(name, tmp_path, monkeypatch, capsys):
    """From the page's first command: the memos are written, and what the page shows of the output is what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    first, second = (one.replace("\\\n", " ") for one in re.findall(SET_UP, text(name), re.DOTALL))
    assert text(name).index("```sh") == text(name).index("```sh\npython3 -m venv")
    arguments = shlex.split(first.split("&&")[-1])
    assert arguments[0] == ".venv/bin/auditor"
    assert cli.run(arguments[1:]) == 0
    printed = capsys.readouterr().out
    shown = [line.strip() for line in blocks(name, "text")[0].splitlines() if line.strip() != "…"]
    assert [line for line in shown if line not in printed] == []
    assert {"memo.html", "memo.docx", "memo.xlsx"} <= {file.name for file in tmp_path.iterdir()}
    assert second.endswith(".venv/bin/pytest")


@pytest.mark.parametrize("name", READMES)
def test_the_page_opens_with_a_submission_its_output_and_its_memo(name):
    """Before anything else: the command, an excerpt and the picture."""
    opening = text(name)[: text(name).index("\n## ", text(name).index("\n## ") + 1)]
    order = [opening.index(words) for words in ("--together", "```text", "submission.png")]
    assert order == sorted(order)
    assert all(words in opening for words in ("--plan", "--last-year", "SB01", "PL01"))


@pytest.fixture
def endpoint():
    document = pipeline.read((ROOT / "samples" / "mission.docx").read_bytes(), "mission.docx", Settings())
    with serving(Script(Truth(document))) as url:
        yield url


@pytest.mark.parametrize("name", READMES)
def test_every_other_command_runs_from_an_empty_folder(name, endpoint, tmp_path, monkeypatch, capsys):
    """In the order of the page, with the files it shows written down as a reader would; a model is one of our own.

    Measuring (`bench`) takes minutes, and the page (`serve`) runs until it is ended: their options are looked at below.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for language, file in (("toml", "city.toml"), ("toml", "yunzhou.toml"), ("text", "养护.txt")):
        sign = {"养护.txt": "2023年度村道养护"}.get(file, f"# {file}")
        (shown,) = (block for block in blocks(name, language) if block.startswith(sign))
        (tmp_path / file).write_text(shown, encoding="utf-8")
    ran = 0
    for block in blocks(name, "sh"):
        with monkeypatch.context() as shell:
            for line in block.replace("\\\n", " ").splitlines():
                words = shlex.split(line, comments=True)
                if words[:1] == ["export"]:
                    key, _equals, value = words[1].partition("=")
                    shell.setenv(key, value)
                elif words[:1] == ["auditor"] and words[1] not in ("bench", "serve"):
                    if "OPENAI_API_KEY" in block or "OPENAI_BASE_URL" in block:
                        shell.setenv("OPENAI_BASE_URL", endpoint)
                        shell.setenv("OPENAI_API_KEY", "k")
                    code = cli.run(cli._expanded(words[1:]))
                    said = capsys.readouterr()
                    assert code in (cli.FOUND_NOTHING, cli.FOUND), (line, said.err)
                    ran += 1
    assert ran >= 15
    assert {".html", ".docx", ".xlsx"} <= {file.suffix for file in tmp_path.iterdir()}


@pytest.mark.parametrize("name", READMES)
def test_the_verbs_and_options_that_are_shown_exist(name, capsys):
    shown = [
        *re.findall(r"^auditor (\w+)(.*)$", text(name), re.MULTILINE),
        *re.findall(r"`auditor (\w+)([^`]*)`", text(name)),
    ]
    for verb, rest in shown:
        assert cli.run([verb, "--help"]) == 0, verb
        options = capsys.readouterr().out
        assert all(option in options for option in re.findall(r"--[a-z-]+", rest)), (verb, rest)


def test_the_figures_of_what_is_planted_are_still_true():
    """README rounds what RESULTS.md says."""
    results = text("auditor/bench/RESULTS.md")
    planted, found = re.search(r"埋错 (\d+) 处\n- 查出 ([\d.]+)%", results).groups()
    rewritten, errors = map(int, re.search(r"正确的写法 (\d+) 份：误报错误 (\d+)", results).groups())
    total = [line for line in results.splitlines() if line.startswith("| 合计 |")][-1]
    _, _, dressed, _cells, right, _told, silent, wrong, _rows, hit, false, warned, *_ = (
        cell.strip(" %") for cell in total.split("|")
    )
    hits, faults = map(int, hit.split("/"))
    assert 4500 < int(planted) < 5500
    assert float(found) > 98.5
    assert 800 < rewritten < 900
    assert errors < rewritten * 0.005
    assert float(right) > 99.5
    assert float(silent) + float(wrong) < 0.2
    assert hits > faults * 0.98
    assert int(false) < int(dressed) * 0.005
    assert int(warned) < int(dressed) * 0.13
