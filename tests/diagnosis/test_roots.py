"""Which findings have one root: counts of the conclusion, definitions, pairs of amounts, copied targets."""

import builders
import pytest
from forms import form
from outcomes import finding

from auditor import diagnosis, profiles
from auditor.checks import registry
from auditor.model.finding import Evidence
from auditor.model.source import Span
from auditor.relate import relate

COUNTS = frozenset({"CT01", "CT02", "CT03"})


def diagnosed(findings, **made):
    """The causes of these findings in a report: kind, prints, message, proposal."""
    report = builders.report(**made)
    explained, causes = diagnosis.diagnose(report, builders.context(report).network, findings)
    of = {print_: cause.id for cause in causes for print_ in cause.findings}
    assert [one.cause for one in explained] == [of.get(one.fingerprint) for one in explained]
    return causes


def told(causes):
    return [(cause.kind, cause.findings) for cause in causes]


def at(start, end, quote="52部"):
    return Evidence(role="表述", quote=quote, span=Span(start=start, end=end))


def quoting(code, *evidence, **more):
    return finding(code, fingerprint=code, evidence=evidence, **more)


def rows(**counts):
    return [
        f"{category} | 事项{category}{number}" for category, count in counts.items() for number in range(1, count + 1)
    ]


def counted(stated, categories, **table):
    """The causes of a conclusion that counts the rows of a table so."""
    made = {"rows": rows(**table), "conclusion": {"indicators": stated, "categories": categories}}
    report = builders.report(**made)
    checks = [check for check in registry.catalogue() if check.code in COUNTS]
    context = builders.context(report)
    found = registry.run(report, context, checks).findings
    _findings, causes = diagnosis.diagnose(report, context.network, found)
    code = {one.fingerprint: one.code for one in found}
    return [(cause, sorted(code[one] for one in cause.findings)) for cause in causes]


def test_a_row_that_the_total_and_one_category_both_count_may_be_missing():
    ((cause, codes),) = counted(4, {"数量指标": 3, "质量指标": 1}, 数量指标=2, 质量指标=1)
    assert (cause.kind, codes) == ("row-missing", ["CT01", "CT02"])
    assert cause.message == ("指标总数与数量指标同样相差1项：表中可能少了行，或结论没有随表更新。两条疑点出自同一处。")


def test_a_row_that_neither_the_total_nor_its_category_counts():
    ((cause, codes),) = counted(2, {"数量指标": 1, "质量指标": 1}, 数量指标=2, 质量指标=1)
    assert (cause.kind, codes) == ("stale-count", ["CT01", "CT02"])
    assert "数量指标同样相差1项：表中可能多了行" in cause.message


def test_one_category_that_the_conclusion_did_not_renew():
    ((cause, codes),) = counted(3, {"数量指标": 4, "质量指标": 1}, 数量指标=2, 质量指标=1)
    assert (cause.kind, codes) == ("stale-count", ["CT02", "CT03"])
    assert cause.message == "结论中“数量指标4项”一处有误：表中为2项，改正后各类合计也等于总数。"
    assert cause.proposal == "建议（供核实）：把结论的“数量指标4项”改为“2项”，各处即一致。"


@pytest.mark.parametrize(
    ("stated", "categories", "table"),
    [
        (5, {"数量指标": 3, "质量指标": 1}, {"数量指标": 2, "质量指标": 1}),
        (5, {"数量指标": 3, "质量指标": 2}, {"数量指标": 2, "质量指标": 1}),
        (2, {"数量指标": 3, "质量指标": 1}, {"数量指标": 2, "质量指标": 1}),
        (3, {"数量指标": 3, "质量指标": 2}, {"数量指标": 2, "质量指标": 1}),
        (4, {"数量指标": 4, "质量指标": 1}, {"数量指标": 2, "质量指标": 1, "时效指标": 1}),
        (3, {"数量指标": 3, "质量指标": 1}, {"数量指标": 2, "质量指标": 1, "时效指标": 1}),
        (3, {"数量指标": 2, "质量指标": 1}, {"数量指标": 2, "质量指标": 1}),
    ],
)
def test_counts_that_no_one_change_makes_right(stated, categories, table):
    assert counted(stated, categories, **table) == []


@pytest.mark.parametrize(
    ("start", "end", "same"),
    [(19, 22, True), (5, 11, True), (12, 14, True), (20, 25, False), (5, 10, False), (30, 40, False)],
)
def test_a_wider_definition_takes_what_quotes_the_same_words(start, end, same):
    found = [
        quoting("CL02", at(10, 20), working="4部 + 52部 = 56部"),
        quoting("CL04", at(start, end)),
        quoting("CL05", at(10, 20)),
    ]
    ((kind, prints),) = told(causes := diagnosed(found))
    assert (kind, prints) == ("definition", ("CL02", "CL04") if same else ("CL02",))
    assert causes[0].message.startswith("口径不同：4部 + 52部 = 56部。")
    assert causes[0].id == "definition-1"


