"""How findings quote and name: cut, listed, of a goal, of a claim, verbatim."""

from decimal import Decimal

import builders
import pytest
from outcomes import finding

from auditor.checks import evidence, prose, quoting, registry, rows, verbatim
from auditor.checks.ct import counting
from auditor.model.finding import Evidence
from auditor.model.report import Claim, Statement
from auditor.model.source import Document, Place, Span
from auditor.text import quantities


@pytest.mark.parametrize("length", [1, 119, 120, 121, 400])
def test_a_quote_is_cut_from_the_hundred_and_twenty_first_character_on(length):
    words = "长" * length
    assert quoting.cut(words) == (words if length <= 120 else "长" * 119 + "…")


@pytest.mark.parametrize(
    ("count", "most", "said"),
    [(1, 5, "甲1"), (5, 5, "甲1、甲2、甲3、甲4、甲5"), (6, 5, "甲1、甲2、甲3、甲4、甲5等6处"), (3, 2, "甲1、甲2等3处")],
)
def test_names_are_listed_with_how_many_more_there_are(count, most, said):
    assert quoting.listed([f"甲{number}" for number in range(1, count + 1)], most) == said


def test_five_names_are_listed_where_nothing_else_is_asked():
    assert quoting.listed(list("甲乙丙丁戊")) == "甲、乙、丙、丁、戊"
    assert quoting.listed(list("甲乙丙丁戊己")) == "甲、乙、丙、丁、戊等6处"


@pytest.mark.parametrize(("word", "said"), [(None, ""), ("", ""), ("数量指标", "数量指标"), ("本地类别", "本地类别")])
def test_a_class_of_its_own_stays_as_printed(word, said):
    assert quoting.category(word) == said


@pytest.mark.parametrize(("word", "said"), [(None, ""), ("优", "优"), ("A级", "A级")])
def test_a_grade_of_its_own_stays_as_printed(word, said):
    assert quoting.grade(word) == said


def test_an_empty_cell_is_quoted_as_such():
    row = builders.row("数量指标 | 甲 | ≥1个")
    name, target, actual = quoting.both(row)
    assert (name.role, name.quote, name.span) == ("指标", "甲", row.name_span)
    assert (target.role, target.quote, target.span) == ("年度指标值", "≥1个", row.target.span)
    assert (actual.role, actual.quote, actual.span) == ("实际完成值", "（空）", None)


def test_a_number_is_quoted_with_the_unit_that_is_given():
    assert quoting.number("执行率", Decimal("98.40"), None, "%").quote == "98.40%"
    assert quoting.number("得分", Decimal("1E+1"), None).quote == "10"


@pytest.mark.parametrize(
    ("goals", "goal", "said"),
    [(2, 1, "绩效目标1"), (2, 2, "绩效目标2"), (1, 1, ""), (2, None, ""), (0, 1, "")],
)
def test_a_goal_is_named_where_there_are_several(goals, goal, said):
    report = builders.report(goals=[f"修路{number}公里 -> 完成" for number in range(1, goals + 1)])
    assert evidence.goal_label(goal, report) == said


@pytest.mark.parametrize(
    ("role", "said"),
    [("target", "年度绩效目标"), ("result", "实际完成情况"), ("reason", "偏差原因"), ("conclusion", "自评结论"), ("prose", "报告正文")],
)  # fmt: skip
def test_a_claim_is_quoted_in_its_own_words_else_by_its_number(role, said):
    quantity = quantities.read("52部")
    bare = Claim(quantity=quantity, subject="短视频", role=role, clause=quantity.span)
    told = bare.model_copy(update={"quote": "短视频52部", "quote_span": Span(start=0, end=6)})
    assert (evidence.of_claim(bare).role, evidence.of_claim(bare).quote) == (said, "52部")
    assert evidence.of_claim(bare).span == quantity.span
    assert (evidence.of_claim(told).quote, evidence.of_claim(told).span) == ("短视频52部", Span(start=0, end=6))


def test_the_cells_of_a_row_are_quoted_with_its_name_where_it_has_them():
    row = builders.row("数量指标 | 甲 | ≥1个 | 2个")
    (target,), (actual,) = evidence.of_target(row), evidence.of_actual(row)
    assert [(one.role, one.quote) for one in (target, actual)] == [("年度指标值", "甲 ≥1个"), ("实际完成值", "甲 2个")]
    empty = builders.row("数量指标 | 甲")
    assert evidence.of_target(empty) == evidence.of_actual(empty) == []


def test_the_goals_of_a_finding_are_each_told_once():
    assert evidence.goals_of(3, None, 1, 3) == (3, 1)


def test_whether_a_pair_is_one_fact_comes_first_where_a_model_proposed_it():
    assert evidence.same_fact_first("核对台账。", proposed=False) == "核对台账。"
    assert evidence.same_fact_first("核对台账。", proposed=True).endswith("请先确认说的是同一事项。核对台账。")


