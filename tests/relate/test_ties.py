"""Identity before value: what is tied to what, and what arithmetic then says."""

from forms import form

from auditor import profiles
from auditor.checks import facts
from auditor.relate import relate

NATIONAL = profiles.load("national")


def network(*args, **more):
    document, report = form(*args, **more)
    return report, relate(document, report, NATIONAL).network


def ties(goals, rows=(), rule=None):
    """What each claim is held against, by rule, and how that ended."""
    report, built = network(goals, rows)
    found = [
        (fact.claim.quantity.text, fact.row.name, fact.judged.judgement.status)
        for of in (facts.TARGET, facts.RESULT)
        for fact in facts.of_rows(report, built, of)
        if rule in (None, of)
    ]
    return found + [
        (kept.promise.quantity.text, kept.results[0].quantity.text, kept.judged.judgement.status)
        for kept in facts.promises(report, built)
        if rule in (None, facts.GOAL)
    ]


def unreported(*args):
    report, built = network(*args)
    return [report.claims[index].quantity.text for index in built.unreported]


def test_a_large_difference_does_not_unmatch():
    """34 against 400 is the same fact badly reported, not two facts."""
    rows = [(1, "志愿服务活动场次", "≥300场", "400场")]
    assert ("34场", "志愿服务活动场次", "contradicted") in ties(
        [("开展志愿服务活动300场。", "开展志愿服务活动34场。")], rows, facts.RESULT
    )


def test_equal_values_of_different_subjects_are_not_tied():
    rows = [(1, "图书馆新增藏书量", "≥12件", "12件")]
    assert ties([("", "调解劳动纠纷12件。")], rows) == []


def test_units_of_different_things_are_not_tied():
    """个 and 人 do not count the same things, 家 and 个 may."""
    rows = [(1, "辐射安全技术指导服务数", "≥2000个", "2017人"), (1, "检查重点企业数量", "≥100家", "112个")]
    found = ties([("技术指导服务2000人，检查重点企业100家。", "")], rows, facts.TARGET)
    assert [one[1] for one in found] == ["检查重点企业数量"]


def test_units_convert_before_they_are_compared():
    rows = [(1, "监测数据获取量", "≥2100000个", "2159200个")]
    found = ties([("获取监测数据不少于210万个。", "获取监测数据215.92万个。")], rows)
    assert ("215.92万个", "监测数据获取量", "reconciled") in found
    assert ("不少于210万个", "监测数据获取量", "reconciled") in found


def test_one_claim_answers_one_row():
    rows = [(1, "环评文件复核数", "≥200个", "200个"), (1, "规划环评文件审查数", "≥20个", "21个")]
    found = ties([("", "环评文件复核200个，规划环评文件审查21个。")], rows, facts.RESULT)
    assert found == [("200个", "环评文件复核数", "agreed"), ("21个", "规划环评文件审查数", "agreed")]


def test_listed_quantities_reconcile_by_their_sum():
    rows = [(1, "专题片和短视频数量", "=56部", "56部")]
    report, built = network([("拍摄短视频56部。", "制作专题片4部、短视频52部。")], rows)
    (one,) = facts.of_rows(report, built, facts.RESULT)
    assert one.judged.judgement.working == "4部 + 52部 = 56部"
    assert (one.judged.judgement.status, len(one.wider)) == ("reconciled", 2)


def test_promise_without_a_result_is_unreported():
    assert unreported([("检查企业不少于500个。", "执法工作有力有序。")]) == ["不少于500个"]


def test_goals_do_not_mix():
    rows = [(1, "开展培训场次", "≥5场", "5场"), (2, "开展培训场次", "≥8场", "9场")]
    found = ties([("", "开展培训5场。"), ("", "开展培训9场。")], rows, facts.RESULT)
    assert [one[2] for one in found] == ["agreed", "agreed"]


def test_a_result_without_a_subject_answers_the_only_promise_of_its_unit():
    found = ties([("新建村内道路、连通道路32.63公里。", "已建成23.63公里，验收合格。")], rule=facts.GOAL)
    assert found == [("32.63公里", "23.63公里", "contradicted")]


