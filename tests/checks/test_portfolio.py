"""The checks over many submissions: what they find, and what is near and no find."""

import re
from decimal import Decimal

import pytest
from effort import exponent

from auditor.checks import registry
from auditor.checks.pf.department_outlier import chance, outliers
from auditor.model.portfolio import Figure, Form, Member, Passage, Spent

CHECKS = {check.code: check for check in registry.over_many()}
TOLD = "今年以来，围绕农村人居环境整治任务，先后组织村级保洁员培训三轮，清理沟渠垃圾一千二百余吨，完成户厕改造并逐户验收，群众反映的积水问题在汛期之前全部处理完毕，台账齐全。"
OTHER = "年度内完成校舍屋面防水改造，更换门窗并对操场排水沟重新铺设，施工期间分批安排学生错峰活动，竣工后由第三方检测机构出具合格报告，家长座谈会反映良好，未发生安全事故。"


def form(**told):
    return Form(
        **{
            "kind": "project",
            "role": "table",
            "profile": "national",
            "organisation": None,
            "project": None,
            "year": 2024,
            **told,
        }
    )


def said(text, kind="result"):
    return (Passage(kind=kind, about="", text=text),)


def member(number, unit, *forms, **told):
    return Member(
        **{
            "id": number,
            "name": f"{number}.docx",
            "content": str(number),
            "unit": unit,
            "department": None,
            "project": None,
            "year": 2024,
            "listed": True,
            "forms": forms,
            **told,
        }
    )


def found(code, *members):
    return list(CHECKS[code].function(members))


def spent(value, unit="万元"):
    return Spent(low=Decimal(value) * 10000 - 50, high=Decimal(value) * 10000 + 50, printed=f"{value}{unit}")


class TestPages:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
    def test_every_check_has_a_whole_page_and_a_file_of_its_name(self, check):
        assert [
            heading for heading in ("缘由：", "算法：", "不报：", "依据：", "示例：") if heading not in check.page
        ] == []
        assert check.title.endswith("。")
        assert check.function.__module__.rpartition(".")[2] == check.name.replace("-", "_")
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)

    def test_no_single_report_is_asked_about_them(self):
        assert not {check.code for check in registry.catalogue()} & CHECKS.keys()