class TestRows:
    @pytest.mark.parametrize(
        ("cells", "deducted", "full"),
        [
            ("5 | 4.9", True, False),
            ("5 | 5", False, True),
            ("5 | 5.1", False, False),
            ("0 | 0", False, False),
            ("0.5 | 0.5", False, True),
            ("- | 5", False, False),
            ("5 | -", False, False),
            ("- | -", False, False),
        ],
    )
    def test_which_rows_lost_points_and_which_got_all(self, cells, deducted, full):
        row = builders.row(f"数量指标 | 甲 | ≥1个 | 1个 | {cells}")
        assert (rows.deducted(row), rows.full(row)) == (deducted, full)

    def test_a_table_has_groups_from_two_goals_on(self):
        one, two = ["1: 数量指标 | 甲", "数量指标 | 乙"], ["1: 数量指标 | 甲", "2: 数量指标 | 乙"]
        assert not rows.has_groups(builders.report(rows=one))
        assert rows.has_groups(builders.report(rows=two))

    def test_the_rows_of_a_goal_are_its_own_or_all_where_there_are_no_groups(self):
        grouped = rows.by_goal(builders.report(rows=["1: 数量指标 | 甲", "2: 数量指标 | 乙", "数量指标 | 丙"]))
        assert [[row.name for _index, row in grouped(goal)] for goal in (1, 2, None, 3)] == [["甲"], ["乙"], ["丙"], []]
        assert [index for index, _row in grouped(2)] == [1]
        plain = rows.by_goal(builders.report(rows=["数量指标 | 甲", "数量指标 | 乙"]))
        assert [row.name for _index, row in plain(7)] == ["甲", "乙"]

    def test_a_finding_on_a_row_says_where_it_stands(self):
        row = builders.row("3: 数量指标 | 甲 乙 | ≥1个 | 1个")
        found = rows.discrepancy(row, 4, "不符", (), values=iter(("1", "2")))
        assert (found.goals, found.indicators, found.values) == ((3,), (4,), ("1", "2"))
        assert found.about[:2] == ("3", "数量指标")
        assert (found.confidence, found.severity, found.score_change, found.relations) == ("high", None, None, ())
        alone = rows.discrepancy(builders.row("- | 甲"), 0, "不符", ())
        assert (alone.goals, alone.about) == ((), ("", "", "甲"))
        assert rows.place(builders.row("- | 甲")) == "「甲」"

    @pytest.mark.parametrize(
        ("printed", "category", "said"),
        [
            ("产出数量", "数量指标", "产出数量「甲」"),
            (None, "数量指标", "数量指标「甲」"),
            ("产出数量", None, "产出数量「甲」"),
        ],
    )
    def test_a_row_stands_in_its_class_as_printed(self, printed, category, said):
        row = builders.row("数量指标 | 甲").model_copy(update={"category_printed": printed, "category": category})
        assert rows.place(row) == said

    def test_the_goals_of_rows_are_told_in_order(self):
        made = builders.report(rows=["3: 数量指标 | 甲", "1: 数量指标 | 乙", "数量指标 | 丙", "3: 数量指标 | 丁"])
        assert rows.goals_of(made.indicators) == (1, 3)

    @pytest.mark.parametrize(
        ("cells", "said"),
        [("≥1个 | 2个", ["≥1个", "2个"]), ("≥1个 | -", None), ("- | 2个", None), ("若干 | 2个", None)],
    )
    def test_target_and_actual_as_numbers(self, cells, said):
        found = rows.quantities(builders.row(f"数量指标 | 甲 | {cells}"))
        assert (found and [one.text for one in found]) == said

    @pytest.mark.parametrize(
        ("made", "said"),
        [
            ({}, False),
            ({"notes": ["无"]}, False),
            ({"budget_reason": "无"}, False),
            ({"notes": ["无", "四家企业外迁，少核查四家。"]}, True),
            ({"budget_reason": "尾款按合同次年支付。"}, True),
        ],
    )
    def test_reasons_given_below_for_all_rows(self, made, said):
        assert rows.explained_below(builders.report(**made)) is said

    def test_reasons_that_a_form_has_no_column_for(self):
        made = builders.report(rows=["2: 数量指标 | 甲", "1: 数量指标 | 乙 | ≥1个"], columns=["target", "actual"])
        assert not rows.asks_for_reasons(made)
        found = rows.unasked(tuple(enumerate(made.indicators)), "{count}行：{names}", "about")
        assert (found.message, found.severity, found.about) == ("2行：「甲」、「乙」", "note", ("about",))
        assert (found.goals, found.indicators, found.values) == ((1, 2), (0, 1), ("甲", "乙"))
        assert len(found.evidence) == 6


