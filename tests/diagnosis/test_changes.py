"""The one change that would mend all: which number, to what, in whose print, and which relations count."""

import pytest
from forms import form

from auditor import profiles
from auditor.diagnosis import changes
from auditor.relate import Network, relate

PROFILE = profiles.load("national")


def read(goal, result, row):
    document, report = form([(goal, result)], [(1, *row, "", "数量指标")])
    return report, relate(document, report, PROFILE).network


def told(report, network):
    return [
        (slip.proposal.partition("，所涉")[0].removeprefix("建议（供核实）：若把"), slip)
        for slip in changes.slipped(report, network)
    ]


@pytest.mark.parametrize(
    ("goal", "result", "row", "proposal", "count"),
    [
        ("检查企业120家。", "检查企业104家。", ("检查企业数量", "≥120个", "140个"), "实际完成情况的“104家”改为“140家”", 2),
        ("发放补贴2.1万元。", "发放补贴2.13万元，其中甲1.2万元、乙9300元。", ("发放补贴金额", "≥2.1万元", "2.31万元"), "「发放补贴金额」实际完成值的“2.31万元”改为“2.13万元”", 1),
        ("受益农户12,300户。", "受益农户12,350户，其中东乡5,000户、西乡3,750户。", ("受益农户数", "≥12300户", "12350户"), "实际完成情况的“3,750户”改为“7350户”", 1),
        ("受益农户2.13万户。", "受益农户2.16万户。", ("受益农户数", "≥2.31万户", "2.32万户"), "「受益农户数」年度指标值的“≥2.31万户”改为“≥2.13万户”", 1),
        ("修路213公里。", "修路216公里。", ("修路长度", "≥231公里", "232公里"), "「修路长度」年度指标值的“≥231公里”改为“≥213公里”", 1),
    ],
)  # fmt: skip
def test_the_change_in_the_print_of_the_number_that_is_wrong(goal, result, row, proposal, count):
    ((words, slip),) = told(*read(goal, result, row))
    assert words == proposal
    assert f"所涉 {count} 处" in slip.proposal
    assert len(slip.relations) == count


def test_numbers_that_no_change_mends_are_no_slip_and_two_changes_are_not_proposed():
    ((words, slip),) = told(*read("检查企业99家。", "检查企业104家。", ("检查企业数量", "≥99个", "140个")))
    assert (words, slip.mended) == ("", None)
    assert told(*read("检查企业120家。", "检查企业102家。", ("检查企业数量", "≥120家", "102家"))) == []


class TestWhichRelationsCount:
    REPORT, NETWORK = read("检查企业120家。", "检查企业104家。", ("检查企业数量", "≥120个", "140个"))

    def slips(self, *, judgement=None, first=None, **changed):
        """The slips where the broken pair of text and row is proposed, read or judged otherwise."""
        made = [self._changed(one, judgement or {}, first, changed) for one in self.NETWORK.relations]
        return told(self.REPORT, Network(self.NETWORK.numbers, made))

    @staticmethod
    def _changed(one, judgement, first, changed):
        if one.relation.kind != "same" or not one.broken:
            return one
        return one._replace(
            relation=one.relation.model_copy(update=changed),
            judgement=one.judgement.model_copy(update=judgement),
            first=one.relation if first else None,
        )

    @pytest.mark.parametrize(
        ("changed", "count"),
        [
            ({}, 2),
            ({"confidence": "medium"}, 2),
            ({"confidence": "low"}, 0),
            ({"by": "model", "confidence": "low"}, 2),
            ({"by": "model.relations"}, 0),
            ({"by": "counts.rows"}, 0),
            ({"first": True}, 0),
            ({"judgement": {"status": "not-assessable"}}, 0),
            ({"judgement": {"status": "agreed"}}, 0),
        ],
    )
    def test_a_slip_is_behind_what_is_told_twice_and_surely(self, changed, count):
        assert [len(slip.relations) for _words, slip in self.slips(**changed)] == ([count] if count else [])