def test_a_result_without_a_subject_answers_none_of_two_promises():
    assert ties([("新建道路32公里，改造渠道8公里。", "已建成40公里。")], rule=facts.GOAL) == []


def test_nothing_happened_answers_a_promise_of_nought():
    assert unreported([("安全事故为零。", "全年未发生安全事故。")]) == []


def test_documents_called_by_their_titles_answer_a_promised_number_of_them():
    titles = "印发《湿地保护方案》《湿地修复实施方案（2024年）》。"
    assert unreported([("编制工作方案2项。", titles)]) == []
    assert len(unreported([("编制工作方案3项。", titles)])) == 1


def test_a_list_of_places_is_no_fact_stated_twice():
    prose = ["东村安排补助资金50万元，建设文化广场1处。", "西村安排补助资金80万元，建设文化广场2处。"]
    _report, built = network(prose=prose)
    assert list(built.of(of=facts.TWICE)) == []


def paragraph(said, rows):
    _report, built = network(rows=rows, prose=[said])
    return [(one.by, one.judgement.status) for one in built.of("same")]


def test_a_plan_among_the_paragraphs_is_held_against_targets_and_not_against_actuals():
    rows = [(None, "新增幼儿园学位", "1350个", "1410个")]
    assert paragraph("计划新增幼儿园学位1350个。", rows) == [(facts.TARGET, "agreed")]


def test_goals_over_a_table_without_groups_share_its_rows():
    goals = [("举办招聘会40场。", "举办招聘会46场。"), ("检查企业200户次。", "检查企业212户次。")]
    rows = [(None, "举办招聘会场次", "≥40场", "46场"), (None, "检查企业户次", "≥200户次", "221户次")]
    assert ties(goals, rows, facts.RESULT) == [
        ("46场", "举办招聘会场次", "agreed"),
        ("212户次", "检查企业户次", "contradicted"),
    ]


def test_a_paragraph_that_states_the_target_is_no_result():
    rows = [(None, "培训医务人员", "36人次", "40人次")]
    assert paragraph("项目内容包括设备购置，培训医务人员36人次。", rows) == [(facts.TARGET, "reconciled")]
    assert paragraph("全年培训医务人员38人次。", rows) == [(facts.RESULT, "contradicted")]


def test_a_paragraph_beyond_the_target_is_a_result():
    """108 lies within ≥100 and is still not the table's 105."""
    rows = [(None, "培训医务人员", "≥100人次", "105人次")]
    assert paragraph("全年培训医务人员108人次。", rows) == [(facts.RESULT, "contradicted")]
    assert paragraph("项目用于培训医务人员100人次。", rows) == [(facts.TARGET, "reconciled")]


def test_a_unit_of_measure_that_nothing_else_has_tells_the_subject():
    rows = [(1, "养护里程", "320公里", "302公里"), (1, "修补坑槽面积", "≥12000平方米", "13500平方米")]
    goals = [("", "养护国省道320公里，修补路面坑槽1.35万平方米。")]
    assert ("320公里", "养护里程", "contradicted") in ties(goals, rows, facts.RESULT)


def test_a_unit_of_measure_with_two_rows_tells_nothing():
    rows = [(1, "里程甲", "320公里", "302公里"), (1, "里程乙", "≥120公里", "130公里")]
    assert ties([("", "养护国省道320公里。")], rows, facts.RESULT) == []


def test_a_fall_of_what_is_bad_is_promised_at_least():
    assert ties([("供热投诉量下降20%。", "供热投诉量下降23.5%。")], rule=facts.GOAL) == [("20%", "23.5%", "agreed")]


def test_a_share_in_the_table_is_the_percentage_of_the_text():
    rows = [(1, "供热投诉下降率", "≥20%", "0.235")]
    found = ties([("", "供热投诉下降率23.5%。")], rows, facts.RESULT)

    assert [verdict for *_, verdict in found] == ["agreed"]