class TestCounting:
    def shown(self, *places):
        row = builders.row("数量指标 | 甲")
        return [one.role for one in counting.rows([(place, row) for place in places])]

    def test_twelve_rows_are_shown_each(self):
        assert self.shown(*range(12)) == [f"第{number}项指标" for number in range(1, 13)]

    def test_more_are_shown_by_those_that_stand_together(self):
        told = ["第1—6项指标（6项）", "第8项指标", "第10—15项指标（6项）"]
        assert self.shown(*range(6), 7, *range(9, 15)) == told
        assert self.shown() == []

    def test_how_many_there_are_of_each_category(self):
        made = builders.report(rows=["数量指标 | 甲", "- | 乙", "数量指标 | 丙"]).indicators
        assert [(one.role, one.quote) for one in counting.by_category(made)] == [
            ("数量指标2项", "甲"),
            ("未分类1项", "乙"),
        ]

    def test_where_the_conclusion_states_a_count(self):
        made = builders.report(conclusion={"categories": {"数量指标": 3, "质量指标": 1}}).conclusion
        assert counting.evidence(made, "质量指标").quote == "质量指标1项"
        assert counting.evidence(made, "时效指标").quote == made.text

    def test_a_wrong_count_rests_on_the_relation_of_its_own_category(self):
        made = builders.report(
            rows=["数量指标 | 甲", "质量指标 | 乙"],
            conclusion={"indicators": 9, "categories": {"质量指标": 2, "数量指标": 3}},
        )
        context = builders.context(made)
        check = [one for one in registry.catalogue() if one.code == "CT02"]
        found = registry.run(made, context, check).findings
        broken = {one.id for one in context.broken("count", of="counts.category")}
        assert [len(one.relations) for one in found] == [1, 1]
        assert {name for one in found for name in one.relations} == broken


class TestProse:
    REPORT = builders.report(goals=(), prose=["全年修路10公里。共植树100亩，成活率95%！群众满意。", "另修桥2座"])

    def place(self, words):
        said = next(one for one in self.REPORT.prose if words in one.text)
        return said.place(said.text.index(words), said.text.index(words) + len(words))

    @pytest.mark.parametrize(
        ("words", "before", "behind"),
        [
            ("100亩", "共植树", "，成活率95%！"),
            ("全年", "", "修路10公里。"),
            ("满意。", "群众", ""),
            ("2座", "另修桥", ""),
        ],
    )
    def test_what_stands_around_a_place_in_its_own_sentence(self, words, before, behind):
        assert prose.before(self.REPORT, self.place(words)) == before
        assert prose.behind(self.REPORT, self.place(words)) == behind

    def test_around_a_place_in_no_passage_stands_nothing(self):
        nowhere = Span(start=900, end=902)
        assert prose.before(self.REPORT, nowhere) == prose.behind(self.REPORT, nowhere) == ""
        end = self.REPORT.prose[-1].span.end
        assert prose.before(self.REPORT, Span(start=end, end=end + 1)) == ""


class TestVerbatim:
    TEXT = "数量指标43项\n巡查次数 | ≥100次 | 120次\n" + "长" * 90
    DOCUMENT = Document(name="a.txt", format="txt", sha256="0" * 64, text=TEXT, blocks=())

    def quoted(self, quote, words=None, role="表述"):
        start = self.TEXT.index(words) if words else None
        span = Span(start=start, end=start + len(words)) if words else None
        (one,) = verbatim.verbatim([finding(evidence=(Evidence(role=role, quote=quote, span=span),))], self.DOCUMENT)
        (item,) = one.evidence
        return item.role, item.quote, item.span and self.TEXT[item.span.start : item.span.end]

    @pytest.mark.parametrize(
        ("quote", "words", "told"),
        [
            ("43项", "43项", ("表述", "43项", "43项")),
            ("数量指标43项", "43项", ("表述", "数量指标43项", "数量指标43项")),
            ("120次", "≥100次 | 120次", ("表述", "120次", "≥100次 | 120次")),
            ("巡查次数 120次", "120次", ("表述 巡查次数", "120次", "120次")),
            ("43", None, ("表述", "43", None)),
            ("44项", None, ("表述 44项", "", None)),
            ("44项", "43项", ("表述", "43项", "43项")),
            ("…", "43项", ("表述", "…", "43项")),
            ("长" * 90, "长" * 90, ("表述", "长" * 60, "长" * 90)),
        ],
    )
    def test_a_quote_is_what_stands_at_its_place(self, quote, words, told):
        assert self.quoted(quote, words) == told

    def test_a_role_that_says_it_already_says_it_once(self):
        assert self.quoted("巡查次数 120次", "120次", role="巡查次数") == ("巡查次数", "120次", "120次")

    def test_of_several_documents_each_quotes_its_own(self):
        other = self.DOCUMENT.model_copy(update={"text": "全年52部"})
        items = (
            Evidence(role="表述", quote="52部", span=Place(start=2, end=5, document=1)),
            Evidence(role="表述", quote="99部", span=Span(start=0, end=2)),
        )
        (one,) = verbatim.across([finding(evidence=items)], [self.DOCUMENT, other])
        assert [item.quote for item in one.evidence] == ["52部", "99部"]


def test_a_statement_of_a_report_keeps_its_place():
    said = Statement(text="修路10公里", span=Span(start=7, end=13))
    assert quoting.statement("目标", said).span == said.span