class TestCopiedPassage:
    def test_sixty_equal_characters_of_two_units_are_told_wherever_they_stand(self):
        for cut in range(0, 40, 7):
            for length in (60, 61, len(TOLD) - cut):
                run = TOLD[cut : cut + length]
                if len(run) < 60:
                    continue
                one = member(1, "甲镇", form(passages=said(f"甲处说明{'前' * (cut % 5)}：{run}甲尾，另有其他内容。")))
                other = member(2, "丙镇", form(passages=said(f"乙{run}乙尾部分。", "reason")))
                told = found("CP01", one, other)
                assert len(told) == 1, (cut, length)
                assert told[0].members == (1, 2)

    def test_what_one_unit_says_in_all_its_reports_costs_no_more_each(self):
        def reports(count):
            many = (
                member(at, "甲局", form(passages=said(TOLD if at % 2 else f"{at}。{TOLD}")), project=f"项目{at}")
                for at in range(count)
            )
            return [*many, member(count, "乙局", form(passages=said(TOLD)), project="别的")]

        assert len(found("CP01", *reports(40))) == 1
        assert exponent(reports, lambda some: found("CP01", *some), (40, 320)) < 1.1

    def test_of_equal_passages_of_one_unit_one_of_another_project_is_enough(self):
        same = [member(at, "甲局", form(passages=said(TOLD)), project="共同项目") for at in range(5)]
        other = member(9, "乙局", form(passages=said(TOLD)), project="共同项目")
        assert found("CP01", *same, other) == []
        own = member(5, "甲局", form(passages=said(TOLD)), project="自己的项目")
        assert [set(one.members) for one in found("CP01", *same, own, other)] == [{5, 9}]

    def test_a_run_of_sixty_is_found_at_every_offset_of_both_texts(self):
        run = TOLD[:60]
        for offset in range(43):
            one = member(1, "甲镇", form(passages=said(f"{'前' * offset}{run}甲")))
            other = member(2, "丙镇", form(passages=said(f"{'后' * (42 - offset)}{run}乙")))
            alike = member(2, "丙镇", form(passages=said(f"{'后' * offset}{run}乙")))
            assert [told.members for told in found("CP01", one, other)] == [(1, 2)], offset
            assert [told.members for told in found("CP01", one, alike)] == [(1, 2)], offset

    def test_a_text_that_is_the_run_alone(self):
        one, other = (member(at, unit, form(passages=said(TOLD[:60]))) for at, unit in ((1, "甲镇"), (2, "丙镇")))
        assert len(found("CP01", one, other)) == 1
        short = [one.model_copy(update={"forms": (form(passages=said(TOLD[:59])),)}), other]
        assert found("CP01", *short) == []

    def test_two_runs_of_the_same_texts_are_two_and_a_part_of_one_is_none(self):
        one = member(1, "甲镇", form(passages=said(f"甲{TOLD}甲甲{OTHER}甲")))
        other = member(
            2, "丙镇", form(passages=(*said(f"乙{TOLD}乙"), *said(f"乙{OTHER}乙"), *said(f"丙{TOLD[5:]}丙")))
        )
        assert [len(told.members) for told in found("CP01", one, other)] == [2, 2]

    def test_two_units_of_two_hundred_may_share_and_three_may_not(self):
        def many(count, sharing):
            for at in range(count):
                text = f"{at}号乡镇另有说明：{TOLD}" if at < sharing else f"{at}号材料，{chr(0x4E00 + at) * 70}"
                yield member(at, f"第{at}乡镇", form(passages=said(text)))

        assert found("CP01", *many(200, 3)) == []
        assert [one.members for one in found("CP01", *many(200, 2))] == [(0, 1)]
        assert [one.members for one in found("CP01", *many(300, 3))] == [(0, 1, 2)]
        assert found("CP01", *many(299, 3)) == []

    def test_fifty_nine_are_not(self):
        one = member(1, "甲镇", form(passages=said(f"甲{TOLD[:59]}一。{OTHER}")))
        other = member(2, "丙镇", form(passages=said(f"乙{TOLD[:59]}二。")))
        assert found("CP01", one, other) == []

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {"unit": "甲镇"}),
            ({"project": "人居环境整治项目"}, {"project": "人居环境整治项目"}),
            ({"unit": ""}, {}),
        ],
    )
    def test_one_unit_and_one_project_may_say_the_same(self, first, second):
        one, other = member(1, "甲镇", form(passages=said(TOLD))), member(2, "丙镇", form(passages=said(TOLD)))
        assert found("CP01", one.model_copy(update=first), other.model_copy(update=second)) == []

    def test_a_template_and_a_policy_are_not_copied(self):
        many = [member(at, f"第{at}实验学校", form(passages=said(TOLD))) for at in range(1, 6)]
        assert found("CP01", *many) == []
        policy = f"按照《关于做好人居环境整治工作的通知》要求，{TOLD}"
        assert (
            found(
                "CP01", member(1, "甲镇", form(passages=said(policy))), member(2, "丙镇", form(passages=said(policy)))
            )
            == []
        )

    def test_plans_and_last_year_are_not_compared(self):
        one = member(1, "甲镇", form(passages=said(TOLD), role="last-year"))
        assert found("CP01", one, member(2, "丙镇", form(passages=said(TOLD)))) == []


