"""How sure an identity must be before numbers are held against each other, and before a contradiction counts as sure.

Each test stands for one way of deciding that was once changed without any test noticing.
"""

from submitted import findings, outcome

STORES = [("检查农药门店数量", "≥60家", "64家"), ("检查种子门店数量", "≥40家", "42家")]
OTHERS = [
    ("补贴户数", "≥10户", "12户"),
    ("道路长度", "≥10公里", "12公里"),
    ("树木株数", "≥10株", "12株"),
    ("报告篇数", "≥10篇", "12篇"),
]


def statuses(found):
    return {entry.quote: entry.status for entry in found.ledger}


class TestIdentity:
    def test_a_short_subject_inside_a_long_one_is_the_same_fact_though_a_rival_is_near(self):
        """折页 in 折页手册发放数量, with 手册 beside it: enough for a tie, too little for an error."""
        found = findings([("", "发放手册4册、挂图10册、折页52册。")], [("折页手册发放数量", "≥50册", "56册")])
        assert (found["CL01"].severity, found["CL01"].confidence) == ("warning", "medium")

    def test_listed_numbers_that_do_not_stand_together_make_no_wider_definition(self):
        """4 + 52 = 56, but 10 stands between them: nobody counted just those two."""
        found = findings([("", "发放手册4册、挂图10册、折页52册。")], [("折页手册发放数量", "≥50册", "56册")])
        assert "CL02" not in found

    def test_neighbours_of_a_list_do(self):
        found = findings([("", "发放挂图10册、手册4册、折页52册。")], [("折页手册发放数量", "≥50册", "56册")])
        assert found["CL02"].working == "4册 + 52册 = 56册"

    def test_what_is_quoted_is_no_result(self):
        found = outcome([("", "按照省级要求检查农药门店50家，检查种子门店42家。")], STORES)
        assert statuses(found)["50家"] == "not-assessable"
        assert "CL01" not in {finding.code for finding in found.findings}

    def test_a_faint_likeness_with_a_rival_is_no_identity(self):
        rows = [("困难职工慰问人数", "≥100人", "104人"), ("困难职工帮扶人数", "≥80人", "84人")]
        found = outcome([("", "走访困难职工90人。")], rows + OTHERS)
        assert statuses(found)["90人"] == "unmatched"
        assert "CL01" not in {finding.code for finding in found.findings}

    def test_a_faint_likeness_without_one_is(self):
        found = outcome([("", "走访困难职工90人。")], [("困难职工慰问人数", "≥100人", "104人"), *OTHERS])
        assert statuses(found)["90人"] == "contradicted"

    def test_two_values_of_one_fact_contradict_each_other(self):
        assert findings([("", "检查农药门店50家。检查农药门店52家。")])["CL14"].severity == "error"

    def test_three_values_are_an_enumeration(self):
        assert "CL14" not in findings([("", "检查农药门店50家。检查农药门店52家。检查农药门店60家。")])


class TestHowSure:
    def test_two_rows_as_like_leave_it_open_which_is_meant(self):
        rows = [("城区检查农药门店数量", "≥60家", "64家"), ("乡镇检查农药门店数量", "≥30家", "42家")]
        found = findings([("", "检查农药门店50家。")], rows)
        assert (found["CL01"].severity, found["CL01"].confidence) == ("warning", "medium")

    def test_a_clear_lead_makes_an_error(self):
        found = findings([("", "检查农药门店50家。")], STORES)
        assert (found["CL01"].severity, found["CL01"].confidence) == ("error", "high")

    def test_a_paragraph_need_not_speak_of_the_row(self):
        rows = [("农民培训人数", "≥100人", "104人")]
        found = findings(rows=rows, after="三、项目实施情况\n全年开展农民培训90人。\n")
        assert (found["CL01"].severity, found["CL01"].confidence) == ("warning", "medium")


def test_a_warning_on_a_number_leaves_its_arithmetic_as_it_was():
    """504 of 100: suspicious, and yet the target is met."""
    found = outcome([], [("农民培训人数", "≥100人", "504人")])
    entry = next(entry for entry in found.ledger if entry.quote == "504人")
    quoted = {finding.fingerprint: finding.severity for finding in found.findings}
    assert {quoted[one] for one in entry.findings} == {"warning", "note"}
    assert entry.status == "agreed"
