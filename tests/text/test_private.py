"""What is a person's own in a text, and what only looks like it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.private import MASK, called, is_own, kind_of_column, masked, private

OWN = [
    ("身份证号：11010119900101123X", "11010119900101123X", "identity"),
    ("公民身份号码 440308 19851231 0017", "440308 19851231 0017", "identity"),
    ("护照号码：E12345678", "E12345678", "identity"),
    ("老身份证件号码：320105199812345", "320105199812345", "identity"),
    ("13800001234", "13800001234", "phone"),
    ("手机 １３８００００１２３４", "１３８００００１２３４", "phone"),
    ("+86 138-0000-1234", "+86 138-0000-1234", "phone"),
    ("联系方式：０１０－１２３４５６７８", "０１０－１２３４５６７８", "phone"),
    ("（022）87654321", "（022）87654321", "phone"),
    ("监督电话\t87654321", "87654321", "phone"),
    ("联系电话 0731-8456 7890", "0731-8456 7890", "phone"),
    ("电话：8456 7890", "8456 7890", "phone"),
    ("传真：87654321-801", "87654321-801", "phone"),
    ("6222021234567890123", "6222021234567890123", "account"),
    ("银行账号 6222 0212 3456 7890 123", "6222 0212 3456 7890 123", "account"),
    ("开户账号：0200001009012345678", "0200001009012345678", "account"),
    ("一卡通号为621700123456789", "621700123456789", "account"),
]

NOBODYS = [
    "完成投资13812345678元",
    "完成投资 15234567890.50",
    "投资13,812,345,678元",
    "建筑面积13812345678平方米",
    "账户余额：12345678.90元",
    "账户数1200000个",
    "共发放一卡通12345张",
    "电话拜访1200次",
    "电话费为13000000元",
    "热线12345",
    "统一社会信用代码914403001922038216",
    "项目编码11010124T000002345678",
    "合同编号20240115001",
    "津环固〔2024〕8号",
    "2024年12月31日",
    "20240101-20241231",
    "身份证明材料1200000份",
    "指标值≥1390000000人次",
    "1、2、3、4、5、6、7、8",
    "110101202413451234",
]


@pytest.mark.parametrize(("text", "own", "kind"), OWN)
def test_a_number_of_a_person_is_known(text, own, kind):
    (found,) = private(text)
    assert (text[found.start : found.end], found.kind) == (own, kind)


@pytest.mark.parametrize("text", NOBODYS)
def test_what_an_audit_is_about_is_nobodys(text):
    assert private(text) == []


def test_mail_is_looked_for_where_it_is_asked_for():
    assert private("邮箱 li.si@example.org") == []
    assert [one.kind for one in private("邮箱 li.si@example.org", ("mail",))] == ["mail"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("姓 名", "names"),
        ("受益人姓名（必填）", "names"),
        ("户主", "names"),
        ("受助学生姓名", "names"),
        ("残疾人姓名（签字）", "names"),
        ("贫困户", "persons"),
        ("受益人", "persons"),
        ("发放对象", "persons"),
        ("领取人签名", "persons"),
        ("身份证号码", "identity"),
        ("联系电话", "phone"),
        ("银行卡号", "account"),
        ("惠民惠农一卡通账号", "account"),
        ("项目名称", None),
        ("单位", None),
        ("账户余额", None),
        ("学生数量", None),
        ("电话回访次数", None),
    ],
)
def test_a_column_says_what_it_holds_of_persons(heading, kind):
    assert kind_of_column(heading) == kind


@pytest.mark.parametrize(
    ("cell", "held", "own"),
    [
        ("张三丰", "names", True),
        ("李 四", "names", True),
        ("欧阳娜娜", "names", True),
        ("阿依古丽·买买提", "names", True),
        ("合计", "names", False),
        ("小 计", "names", False),
        ("某某有限公司", "names", False),
        ("12", "names", False),
        ("", "names", False),
        ("无", "names", False),
        ("张三丰", "persons", True),
        ("欧阳娜娜", "persons", True),
        ("低保户", "persons", False),
        ("高龄老人", "persons", False),
        ("特困人员", "persons", False),
        ("13800001234", "phone", True),
        ("12人", "phone", False),
        ("—", "account", False),
    ],
)
def test_a_cell_is_a_persons_own_or_not(cell, held, own):
    assert is_own(cell, held) == own


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_a_mask_is_as_long_as_what_it_hides(text, places):
    inside = [(start, end) for start, end in places if start < end <= len(text)]
    hidden = masked(text, inside)
    assert len(hidden) == len(text)
    for at, (mark, before) in enumerate(zip(hidden, text, strict=True)):
        covered = any(start <= at < end for start, end in inside)
        assert mark == (MASK if covered else before)


@given(st.text(alphabet="0123456789-  （）():：电话账号身份证号码元万.Xx\t", max_size=200))
def test_any_text_is_searched_once_and_what_is_found_is_apart(text):
    found = private(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    again = masked(text, [(one.start, one.end) for one in found])
    assert len(again) == len(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("户主：王德胜　家庭人口：4", ["王德胜"]),
        ("户主：赵翠花（3组）", ["赵翠花"]),
        ("姓名：钱多多 孙小美 李大壮", ["钱多多", "孙小美", "李大壮"]),
        ("姓名：周建国 身份证号：110101199001011234", ["周建国"]),
        ("受益人张桂芳、刘志强、陈小兰等3人获得救助", ["张桂芳", "刘志强", "陈小兰"]),
        ("获奖人员：李雷、韩梅梅；", ["李雷", "韩梅梅"]),
        ("领取人：欧阳小兰", ["欧阳小兰"]),
        ("困难学生：王明、赵亮。", ["王明", "赵亮"]),
    ],
)
def test_names_behind_a_word_that_announces_them(text, names):
    assert [text[start:end] for start, end in called(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "受益对象满意度、知晓率等指标均达标",
        "受益对象满意度：95%",
        "救助对象高龄老人、孤儿等",
        "受益户：农户、学生",
        "补助对象：高校、企业",
        "受益对象：全县居民。",
        "收款人：某县民政局",
        "填表人姓名：周建国",
        "姓名：周建国",
        "受益人员和单位",
        "帮扶对象：贫困户。",
    ],
)
def test_what_is_announced_and_is_no_name(text):
    assert called(text) == []