class TestForeignIdentity:
    def test_the_name_of_the_other_unit_is_told_of_the_one_that_has_it(self):
        text = f"清水镇完成年度任务：{TOLD}"
        told = found(
            "CP02", member(1, "清水镇", form(passages=said(text))), member(2, "石桥乡", form(passages=said(text)))
        )
        assert [one.members for one in told] == [(2, 1)]
        assert "清水镇" in told[0].message

    def test_what_is_told_and_quoted(self):
        text = f"今年，清水镇完成年度任务：{TOLD}"
        (told,) = found(
            "CP02", member(1, "清水镇", form(passages=said(text))), member(2, "石桥乡", form(passages=said(text)))
        )
        assert told.message == ("石桥乡的材料写着另一单位“清水镇”的名称，所在段落与该单位的逐字相同，待核实。")
        plain = text.replace("，", ",").replace("：", ":")
        assert [whose for whose, _quote in told.quotes] == [2, 1]
        assert told.quotes[0][1].startswith("今年,清水镇完成年度任务:")
        assert len(told.quotes[0][1]) == len("今年,清水镇") + 30
        assert len(told.quotes[1][1]) == 60
        assert plain[:20] in told.quotes[1][1]
        assert (told.about, told.values) == (("name", "石桥乡", "清水镇"), ("清水镇",))

    def test_a_name_far_inside_is_quoted_with_ten_characters_before_it(self):
        text = f"{TOLD[:70]}一二三四五六七八九十清水镇{TOLD[70:]}"
        (told,) = found(
            "CP02", member(1, "清水镇", form(passages=said(text))), member(2, "石桥乡", form(passages=said(text)))
        )
        assert told.quotes[0][1].startswith("一二三四五六七八九十清水镇")

    @pytest.mark.parametrize(
        ("theirs", "mine", "told"),
        [
            ("清水镇", "石桥乡", True),
            ("清水", "石桥乡", False),
            ("清水镇", "清水镇中心校", False),
            ("清水镇中心校", "清水镇", False),
            ("清水县财政局", "石桥乡", False),
            ("清水县人民政府", "石桥乡", False),
        ],
    )
    def test_which_names_are_anothers(self, theirs, mine, told):
        text = f"{theirs}完成年度任务：{TOLD}"
        pair = member(1, theirs, form(passages=said(text))), member(2, mine, form(passages=said(text)))
        assert bool(found("CP02", *pair)) == told

    @pytest.mark.parametrize("before", ["会同", "联合", "委托", "主管部门"])
    def test_a_partner_is_named_by_right(self, before):
        text = f"{before if before != '主管部门' else '报'}清水镇，{TOLD}"
        assert (
            found(
                "CP02", member(1, "清水镇", form(passages=said(text))), member(2, "石桥乡", form(passages=said(text)))
            )
            == []
        )

    def test_the_number_of_the_other_unit_against_the_own_table(self):
        text = f"{TOLD}户厕改造312户。"
        theirs = form(passages=said(text), figures=(Figure(subject="户厕改造", printed="312户", row=True),))
        mine = form(passages=said(text), figures=(Figure(subject="户厕改造", printed="96户", row=True),))
        told = found("CP02", member(1, "清水镇", theirs), member(2, "石桥乡", mine))
        assert [one.members for one in told] == [(2, 1)]
        assert told[0].message == ("石桥乡的段落中“户厕改造”为312户，与清水镇的相同，而本单位表中为96户，待核实。")
        assert told[0].quotes == ((2, "户厕改造312户"), (1, "户厕改造312户"))
        assert told[0].about == ("number", "石桥乡", "清水镇", "户厕改造")
        assert told[0].values == ("312户", "96户")
        same = mine.model_copy(update={"figures": (Figure(subject="户厕改造", printed="312户", row=True),)})
        assert found("CP02", member(1, "清水镇", theirs), member(2, "石桥乡", same)) == []

    @pytest.mark.parametrize(
        ("text", "role", "row", "told"),
        [
            ("户厕改造达312户", "table", True, True),
            ("户厕改造共312户", "table", True, False),
            ("户厕改造312户", "plan", True, False),
            ("户厕改造312户", "last-year", True, False),
            ("户厕改造312户", "table", False, False),
        ],
    )
    def test_a_number_is_anothers_only_where_the_passage_prints_it_and_the_own_table_another(
        self, text, role, row, told
    ):
        text = f"{TOLD}{text}。"
        theirs = form(passages=said(text), figures=(Figure(subject="户厕改造", printed="312户", row=True),))
        mine = form(passages=said(text))
        own = form(role=role, figures=(Figure(subject="户厕改造", printed="96户", row=row),))
        assert bool(found("CP02", member(1, "清水镇", theirs), member(2, "石桥乡", mine, own))) == told


