"""What the narrative asserts, read from sentences as officials write them."""

import pytest
from forms import form


def subjects(text):
    _document, report = form([(text, "")])
    return [(claim.quantity.text, claim.subject) for claim in report.claims]


@pytest.mark.parametrize(
    ("sentence", "quote", "within"),
    [
        ("全年拍摄短视频56部。", "56部", "短视频"),
        ("组织业务培训（≥2000人）和现场核查（≥100家）。", "≥100家", "现场核查"),
        ("完成89家检测机构的网络安全检查。", "89家", "检测机构"),
        ("新增馆藏文献不少于1.2万册，读者满意度不低于90%。", "不低于90%", "读者满意度"),
        ("检查企业、点位不少于500个。", "不少于500个", "检查企业、点位"),
    ],
)
def test_subject_is_what_the_quantity_counts(sentence, quote, within):
    assert within in dict(subjects(sentence))[quote]


def test_subject_stops_at_the_quantity_before_it():
    """“专题片4部、短视频52部”: the second quantity is about short videos alone."""
    assert dict(subjects("制作专题片4部、短视频52部。"))["52部"] == "短视频"


def quotes(text):
    _document, report = form([("", text)])
    return [claim.quote for claim in report.claims]


def test_no_clause_ends_within_a_number():
    """“第一批9,800万元、第二批5,260万元”: the comma of 9,800 is no comma of the sentence, nor is 第二批 an amount."""
    said = "下达时间不同，第一批9,800万元、第二批5,260万元、第三批2,340万元。"
    assert quotes(said) == ["第一批9,800万元", "第二批5,260万元", "第三批2,340万元"]
    assert subjects("下达时间不同，第一批9,800万元、第二批5,260万元。")[1] == ("5,260万元", "第二批")


@pytest.mark.parametrize("since", ["一年来", "三年以来", "两年多来"])
def test_since_when_is_no_amount_and_the_quote_goes_on_over_it(since):
    assert quotes(f"{since}为渡口配备救生衣3050件。") == [f"{since}为渡口配备救生衣3050件"]


@pytest.mark.parametrize("said", ["办理时间缩短为3天，来访群众满意率98%。", "全年接待一年级来访新生300人。"])
def test_who_comes_says_nothing_of_since_when(said):
    assert quotes(said)


@pytest.mark.parametrize(
    ("sentence", "asserted"),
    [
        ("24小时内处置火情14起。", ["14起"]),
        ("火情24小时处置率为96%。", ["96%"]),
        ("平均修复时间为24小时。", ["24小时"]),
        ("3个工作日内办结，群众满意。", ["3个工作日内"]),
    ],
)
def test_how_soon_something_was_done_is_no_figure_of_its_own(sentence, asserted):
    _document, report = form([("", sentence)])
    assert [claim.quantity.text for claim in report.claims if not claim.quoted] == asserted


@pytest.mark.parametrize(
    ("sentence", "quote", "named"),
    [
        ("化肥施用量由上年的500吨降至469吨，下降6.2%。", "6.2%", "化肥"),
        ("受理诉求1186件，同比增长12.7%。", "12.7%", "受理诉求"),
        ("消费者问卷1500份，满意度87.2%，经营主体问卷800份，满意度92.6%。", "87.2%", "消费者"),
        ("消费者问卷1500份，满意度87.2%，经营主体问卷800份，满意度92.6%。", "92.6%", "经营主体"),
        ("发放家长满意度调查问卷300份，满意度为95%。", "95%", "家长"),
    ],
)
def test_a_rate_that_names_nothing_is_of_what_was_told_before_it(sentence, quote, named):
    assert named in dict(subjects(sentence))[quote]


@pytest.mark.parametrize(
    ("sentence", "quote", "subject"),
    [("办公用纸减少100包。下降20%。", "20%", "下降"), ("建成广场3个，群众满意度95%。", "95%", "群众满意度")],
)
def test_a_rate_takes_no_name_over_the_end_of_a_sentence_nor_beside_its_own(sentence, quote, subject):
    assert dict(subjects(sentence))[quote] == subject


def test_every_claim_points_at_its_own_digits():
    document, report = form([("印发方案2份，召开会议2次。", "印发方案2份，召开会议3次。")])
    assert [document.quote(claim.quantity.span) for claim in report.claims] == ["2份", "2次", "2份", "3次"]


def listings(text):
    _document, report = form([("", text)])
    return [
        (
            report.claims[one.total].quantity.text if one.total is not None else None,
            [report.claims[part].quantity.text for part in one.parts],
            one.subset,
        )
        for one in report.listings
    ]


