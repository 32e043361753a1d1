"""OFD: what a page says and where, what is told of a file that says nothing, and files made to hold us up."""

import contextlib
import time

import pytest
from ofd_writer import Style, ofd, package, page_xml

from auditor import readers
from auditor.errors import UnreadableFile
from auditor.readers.limits import Limits

DOCUMENT = (
    "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
    "<DocumentRes>DocumentRes.xml</DocumentRes></CommonData><Pages>{pages}</Pages></Document>"
)
OPENING = "<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>"


def a_file(*pages, **parts):
    """An OFD of pages given as the XML of their objects; None is a page whose part is missing."""
    listed = "".join(f'<Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    files = {"OFD.xml": OPENING, "Doc_0/Document.xml": DOCUMENT.format(pages=listed)}
    files |= {f"Doc_0/Pages/{n}.xml": None if page is None else page_xml(page) for n, page in enumerate(pages)}
    return package(files | parts)


def text(codes, *, box="20 20 100 10", size=4, more=""):
    return f'<TextObject ID="1" Boundary="{box}" Font="1" Size="{size}" {more}>{codes}</TextObject>'


def code(said, deltas='DeltaX="g 99 4"', at='X="0" Y="4"'):
    return f"<TextCode {at} {deltas}>{said}</TextCode>"


IMAGE = '<ImageObject ID="2" Boundary="0 0 210 297" ResourceID="9"/>'
RULE = '<PathObject ID="3" Boundary="{box}" {more}>{colour}<AbbreviatedData>M 0 0 L {to}</AbbreviatedData></PathObject>'


def lines(data):
    return readers.read(data, "a.ofd").text.splitlines()


@pytest.mark.parametrize(
    ("objects", "said"),
    [
        (text(code("项目支出")), "项目支出"),
        (text(code("项目支出", deltas="")), "项目支出"),
        (text(code("年度绩效", deltas='DeltaX="4 g 2 4"')), "年度绩效"),
        (text(code("全年") + code("执行数", at='X="8" Y="4"')), "全年执行数"),
        (text(code("项目")) + text(code("支出"), box="28 20 20 9"), "项目支出"),
        (text(code("2024", deltas='DeltaX="g 3 2"')) + text(code("年度"), box="28 20 20 9"), "2024年度"),
        (text(code("12", deltas='DeltaX="2"')) + text(code("34", deltas='DeltaX="2"'), box="24 20 9 9"), "1234"),
        (text(code("120 350", deltas='DeltaX="g 6 2"')), "120 350"),
        (text(code("AB", deltas='DeltaX="3"') + code("CD", deltas='DeltaX="3"', at='X="9" Y="4"')), "AB CD"),
        (text(code("项目支出", deltas='DeltaX="g 3 40"', at='X="0" Y="40"'), more='CTM="0.1 0 0 0.1 0 0"', size=40), "项目支出"),
        (text(code("&lt;5%&amp;", deltas='DeltaX="g 9 2"')), "<5%&"),
        (f'<PageBlock ID="8"><PageBlock ID="9">{text(code("在内"))}</PageBlock></PageBlock>', "在内"),
        (text(code("看得见")) + text(code("看不见"), box="20 60 90 9", more='Visible="false"'), "看得见"),
    ],
)  # fmt: skip
def test_the_characters_of_a_line(objects, said):
    assert lines(a_file(objects)) == [said]


def test_places_are_page_and_box_in_points():
    document = readers.read(
        a_file(text(code("一、首页")), text(code("二、次页"), box="25.4 25.4 90 9", size=5)), "a.ofd"
    )
    assert (document.format, document.pages) == ("ofd", 2)
    assert [block.span.page for block in document.blocks] == [1, 2]
    assert document.blocks[1].box.left == pytest.approx(72, abs=0.1)
    assert document.blocks[1].box.top == pytest.approx((297 - 25.1) / 25.4 * 72, abs=0.1)


@pytest.mark.parametrize("parts", ["Doc_0\\Pages\\0.xml", "DOC_0/pages/0.XML"])
def test_parts_are_found_as_producers_spell_them(parts):
    made = a_file(None, **{parts: page_xml(text(code("项目")))})
    assert lines(made) == ["项目"]


def a_grid(colour='<StrokeColor Value="0 0 0"/>', more=""):
    across = [RULE.format(box=f"20 {y} 80 0", to="80 0", colour=colour, more=more) for y in (20, 30, 40)]
    down = [RULE.format(box=f"{x} 20 0 20", to="0 20", colour=colour, more=more) for x in (20, 60, 100)]
    words = [
        text(code(said), box=f"{x} {y} 30 8")
        for said, x, y in (("甲", 22, 22), ("乙", 62, 22), ("丙", 22, 32), ("丁", 62, 32))
    ]
    return "".join([*across, *down, *words])


def test_rules_make_cells():
    (table,) = readers.read(a_file(a_grid()), "a.ofd").tables()
    assert [[cell.text for cell in row] for row in table.rows()] == [["甲", "乙"], ["丙", "丁"]]
    assert table.exact


@pytest.mark.parametrize(
    ("colour", "more"),
    [
        ('<StrokeColor Value="255 255 255"/>', ""),
        ('<StrokeColor Value="#FF #FF #FF"/>', ""),
        ('<StrokeColor Value="0 0 0" Alpha="0"/>', ""),
        ('<StrokeColor Value="0 0 0 0"/>', ""),
        ("", 'Stroke="false"'),
        ("", 'Visible="false"'),
    ],
)
def test_rules_that_nobody_sees_make_none(colour, more):
    assert readers.read(a_file(a_grid(colour, more)), "a.ofd").tables() == []


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (a_file(IMAGE), "没有可读取的文字"),
        (a_file(""), "没有可读取的文字"),
        (a_file(text(code("¤¤¤"))), "没有可读取的文字"),
        (ofd([([], [])], parts={"Doc_0/Signs/Signatures.xml": "<Signatures/>"}.items()), "没有可读取的文字"),
        (package({"OFD.xml": OPENING, "Encryptions.xml": "<Encryptions/>"}), "已加密"),
        (package({"OFD.xml": "<OFD><DocBody><DocRoot>x.dat</DocRoot></DocBody><Encryptions>e</Encryptions></OFD>"}), "已加密"),
        (a_file(None, **{"Encrypts/entriesmap.dat": b"\x01\x02"}), "已加密"),
        (package({"OFD.xml": OPENING}), "已损坏"),
        (package({"OFD.xml": "<OFD/>"}), "已损坏"),
        (package({"OFD.xml": b"\x00\x01 no xml"}), "已损坏"),
        (package({"OFD.xml": '<!DOCTYPE x [<!ENTITY a "b">]><OFD/>'}, tag=""), "已损坏"),
        (package({"OFD.xml": OPENING, "Doc_0/Document.xml": b"<broken"}), "已损坏"),
    ],
)  # fmt: skip
def test_what_says_nothing_is_told_with_the_remedy(made, told):
    with pytest.raises(UnreadableFile, match=told) as raised:
        readers.read(made, "a.ofd")
    assert "\n" not in str(raised.value)
    assert any(word in str(raised.value) for word in ("另存", "导出", "提供"))