class TestProjectsAndTheirDepartment:
    def department(self, whole="100.00", *amounts, listed=True, **more):
        own = member(
            1, "住建局", form(kind="overall", project_spent=spent(whole) if whole else None, **more), listed=listed
        )
        return own, *(
            member(at, "住建局", form(project=f"项目{at}号工程", spent=spent(amount)), listed=listed)
            for at, amount in enumerate(amounts, 2)
        )

    def test_parts_are_not_more_than_the_whole(self):
        told = found("RU01", *self.department("100.00", "60.00", "40.10"))
        assert [(one.severity, one.members) for one in told] == [(None, (1, 2, 3))]
        assert "100.1" in told[0].working

    def test_what_is_told_of_the_sum(self):
        (told,) = found("RU01", *self.department("100.00", "60.00", "40.10"))
        assert told.message == (
            "住建局2张项目自评表的执行数之和，超过部门整体自评表的项目支出100.00万元，不一致，待核实。"
        )
        assert told.working == "60.00万元 + 40.10万元 = 100.10万元 > 100.00万元"
        assert told.quotes == ((1, "100.00万元"), (2, "60.00万元"), (3, "40.10万元"))
        assert (told.about, told.values) == (("住建局", "2024"), ("100.00万元", "60.00万元", "40.10万元"))
        assert told.confidence == "high"
        (presumed,) = found("RU01", *self.department("100.00", "60.00", "60.00", listed=False))
        assert presumed.confidence == "medium"

    def test_one_presumed_form_makes_the_whole_set_presumed(self):
        own, first, second = self.department("100.00", "60.00", "60.00")
        (told,) = found("RU01", own, first, second.model_copy(update={"listed": False}))
        assert (told.severity, told.confidence) == ("warning", "medium")

    def test_a_sum_that_only_touches_the_printed_digits_is_right(self):
        own, first, second = self.department("100.00", "60.00", "40.00")
        half = second.forms[0].spent.model_copy(update={"low": Decimal(400100), "high": Decimal(400200)})
        touching = second.model_copy(update={"forms": (second.forms[0].model_copy(update={"spent": half}),)})
        assert len(found("RU01", own, first, touching)) == 1
        least = half.model_copy(update={"low": Decimal(400099)})
        touching = second.model_copy(update={"forms": (second.forms[0].model_copy(update={"spent": least}),)})
        assert found("RU01", own, first, touching) == []

    def test_a_project_without_its_spending_is_left_out_of_the_sum(self):
        own, first, second = self.department("100.00", "60.00", "60.00")
        blank = second.model_copy(update={"forms": (second.forms[0].model_copy(update={"spent": None}),)})
        assert found("RU01", own, first, blank) == []
        (told,) = found("RU01", *self.department("50.00", "60.00"), blank)
        assert told.members == (1, 2)

    def test_a_narrative_speaks_for_the_department_where_no_overall_form_does(self):
        own, *projects = self.department("100.00", "60.00", "60.00")
        told = own.forms[0].model_copy(update={"kind": "narrative"})
        assert len(found("RU01", own.model_copy(update={"forms": (told,)}), *projects)) == 1
        of_one = told.model_copy(update={"project": "项目2号工程"})
        assert found("RU01", own.model_copy(update={"forms": (of_one,)}), *projects) == []
        of_member = own.model_copy(update={"forms": (told,), "project": "项目2号工程"})
        assert found("RU01", of_member, *projects) == []
        both = own.model_copy(update={"forms": (own.forms[0], told)})
        assert len(found("RU01", both, *projects)) == 1

    def test_the_project_of_a_submission_is_that_of_its_only_form(self):
        own, first, second = self.department("100.00", "60.00", "60.00")
        unnamed = second.forms[0].model_copy(update={"project": None})
        alone = second.model_copy(update={"forms": (unnamed,), "project": "项目3号工程"})
        assert len(found("RU01", own, first, alone)) == 1
        several = alone.model_copy(update={"forms": (unnamed, unnamed)})
        assert found("RU01", own, first, several) == []
        assert found("RU01", own, first, alone.model_copy(update={"project": None})) == []

    def test_plans_count_for_nothing_and_the_unit_may_stand_in_the_form(self):
        own, first, second = self.department("100.00", "60.00", "60.00")
        for role in ("plan", "last-year"):
            planned = second.forms[0].model_copy(update={"role": role})
            assert found("RU01", own, first, second.model_copy(update={"forms": (planned,)})) == []
        named = [
            one.model_copy(
                update={"unit": "", "forms": tuple(f.model_copy(update={"organisation": "住建局"}) for f in one.forms)}
            )
            for one in (own, first, second)
        ]
        assert [one.message[:4] for one in found("RU01", *named)] == ["住建局2"]
        nameless = [one.model_copy(update={"unit": ""}) for one in (own, first, second)]
        assert found("RU01", *nameless) == []

    def test_the_year_of_a_submission_is_that_of_a_form_without_one(self):
        own, first, second = self.department("100.00", "60.00", "60.00")
        dateless = second.forms[0].model_copy(update={"year": None})
        assert len(found("RU01", own, first, second.model_copy(update={"forms": (dateless,)}))) == 1
        older = second.model_copy(update={"forms": (dateless,), "year": 2023})
        assert found("RU01", own, first, older) == []

    @pytest.mark.parametrize("amounts", [("60.00", "40.00"), ("60.00", "40.01"), ("60.00",), ()])
    def test_as_much_within_the_printed_digits_and_less_is_right(self, amounts):
        assert found("RU01", *self.department("100.00", *amounts)) == []

    def test_a_presumed_set_is_a_warning(self):
        assert found("RU01", *self.department("100.00", "60.00", "60.00", listed=False))[0].severity == "warning"

    def test_transfers_other_years_and_forms_without_the_line_are_left_alone(self):
        own, first, second = self.department("100.00", "60.00", "60.00")
        moved = second.model_copy(update={"forms": (second.forms[0].model_copy(update={"kind": "transfer"}),)})
        older = second.model_copy(update={"forms": (second.forms[0].model_copy(update={"year": 2023}),)})
        same = second.model_copy(
            update={"forms": (second.forms[0].model_copy(update={"project": first.forms[0].project}),)}
        )
        for other in (moved, older, same):
            assert found("RU01", own, first, other) == []
        assert found("RU01", *self.department(None, "60.00", "60.00")) == []

    def test_more_forms_than_projects_told_and_fewer(self):
        def counted(printed, *amounts, listed=True):
            return self.department(
                "900.00",
                *amounts,
                listed=listed,
                projects=(Figure(subject=f"对{printed}个项目开展绩效自评", printed=printed),),
            )

        more = found("RU02", *counted("2", "1.00", "1.00", "1.00"))
        assert [one.severity for one in more] == ["error"]
        assert [one.severity for one in found("RU02", *counted("十二", "1.00"))] == [None]
        assert [one.severity for one in found("RU02", *counted("2", "1.00", "1.00", "1.00", listed=False))] == [None]
        (one,) = more
        assert one.message == "住建局称对 2 个项目开展自评，收到项目自评表 3 张，不一致，待核实。"
        assert one.working == "3张 − 2个 = 1"
        assert (one.members, one.quotes) == ((1, 2, 3, 4), ((1, "对2个项目开展绩效自评"),))
        assert (one.about, one.confidence) == (("住建局", "2024"), "high")
        assert found("RU02", *counted("2", "1.00", "1.00", "1.00", listed=False))[0].confidence == "medium"
        assert found("RU02", *counted("1.5", "1.00", "1.00")) == []
        assert found("RU02", *counted("若干", "1.00", "1.00")) == []
        assert found("RU02", *counted("3", "1.00", "1.00", "1.00")) == []
        assert [one.values for one in found("RU02", *counted("1", "1.00", "1.00"))] == [("1", "2")]
        assert found("RU02", *counted("0", "1.00", "1.00")) == []
        assert found("RU02", *counted("3")) == []
        assert found("RU02", *self.department("900.00", "1.00")) == []