def test_parts_follow_their_total():
    assert listings("复核401个，其中许可证126个，登记152个，报告123个。") == [
        ("401个", ["126个", "152个", "123个"], False)
    ]


def test_things_side_by_side_are_a_list_without_total():
    assert listings("制作专题片4部、短视频52部。") == [(None, ["4部", "52部"], False)]


def test_quantities_of_different_clauses_are_no_list():
    assert listings("调度报告6次，整改落实72次。") == []


def test_a_subset_need_not_exhaust_its_total():
    assert listings("实施项目15个，含转列项目5个、结转项目2个。")[0][2]


def test_requirement_of_a_higher_level_is_quoted_not_claimed():
    _document, report = form([("", "国家下达减排量0.79万吨，实际减排1.04万吨。")])
    assert [claim.quoted for claim in report.claims] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "planned"),
    [
        ("年度计划新改建农村公路86.5公里，改造危桥12座，实施安防工程40公里。", [True, True, True]),
        ("计划改造危桥12座，实际改造11座。", [True, False]),
        ("计划改造危桥12座。实施安防工程40公里。", [True, False]),
        ("改造危桥12座，拟于次年再改造3座。", [False, True]),
    ],
)
def test_a_plan_is_carried_through_its_sentence_until_something_is_carried_out(sentence, planned):
    _document, report = form([("", sentence)])
    assert [claim.planned for claim in report.claims] == planned


def test_other_year_is_told_apart():
    _document, report = form([("", "较上年的120次有所增加，今年开展150次。")])
    assert [claim.year for claim in report.claims] == [2023, None]


def test_a_goal_that_goes_on_over_a_page_break_keeps_its_places():
    """The second piece stands elsewhere in the document; a claim in it points there."""
    from auditor.extract.rules import claims
    from auditor.model.report import Goal, Report, Statement
    from auditor.model.source import Document, Span

    document = Document(
        name="a.txt", format="txt", sha256="0" * 64, text="检查企业100家，抽\n第2页\n查机构20家。\n", blocks=()
    )
    pieces = (Span(start=0, end=10), Span(start=15, end=22))
    statement = Statement(text="检查企业100家，抽查机构20家。", span=pieces[0], pieces=pieces)
    report = Report(kind="overall", goals=(Goal(number=1, actual=statement, span=pieces[0]),))
    found, _listings = claims.read(document, report)
    assert [document.quote(claim.quantity.span) for claim in found] == ["100家", "20家"]
    assert [claim.subject for claim in found] == ["检查企业", "抽查机构"]


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("65岁及以上老年人健康管理2.1万人。", ["65岁及以上"]),
        ("检查500人以上企业12家。", ["500人以上"]),
        ("发放津贴7440人，其中80至89岁7410人、100岁及以上30人。", ["80至89岁", "100岁及以上"]),
        ("人均预期寿命达到78.5岁。", []),
        ("培训村医200人以上，新建卫生室3间。", []),
        ("道路机械化清扫率达到85%以上。", []),
        ("2型糖尿病患者规范管理3200人。", []),
    ],
)
def test_a_number_that_says_who_is_counted_asserts_nothing(sentence, quoted):
    _document, report = form([(sentence, "")])
    assert [claim.quantity.text for claim in report.claims if claim.quoted] == quoted


def test_the_type_of_a_disease_is_a_name():
    assert [quote for quote, _subject in subjects("2型糖尿病患者规范管理3200人。")] == ["3200人"]


def test_the_value_reached_keeps_the_subject_and_the_year_of_the_report():
    """The year of the former value is not that of the value reached."""
    _document, found = form([("管网漏损率下降到9%以下。", "管网漏损率由2023年的10.8%下降到8.7%。")], year=2024)
    reached = next(claim for claim in found.claims if claim.quantity.text == "8.7%")

    assert (reached.subject, reached.year) == ("管网漏损率", None)


def test_a_price_per_head_behind_a_list_is_no_part_of_it():
    text = "安排专项资金3125万元，其中中央资金2500万元、省级资金625万元，按每生每年1000元的标准拨付。"
    _document, found = form([(text, "")])
    (listing,) = [one for one in found.listings if one.total is not None]

    assert [found.claims[part].quantity.text for part in listing.parts] == ["2500万元", "625万元"]


def test_what_money_is_given_for_is_a_plan():
    _document, found = form(prose=["安排资金960万元，用于新建健身路径45条。", "新建健身路径44条。"])

    assert [claim.planned for claim in found.claims if claim.quantity.unit == "条"] == [True, False]
