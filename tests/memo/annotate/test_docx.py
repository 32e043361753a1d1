"""Comments in Word files, read back by programs that did not write them."""

import io
import zipfile

import docx
import office
import packages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from noted import annotated
from packages import paragraph, run, table

W = f"{{{packages.WORD}}}"


def members(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(package):
    return etree.fromstring(members(package)["word/document.xml"])


def enclosed(package):
    """The characters that each comment stands around, by its number."""
    held, done = {}, {}
    for element in body(package).iter():
        identifier = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            held[identifier] = ""
        elif element.tag == f"{W}commentRangeEnd":
            done[identifier] = held.pop(identifier)
        elif element.tag == f"{W}t":
            held = {one: text + (element.text or "") for one, text in held.items()}
    assert not held
    return done


def words(package):
    return ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in body(package).iter(f"{W}p")]


def comments(package):
    return {str(one.comment_id): one.text for one in docx.Document(io.BytesIO(package)).comments}


FORM = packages.docx(
    ["自评报告", "制作专题片4部、短视频52部。"],
    [["产出指标", "短视频数量", "56部"], ["产出指标", "培训次数", "6场"]],
    merges=[((0, 0), (1, 0))],
)


def test_a_comment_stands_around_each_quote_and_nothing_else():
    made = annotated(FORM, "a.docx", "短视频52部", "56部", "产出指标")
    assert list(enclosed(made).values()) == ["短视频52部", "产出指标", "56部"]


def test_a_comment_says_which_finding_what_to_do_and_where_the_other_side_stands():
    first = comments(annotated(FORM, "a.docx", "短视频52部", "56部"))["0"]
    assert first.splitlines() == [
        "1. 疑点（CL02 ffffffff）",
        "前后不一致。",
        "本处：表述「短视频52部」",
        "对照：表述（表1 第1行第3列）「56部」",
        "计算：4部 + 52部 = 56部",
        "建议：请核实。",
    ]


def test_everything_else_stays_as_its_author_left_it():
    made = members(annotated(FORM, "a.docx", "短视频52部"))
    original = members(FORM)
    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert {name for name in original if made[name] != original[name]} == changed
    assert set(made) - set(original) == {"word/comments.xml"}
    assert words(annotated(FORM, "a.docx", "短视频52部")) == words(FORM)


def test_the_same_file_gives_the_same_bytes():
    assert annotated(FORM, "a.docx", "56部") == annotated(FORM, "a.docx", "56部")


def test_a_run_that_is_cut_keeps_its_look_on_both_sides():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>完成52部短片</w:t></w:r>"
    made = annotated(packages.word(paragraph(bold)), "a.docx", "52部")
    runs = [one for one in body(made).iter(f"{W}r") if one.find(f"{W}t") is not None]
    assert ["".join(one.itertext()) for one in runs] == ["完成", "52部", "短片"]
    assert all(one.find(f"{W}rPr/{W}b") is not None for one in runs)


def test_a_quote_over_several_runs_breaks_and_tabs():
    parts = [run("共52"), "<w:r><w:t>部</w:t><w:br/><w:t>短</w:t><w:tab/><w:t>片</w:t></w:r>", run("完")]
    made = annotated(packages.word(paragraph(*parts)), "a.docx", "2部 短 片")
    assert list(enclosed(made).values()) == ["2部短片"]
    assert words(made) == ["共52部短片完"]
    assert len(list(body(made).iter(f"{W}br"))) == len(list(body(made).iter(f"{W}tab"))) == 1


NUMBERING = {
    "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="目标%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
}