class TestOutliers:
    def reports(self, department, full, of, first=0):
        return [member(first + at, department, form(rows=10, full=10 if at < full else 9)) for at in range(of)]

    def test_a_department_of_full_marks_among_others_is_told(self):
        some = [*self.reports("甲局", 24, 24), *self.reports("乙局", 12, 30, 100), *self.reports("丙局", 13, 30, 200)]
        assert [one.department for one in outliers(some)] == ["甲局"]

    @pytest.mark.parametrize("many", [[("甲局", 19, 19), ("乙局", 12, 40)], [("甲局", 10, 24), ("乙局", 12, 30)]])
    def test_few_reports_and_like_shares_are_not(self, many):
        some = [one for at, (name, full, of) in enumerate(many) for one in self.reports(name, full, of, at * 100)]
        assert outliers(some) == []

    def test_twenty_reports_of_the_department_and_of_the_others_say_something(self):
        def told(own, others):
            few = [*self.reports("乙局", 1, 10, 100), *self.reports("丙局", 1, others, 200)]
            return outliers([*self.reports("甲局", own, own), *few])

        assert {one.department for one in told(20, 10)} == {"甲局"}
        assert told(19, 10) == []
        assert told(20, 9) == []

    @pytest.mark.parametrize(("hits", "told"), [(17, []), (18, ["甲局"])])
    def test_one_in_twenty_is_no_outlier(self, hits, told):
        """Of 24 where half are usual 17 come by chance in 6 % of all cases, 18 in 2 %."""
        few = [*self.reports("乙局", 5, 10, 100), *self.reports("丙局", 5, 10, 200)]
        assert [one.department for one in outliers([*self.reports("甲局", hits, 24), *few])] == told

    @pytest.mark.parametrize(
        ("first", "second", "told"),
        [
            (14, 7, ["甲局"]),  # 3 % and 4 %: the second of two may be one in twenty
            (10, 5, []),  # 4 % and 27 %: the first of two has to be one in forty
        ],
    )
    def test_the_more_departments_the_less_likely_the_first_has_to_be(self, first, second, told):
        every = [("甲局", first, 24), ("乙局", second, 24), ("丙局", 8, 19)]
        some = [one for at, (name, full, of) in enumerate(every) for one in self.reports(name, full, of, at * 100)]
        assert [one.department for one in outliers(some)][:1] == told

    def test_what_is_told_of_a_department(self):
        some = [*self.reports("甲局", 24, 24), *self.reports("乙局", 18, 30, 100), *self.reports("丙局", 18, 30, 200)]
        (share,) = outliers(some)
        assert (share.what, share.profile, share.hits, share.reports) == ("full", "national", 24, 24)
        assert share.others == pytest.approx(36 / 60)
        assert share.chance == pytest.approx(chance(24, 24, 36.5 / 61))
        (one,) = found("PF01", *some)
        assert one.message == "甲局的 24 份材料中有 24 份各行全部满分，其他部门为 60%，明显不同。"
        assert one.members == tuple(range(24))
        assert (one.about, one.values) == (("甲局", "full", "national"), ("24", "24"))

    def test_a_department_that_is_named_beside_its_units(self):
        some = [*self.reports("甲校", 24, 24), *self.reports("乙局", 12, 30, 100), *self.reports("丙局", 13, 30, 200)]
        some = [one.model_copy(update={"department": "教育局"}) if one.unit == "甲校" else one for one in some]
        assert [one.department for one in outliers(some)] == ["教育局"]
        assert [one.message[:3] for one in found("PF01", *some)] == ["教育局"]

    @pytest.mark.parametrize(
        ("form_of_one", "counts"),
        [
            ({"reviewed": 3, "deviation": Decimal(2)}, True),
            ({"reviewed": 3, "deviation": Decimal("0.5")}, True),
            ({"reviewed": 0, "deviation": Decimal(2)}, False),
            ({"reviewed": 3, "deviation": None}, False),
            ({"reviewed": 3, "deviation": Decimal(0)}, False),
            ({"reviewed": 3, "deviation": Decimal(2), "role": "report"}, False),
        ],
    )
    def test_scores_that_a_reviewer_lowered(self, form_of_one, counts):
        theirs = [member(at, "甲局", form(**form_of_one)) for at in range(24)]
        others = [
            member(100 + at, f"第{at // 15}局", form(reviewed=3, deviation=Decimal(at % 4 == 0))) for at in range(60)
        ]
        lowered = [one for one in outliers([*theirs, *others]) if one.hits]
        assert [(one.department, one.what, one.hits) for one in lowered] == (
            [("甲局", "lowered", 24)] if counts else []
        )

    def test_forms_without_rows_and_submissions_of_nobody_are_not_counted(self):
        some = [*self.reports("甲局", 24, 24), *self.reports("乙局", 6, 15, 100), *self.reports("丙局", 6, 15, 400)]
        blank = [member(200 + at, "甲局", form(rows=0, full=0)) for at in range(9)]
        nobody = [member(300 + at, "", form(rows=10, full=10)) for at in range(40)]
        assert [(one.department, one.reports) for one in outliers([*some, *blank, *nobody])] == [("甲局", 24)]

    def test_other_rules_are_not_compared(self):
        other = [
            one.model_copy(update={"forms": (one.forms[0].model_copy(update={"profile": "hunan"}),)})
            for one in self.reports("乙局", 1, 40, 100)
        ]
        assert outliers([*self.reports("甲局", 24, 24), *other]) == []

    def test_chances_are_exact(self):
        assert chance(0, 5, 0.5) == pytest.approx(2 / 32)
        assert chance(5, 5, 0.5) == pytest.approx(2 / 32)
        assert chance(2, 4, 0.5) == pytest.approx(1.0)
        assert chance(3, 5, 0.4) == pytest.approx(0.39520)
        assert chance(1, 5, 0.4) == pytest.approx(0.65440)