def test_pages_that_cannot_be_read_are_named_beside_those_that_can():
    document = readers.read(a_file(text(code("项目支出")), None, IMAGE), "a.ofd")
    assert document.text == "项目支出\n"
    assert [one.reason[:3] for one in document.unreadable] == ["第2页", "第3页"]


UNIT = '<CompositeGraphicUnit ID="7"><Content>{inside}</Content></CompositeGraphicUnit>'
PLACED = '<CompositeObject ID="5" Boundary="0 0 99 99" ResourceID="7"/>'
HOSTILE = {
    "a drawing that places itself": a_file(
        text(code("甲")) + PLACED,
        **{"Doc_0/DocumentRes.xml": f"<Res><CompositeGraphicUnits>{UNIT.format(inside=PLACED * 9)}</CompositeGraphicUnits></Res>"},
    ),
    "blocks within blocks": a_file("<PageBlock>" * 5000 + text(code("甲")) + "</PageBlock>" * 5000),
    "blocks as deep as XML goes": a_file("<PageBlock>" * 240 + text(code("甲")) + "</PageBlock>" * 240),
    "steps without end": a_file(text(code("甲乙", deltas='DeltaX="g 999999999999 4"'))),
    "places off the map": a_file(text(code("甲", at='X="1e400" Y="-1e400"'), box="1e308 nan inf 3", size="1e300")),
    "a matrix of nothing": a_file(text(code("甲"), more='CTM="0 0 0 0 0 0"')),
    "a matrix of words": a_file(text(code("甲"), more='CTM="a b c"', size="x")),
    "a path that is cut off": a_file(text(code("甲")) + RULE.format(box="0 0 1 1", more="", colour="", to="5 L B 1 2 A Z C C")),
    "a path of a million strokes": a_file(text(code("甲")) + RULE.format(box="0 0 1 1", more="", colour="", to="1 1 " + "L 2 2 " * 300_000)),
    "more objects than a page has": a_file(text(code("甲")) * 61_000),
    "a grid of hairlines": a_file(
        text(code("甲"))
        + "".join(RULE.format(box=f"0 {n / 10} 200 0", more="", colour="", to="200 0") for n in range(2500))
        + "".join(RULE.format(box=f"{n / 10} 0 0 200", more="", colour="", to="0 200") for n in range(2500))
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_hold_us_up_ends_soon_in_text_or_in_one_error(data):
    begun = time.monotonic()
    with contextlib.suppress(UnreadableFile):
        assert readers.read(data, "a.ofd").format == "ofd"
    assert time.monotonic() - begun < 20


def test_a_page_as_large_as_a_country():
    listed = '<Page ID="0" BaseLoc="Pages/0.xml"/>'
    huge = DOCUMENT.format(pages=listed).replace("0 0 210 297", "0 0 1e30 1e30")
    assert lines(a_file(text(code("甲")), **{"Doc_0/Document.xml": huge})) == ["甲"]


def test_an_overfull_page_is_told():
    document = readers.read(HOSTILE["more objects than a page has"], "a.ofd")
    assert any("图形过多" in one.reason for one in document.unreadable)


def test_limits_hold_as_for_other_archives():
    with pytest.raises(UnreadableFile, match="解压后超过"):
        readers.read(a_file(text(code("甲")), **{"Doc_0/Res/big.png": b"0" * 3_000_000}), "a.ofd", Limits(max_unpacked_bytes=1_000_000))  # fmt: skip
    with pytest.raises(UnreadableFile, match="max_pages"):
        readers.read(a_file(*["<TextObject/>"] * 5), "a.ofd", Limits(max_pages=4))


def test_a_file_of_two_documents_is_read_whole():
    both = OPENING.replace("</OFD>", "<DocBody><DocRoot>Doc_1/Document.xml</DocRoot></DocBody></OFD>")
    second = DOCUMENT.format(pages='<Page ID="0" BaseLoc="Pages/0.xml"/>')
    made = a_file(
        text(code("一、甲")),
        **{"OFD.xml": both, "Doc_1/Document.xml": second, "Doc_1/Pages/0.xml": page_xml(text(code("二、乙")))},
    )
    assert lines(made) == ["一、甲", "二、乙"]


def test_upside_down_pages_are_turned():
    assert readers.read(ofd([([(30, 40, "项目支出绩效自评表")], [])], Style(sideways=True)), "a.ofd").text == "项目支出绩效自评表\n"  # fmt: skip