def test_a_list_number_that_is_quoted_is_the_paragraph_it_stands_before():
    numbered = paragraph("完成", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    made = annotated(packages.word(numbered, **NUMBERING), "a.docx", "目标1")
    assert list(enclosed(made).values()) == ["完成"]


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_no_comment_stands_in_a_text_box_or_a_header():
    """Word does not open a file that has one there."""
    page = packages.word(paragraph("正文", BOX.format(paragraph("框内52部"))), header=paragraph("页眉56部"))
    made = annotated(page, "a.docx", "框内52部", "页眉56部")
    for mark in body(made).iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
        assert not [one for one in mark.iterancestors() if one.tag == f"{W}txbxContent"]
    assert list(enclosed(made).values()) == ["框内52部", "正文框内52部"]


@pytest.mark.parametrize(
    "wrapped",
    [
        '<w:hyperlink r:id="x"><w:r><w:t>共52部片</w:t></w:r></w:hyperlink>',
        '<w:ins w:id="7" w:author="a"><w:r><w:t>共52部片</w:t></w:r></w:ins>',
        "<w:sdt><w:sdtContent><w:r><w:t>共52部片</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:r><w:t>共5</w:t></w:r><w:del w:id="8" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>2部片</w:t></w:r>',
    ],
)
def test_links_fields_and_tracked_changes_stay_whole(wrapped):
    made = annotated(packages.word(paragraph(wrapped)), "a.docx", "52部")
    assert list(enclosed(made).values()) == ["52部"]


def test_an_authors_own_comments_stay():
    document = docx.Document(io.BytesIO(FORM))
    document.add_comment(document.paragraphs[1].runs[0], "请王处审", author="李某")
    made = annotated(packages.saved(document), "a.docx", "短视频52部")
    told = comments(made)
    assert told["0"] == "请王处审"
    assert told["1"].startswith("1. 疑点（CL02 ffffffff）")
    assert enclosed(made)["0"] == "制作专题片4部、短视频52部。"


def test_strict_open_xml_stays_strict():
    strict = packages.word(paragraph("短视频52部"))
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for usual in ("wordprocessingml", "officeDocument"):
        parts = {
            name: text.replace(f"http://schemas.openxmlformats.org/{usual}/2006", f"http://purl.oclc.org/ooxml/{usual}")
            for name, text in parts.items()
        }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    made = members(annotated(stream.getvalue(), "a.docx", "52部"))
    for part in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
        assert b"purl.oclc.org/ooxml" in made[part]
        assert b"schemas.openxmlformats.org/wordprocessingml" not in made[part]


def test_a_finding_without_a_place_is_noted_at_the_beginning():
    made = annotated(FORM, "a.docx", evidence=())
    assert list(enclosed(made).values()) == ["自评报告"]


def test_whatever_a_finding_says_is_text():
    hostile = '=cmd|"/c calc"!A1</w:t><w:t>\x00\x0b\ufffe]]>&amp;'
    made = annotated(FORM, "a.docx", "56部", message=hostile)
    assert '=cmd|"/c calc"!A1</w:t><w:t>' in comments(made)["0"]


LETTERS = st.text(st.sampled_from("甲乙5%部 　a"), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LETTERS, min_size=1, max_size=3), min_size=1, max_size=4), st.data())
def test_any_stretch_of_any_runs_is_found_again(runs, data):
    """A run is a list of texts with a tab between them."""
    made = "".join(
        "<w:r>" + "<w:tab/>".join(f'<w:t xml:space="preserve">{text}</w:t>' for text in texts) + "</w:r>"
        for texts in runs
    )
    page = packages.word(paragraph(made) + paragraph("末"))
    text = "".join("".join(texts) for texts in runs)
    plain = "".join(text.split())
    if not plain:
        return
    from auditor import readers

    line = readers.read(page, "a.docx").blocks[0].text
    start = data.draw(st.integers(0, len(line) - 1))
    quote = line[start : data.draw(st.integers(start + 1, len(line)))]
    result = annotated(page, "a.docx", quote)
    (only,) = enclosed(result).values()
    assert words(result) == words(page)
    if quote.strip():
        assert "".join(only.split()) == "".join(quote.split())


def test_libreoffice_shows_the_comments(outside, tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(annotated(FORM, "a.docx", "短视频52部", "56部"))
    odt = office.convert(outside("soffice"), file, "odt", tmp_path)
    with zipfile.ZipFile(odt) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    notes = list(content.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"))
    assert len(notes) == 2
    assert "请核实" in "".join(notes[0].itertext())


def test_a_table_cell_that_grew_downwards_is_noted_where_it_begins():
    merged = table([("产出", '<w:vMerge w:val="restart"/>'), "52部"], [(paragraph(""), "<w:vMerge/>"), "56部"])
    assert list(enclosed(annotated(packages.word(merged), "a.docx", "产出", "56部")).values()) == ["产出", "56部"]


def test_a_whole_row_is_noted_in_it_and_not_at_a_label_of_many_rows():
    from pathlib import Path

    from noted import found
    from outcomes import outcome

    from auditor import readers
    from auditor.memo.annotate import Original, annotate
    from auditor.model.finding import Evidence

    document = readers.read(FORM, "a.docx")
    first = document.tables()[0].rows()[0]
    row = first[0].span.model_copy(update={"end": first[-1].span.end})
    made = outcome(found(document, evidence=(Evidence(role="指标", quote="短视频数量 56部", span=row),)))
    assert list(enclosed(annotate(Path("a.docx"), Original(FORM, document), [made])).values()) == ["短视频数量"]
