"""No paper shows what is a person's own; everything else stays verbatim, and every place where it was."""

import io
import json
import time
import zipfile

import pytest
from outcomes import finding

from auditor import cli, memo, pipeline
from auditor.memo import WRITERS, annotate, privacy
from auditor.memo.annotate import Original
from auditor.settings import Settings
from auditor.text.private import MASK

REPORT = (
    "某县民政局2024年度困难群众救助项目绩效自评报告\n"
    "项目全年救助3人，发放补助3600元，完成投资13812345678元，依据某民发〔2024〕12号。联系人电话：0571-87654321。\n"
    "张三丰反映补助已于2024年12月31日到账，账号6222021234567890123。\n"
    "附件1：受益人名册\n"
    "序号\t姓名\t身份证号\t联系电话\t开户行及账号\t银行账号\t金额（元）\n"
    "1\t张三丰\t110101199001011234\t13800001234\t某行\t6222021234567890123\t1200\n"
    "2\t李 四\t110101198502021239\t13900005678\t某行\t0200001009012345678\t1300\n"
    "3\t欧阳娜娜\t11010119750303123X\t87651234\t某行\t6222021234567890125\t1100\n"
    "合计\t\t\t\t\t\t3600\n"
)
OWN = (
    "张三丰", "李 四", "欧阳娜娜", "110101199001011234", "11010119750303123X", "13800001234", "13900005678", "87651234",
    "87654321", "6222021234567890123", "0200001009012345678",
)  # fmt: skip
EVERYBODYS = ("13812345678元", "3600元", "某民发〔2024〕12号", "2024年12月31日")


@pytest.fixture(scope="module")
def audited():
    document = pipeline.read(REPORT.encode(), "r.txt", Settings())
    outcomes = pipeline.examine(document, Settings())
    return outcomes, [document] * len(outcomes)


def words(made):
    """All text in a file, unpacked."""
    if made[:2] != b"PK":
        return made.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("writer", [one for one in WRITERS.values() if one != "pdf"])
def test_no_memo_shows_what_is_a_persons_own(audited, writer):
    told = words(memo.render(writer, *audited))
    assert [own for own in OWN if own in told] == []


@pytest.mark.parametrize("kind", ["inquiry", "selfcheck"])
def test_no_letter_and_no_list_shows_it(audited, kind):
    told = words(memo.render("html", *audited, kind))
    assert [own for own in OWN if own in told] == []


def test_a_page_shows_everything_else_verbatim_and_in_its_place(audited):
    told = words(memo.render("html", *audited))
    assert f"张{MASK * 2}" in told
    _outcomes, (page, *_) = privacy.covered(*audited)
    text = audited[1][0].text
    assert len(page.text) == len(text)
    for mark, before in zip(page.text, text, strict=True):
        assert mark in {before, MASK}
    for shown in EVERYBODYS:
        assert shown in page.text
    for block in page.blocks:
        assert page.quote(block.span) == block.text
        for cell in block.table.cells if block.table else ():
            assert page.quote(cell.span) == cell.text


@pytest.mark.parametrize("writer", ["json", "xlsx"])
def test_the_local_working_paper_shows_it_where_the_settings_say_so(audited, writer):
    assert "13800001234" in words(memo.render(writer, *audited, show_private=True))


@pytest.mark.parametrize("writer", ["html", "docx", "markdown", "sarif"])
def test_no_other_paper_ever_does(audited, writer):
    told = words(memo.render(writer, *audited, show_private=True))
    assert [own for own in OWN if own in told] == []


def test_the_value_of_a_hidden_number_is_hidden_too(audited):
    (outcome, *_), _documents = privacy.covered(*audited)
    values = {str(entry.value) for entry in outcome.ledger}
    assert not values & set(OWN)
    assert [entry.id for entry in outcome.ledger] == [entry.id for entry in audited[0][0].ledger]
    assert [entry.span for entry in outcome.ledger] == [entry.span for entry in audited[0][0].ledger]


def test_a_report_without_persons_is_passed_on_as_it_is():
    document = pipeline.read("某院2024年度义诊项目绩效自评报告\n全年开展义诊31场。\n".encode(), "r.txt", Settings())
    outcomes = pipeline.examine(document, Settings())
    covered = privacy.covered(outcomes, [document])
    assert covered.outcomes[0] is outcomes[0]
    assert covered.documents[0] is document


def test_what_speaks_of_several_files_hides_what_is_private_in_any():
    texts = [
        f"某局2024年度补助项目绩效自评报告\n全年补助3人。联系电话：{number}。\n" for number in ("87654321", "87651234")
    ]
    documents = [pipeline.read(text.encode(), "r.txt", Settings()) for text in texts]
    outcomes = [pipeline.examine(document, Settings())[0] for document in documents]
    said = finding(message="一处写87654321，一处写87651234，共3人")
    assert privacy.covered_across(said, outcomes, documents).message == f"一处写{MASK * 8}，一处写{MASK * 8}，共3人"


def test_hiding_twice_hides_the_same(audited):
    once = privacy.covered(*audited)
    twice = privacy.covered(*once)
    assert twice.outcomes == once.outcomes
    assert twice.documents == once.documents