def test_words_without_a_place_touch_nothing():
    nowhere = Evidence(role="表述", quote="52部", span=None)
    found = [quoting("CL02", nowhere, at(10, 20)), quoting("CL01", nowhere, at(12, 14)), quoting("CL04", nowhere)]
    assert told(diagnosed(found)) == [("definition", ("CL02", "CL01"))]
    assert told(diagnosed([quoting("CL02", nowhere), quoting("CL01", at(12, 14))])) == [("definition", ("CL02",))]


def paired(first, second, *more, code="BU08", **made):
    head = quoting(code, at(0, 9, first), at(20, 29, second))
    return diagnosed([head, *more], **made)


PARTS = {"whole": "全年预算总额 | 320万元", "parts": ["基本支出 | 200万元", "项目支出 | 120万元"]}


@pytest.mark.parametrize("code", ["BU08", "BU11"])
def test_an_amount_of_the_texts_that_one_slip_turns_into_the_tables(code):
    (cause,) = paired("全年预算230万元", "年度资金总额 320万元", code=code)
    assert told([cause]) == [("digit-slip", (code,))]
    assert "230万元 与 320万元" in cause.message
    assert cause.proposal == ""


def test_the_last_amount_of_each_quote_is_the_one_that_is_compared():
    (cause,) = paired("2024年第2批230万元", "320万元")
    assert "230万元 与 320万元" in cause.message


@pytest.mark.parametrize(
    ("first", "second"), [("230万元", "419万元"), ("全年预算", "320万元"), ("230万元", "年度资金总额")]
)
def test_amounts_that_no_slip_turns_into_each_other(first, second):
    assert paired(first, second) == []


def test_what_is_quoted_behind_the_pair_decides_nothing():
    head = quoting("BU11", at(0, 9, "230万元"), at(20, 29, "320万元"), at(30, 39, "419万元"))
    assert told(diagnosed([head])) == [("digit-slip", ("BU11",))]


def test_a_single_amount_has_nothing_to_be_held_against():
    assert diagnosed([quoting("BU08", at(0, 9, "230万元"))]) == []


def test_other_checks_are_not_read_as_pairs_of_amounts():
    assert paired("230万元", "320万元", code="BU13") == []


@pytest.mark.parametrize(
    ("parts", "place", "kept", "proposal"),
    [
        (PARTS, (0, 9), True, "建议（供核实）：把文字的“230万元”改为“320万元”，与资金表及各部分之和均一致。"),
        (PARTS, (9, 12), False, ""),
        (PARTS, (20, 29), False, ""),
        (PARTS | {"parts": ["基本支出 | 200万元", "项目支出 | 131万元"]}, (0, 9), True, ""),
        (PARTS | {"parts": []}, (0, 9), True, ""),
        (None, (0, 9), True, ""),
    ],
)
def test_parts_that_add_up_to_the_tables_amount_speak_for_it(parts, place, kept, proposal):
    (cause,) = paired("230万元", "320万元", quoting("BU13", at(*place, "230万元")), conclusion=parts)
    assert cause.findings == (("BU08", "BU13") if kept else ("BU08",))
    assert cause.proposal == proposal


def copied(*codes, goals=(3,)):
    return [finding(code, fingerprint=f"{code}{place}", goals=goals) for place, code in enumerate(codes)]


@pytest.mark.parametrize("code", ["CL06", "CL08", "IN11"])
def test_a_result_copied_from_its_goal_explains_what_follows_from_it(code):
    (cause,) = diagnosed(copied("CL07", code))
    assert told([cause]) == [("copied-from-target", ("CL070", f"{code}1"))]
    assert cause.message == "绩效目标3的完成情况照抄了目标，没有填写实际结果。"


@pytest.mark.parametrize(
    "found",
    [
        copied("CL07"),
        copied("CL08", "CL06"),
        copied("CL07", "CL04"),
        copied("CL07", "CL08", goals=()),
        [*copied("CL07"), *copied("CL08", goals=(2, 3))],
    ],
)
def test_what_shares_no_copied_goal_has_no_cause(found):
    assert diagnosed(found) == []


