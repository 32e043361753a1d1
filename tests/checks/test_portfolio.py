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
        same = mine.model_copy(update={"figures": (Figure(subject="户厕改造", printed="312户", row=True),)})
        assert found("CP02", member(1, "清水镇", theirs), member(2, "石桥乡", same)) == []


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