def test_an_annotated_page_hides_it_too(audited, tmp_path):
    original = Original(REPORT.encode(), audited[1][0])
    told = annotate.annotate(tmp_path / "n.html", original, audited[0]).decode()
    assert [own for own in OWN if own in told] == []


def test_names_outside_of_a_list_of_persons_stay(tmp_path):
    text = (
        "某县文化馆2024年度演出项目绩效自评报告\n全年演出12场。\n"
        "附件：演出项目清单\n序号\t演出名称\t负责单位\t场次\n1\t高强度\t某团\t5\n2\t王婆\t某团\t7\n"
    )
    document = pipeline.read(text.encode(), "r.txt", Settings())
    outcomes = pipeline.examine(document, Settings())
    assert privacy.covered(outcomes, [document] * len(outcomes)).documents[0].text == document.text


def test_names_in_running_text_and_parts_of_numbers_are_hidden_everywhere():
    """The ledger has an entry for each run of digits of 110101 19900101 1234, and none of them may show it."""
    text = (
        "某县民政局2024年度救助项目绩效自评报告\n全年救助3人，受益人张桂芳、刘志强、陈小兰等3人获得救助。\n"
        "户主：王德胜　家庭人口：4\n附件：名册\n序号\t姓名\t身份证号\t金额（元）\n1\t张桂芳\t110101 19900101 1234\t5000\n"
    )
    document = pipeline.read(text.encode(), "r.txt", Settings())
    outcomes = pipeline.examine(document, Settings())
    for writer in ("markdown", "html", "json", "xlsx", "docx"):
        told = words(memo.render(writer, outcomes, [document] * len(outcomes)))
        assert [own for own in ("桂芳", "志强", "小兰", "德胜", "19900101") if own in told] == []


def test_kinds_of_persons_are_no_names():
    text = (
        "某县民政局2024年度慰问项目绩效自评报告\n全年慰问2人。\n附件：慰问名册\n"
        "序号\t补助对象\t类别\t联系电话\n1\t王秀兰\t低保户\t13800001234\n2\t高龄老人\t高龄\t13800001235\n"
    )
    document = pipeline.read(text.encode(), "r.txt", Settings())
    outcomes = pipeline.examine(document, Settings())
    page = privacy.covered(outcomes, [document] * len(outcomes)).documents[0]
    assert "高龄老人" in page.text
    assert "低保户" in page.text
    assert "王秀兰" not in page.text


def test_a_short_name_is_hidden_where_it_stands_alone_only():
    text = (
        "某县民政局2024年度慰问项目绩效自评报告\n全年慰问2人，强度为高强度。\n附件：慰问名册\n"
        "序号\t姓名\t联系电话\n1\t高强\t13800001234\n2\t李明\t13800001235\n"
    )
    document = pipeline.read(text.encode(), "r.txt", Settings())
    outcomes = pipeline.examine(document, Settings())
    page = privacy.covered(outcomes, [document] * len(outcomes)).documents[0]
    assert "高强度" in page.text
    assert "\t高强\t" not in page.text


def test_a_list_of_thousands_costs_time_that_grows_with_it_alone(effort_of_hiding):
    assert effort_of_hiding(1600) < 6 * effort_of_hiding(400)


@pytest.fixture
def effort_of_hiding():
    """Seconds that hiding takes in a list of so many persons, at best."""

    def measured(count):
        rows = (f"{at}\t{chr(0x4E00 + at % 3000)}{chr(0x5E00 + at % 500)}甲\t138{at:08}" for at in range(count))
        text = "某局2024年度补助项目绩效自评报告\n全年补助若干人。\n附件：名册\n序号\t姓名\t联系电话\n" + "\n".join(
            rows
        )
        document = pipeline.read(text.encode(), "r.txt", Settings())
        outcomes = pipeline.examine(document, Settings())
        times = []
        for _again in range(3):
            started = time.process_time()
            privacy.covered(outcomes, [document] * len(outcomes))
            times.append(time.process_time() - started)
        return min(times)

    return measured


@pytest.fixture
def auditor(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")

    def run(*arguments):
        cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return said.out + said.err

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "r.txt"),
        ("audit", "r.txt", "--format", "json"),
        ("audit", "r.txt", "--show-private"),
        ("selfcheck", "r.txt"),
        ("extract", "r.txt"),
    ],
)
def test_neither_terminal_nor_json_shows_it(auditor, arguments):
    said = auditor(*arguments)
    assert [own for own in OWN if own in said] == []


@pytest.mark.parametrize("arguments", [("audit", "r.txt", "--format", "json"), ("extract", "r.txt")])
def test_json_shows_it_where_the_flag_says_so(auditor, arguments):
    assert "张三丰" in auditor(*arguments, "--show-private")


def test_a_fault_of_ours_says_nothing_of_the_report(auditor, monkeypatch):
    def broken(*_arguments):
        try:
            json.loads(f"身份证号{OWN[3]}")
        except ValueError as error:
            raise ZeroDivisionError(OWN[0]) from error

    monkeypatch.setattr("auditor.pipeline.examine", broken)
    said = auditor("audit", "r.txt")
    assert "ZeroDivisionError" in said
    assert "JSONDecodeError" in said
    assert "test_privacy.py" in said
    assert [own for own in OWN if own in said] == []