def test_goals_are_told_in_their_order_and_by_the_first_that_is_named():
    found = [
        finding(code, fingerprint=f"{code}{goal}", goals=(goal, 1)) for goal in (5, 2) for code in ("CL07", "CL08")
    ]
    causes = diagnosed(found)
    assert told(causes) == [("copied-from-target", ("CL072", "CL082")), ("copied-from-target", ("CL075", "CL085"))]
    assert [cause.id for cause in causes] == ["copied-from-target-1", "copied-from-target-2"]


def test_from_three_rows_on_copying_is_a_habit():
    assert diagnosed(copied("IN11", "IN11", goals=())) == []
    (cause,) = diagnosed(copied("IN11", "IN11", "IN11", goals=()))
    assert cause.findings == ("IN110", "IN111", "IN112")
    assert cause.message.startswith("3行实际完成值照抄了年度指标值")


def test_rows_that_a_copied_goal_explains_are_not_explained_again():
    causes = diagnosed(copied("CL07", "IN11", "IN11", "IN11"))
    assert told(causes) == [("copied-from-target", ("CL070", "IN111", "IN112", "IN113"))]


def told_otherwise(cells, indicators=(0,)):
    row = f"数量指标 | 铺设管网长度 | {cells}"
    return diagnosed([finding("CL01", indicators=indicators)], rows=["质量指标 | 合格率 | ≥90% | 95%", row])


def test_a_row_that_repeats_its_target_where_the_text_has_a_result_of_its_own():
    (cause,) = told_otherwise("≥126公里 | 126公里", (1,))
    assert cause.kind == "copied-from-target"
    assert cause.message == (
        "「铺设管网长度」的实际完成值与年度指标值相同（126公里），文字另有完成数，可能照抄了目标。"
    )


@pytest.mark.parametrize(
    ("cells", "indicators"),
    [
        ("≥126公里 | 128公里", (1,)),
        ("≥126公里 | 126米", (1,)),
        ("≥126公里 | -", (1,)),
        ("- | 126公里", (1,)),
        ("≥126公里 | 已完成", (1,)),
        ("≥126公里 | 126公里", (0, 1)),
        ("≥126公里 | 126公里", ()),
    ],
)
def test_a_row_with_a_result_of_its_own_is_not_copied(cells, indicators):
    assert told_otherwise(cells, indicators) == []


class TestWhatFollowsFromASlip:
    """171 in the text, 117 in the row: the row was mistyped, and what quotes its cell may follow from that."""

    DOCUMENT, REPORT = form(
        [("铺设管网126公里。", "铺设管网171公里。")], [(1, "铺设管网长度", "≥126公里", "117公里", "", "数量指标")]
    )
    PROFILE = profiles.load("national")
    NETWORK = relate(DOCUMENT, REPORT, PROFILE).network
    CELL = REPORT.indicators[0].actual.span

    def causes(self, *more):
        context = registry.Context(self.NETWORK, self.PROFILE)
        checks = [check for check in registry.catalogue() if check.code == "CL01"]
        (broken,) = registry.run(self.REPORT, context, checks).findings
        _findings, causes = diagnosis.diagnose(self.REPORT, self.NETWORK, [broken, *more])
        assert broken.fingerprint in causes[0].findings
        return [one.fingerprint for one in more if one.fingerprint in causes[0].findings]

    @pytest.mark.parametrize(
        ("told", "follows"),
        [
            ({"indicators": (0,)}, True),
            ({"indicators": ()}, False),
            ({"indicators": (0,), "relations": ("r99",)}, False),
            ({"indicators": (), "relations": ("r99",)}, False),
        ],
    )
    def test_a_finding_on_the_row_that_rests_on_nothing_else_follows(self, told, follows):
        one = quoting("XX01", Evidence(role="实际完成值", quote="117公里", span=self.CELL), **told)
        assert self.causes(one) == (["XX01"] if follows else [])

    def test_only_what_quotes_the_very_place_follows(self):
        start, end = self.CELL.start, self.CELL.end
        places = [
            (start - 9, start),
            (end, end + 4),
            (start, end),
            (end - 1, end + 200),
            (0, 400),
            (start - 1, start + 1),
        ]
        found = [
            quoting(
                f"XX{number:02}", Evidence(role="表述", quote="", span=Span(start=first, end=last)), indicators=(0,)
            )
            for number, (first, last) in enumerate(places)
        ]
        assert self.causes(*found) == ["XX02", "XX03", "XX04", "XX05"]

    def test_a_finding_that_quotes_the_place_twice_follows_once(self):
        cell = Evidence(role="表述", quote="", span=self.CELL)
        assert self.causes(quoting("XX01", cell, cell, indicators=(0,))) == ["XX01"]
