"""The work of the reading room grows with what there is to read, and with nothing else."""

import pytest
from effort import exponent
from readings import document

from auditor.extract import rules

LINEAR = 1.15
HEAD = "2023年度村道养护项目支出绩效自评表\n项目名称\t村道养护\t实施单位\t云州市交通运输局\n"
HEADING = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"


def row(number):
    return f"产出指标\t数量指标\t养护路段{number}\t≥{number + 2}公里\t{number + 3}公里\t10\t10\n"


def form(rows=4, head=HEAD, heading=HEADING):
    return head + heading + "".join(row(number) for number in range(rows)) + "总分\t\t\t\t\t100\t100\n"


def strange(rows):
    """A table whose headings nobody knows."""
    return form(rows, heading="门\t类\t考什么\t说到\t做到\t满打\t实打\n")


def repeated(times):
    """The heading of the table again and again, as on every page."""
    return HEAD + "".join(HEADING + row(number) for number in range(times))


def upper(lines):
    """Headings that stand in many rows one below the other."""
    return HEAD + HEADING + "年度目标\t实际完成\n" * lines + row(1)


def wide(columns):
    """A table with many columns that nobody knows."""
    more = "".join(f"\t杂{number}" for number in range(columns))
    rows = [row(number).rstrip("\n") + "\t无" * columns + "\n" for number in range(4)]
    return HEAD + HEADING.rstrip("\n") + more + "\n" + "".join(rows)


def long_rows(cells):
    """Rows of far more cells than the heading has."""
    return HEAD + HEADING + "".join(row(number).rstrip("\n") + "\t3座" * cells + "\n" for number in range(4))


def wide_figures(columns):
    """A table with many columns of figures that nobody knows."""
    more = "".join(f"\t杂{number}" for number in range(columns))
    rows = [row(number).rstrip("\n") + "\t3座" * columns + "\n" for number in range(4)]
    return HEAD + HEADING.rstrip("\n") + more + "\n" + "".join(rows)


def several(forms):
    return "".join(form(6, head=HEAD.replace("村道养护", f"村道养护{number}")) for number in range(forms))


def unfolded(rows):
    """One cell a line."""
    return (
        form(rows, head="2023年度村道养护项目支出绩效自评表\n项目名称\n村道养护\n")
        .replace("\t", "\n")
        .replace("\n\n", "\n")
    )


def prose(lines):
    return (
        HEAD
        + "".join(
            f"{number}.加强第{number}段路面巡查，完成清扫{number + 3}公里，群众满意度明显提高。\n"
            for number in range(lines)
        )
        + form(2)
    )


def money(rows):
    heading = "资金来源\t年初预算数\t全年预算数\t全年执行数\t执行率\n"
    return (
        HEAD
        + heading
        + "".join(f"专项经费{number}\t{number + 5}\t{number + 5}\t{number + 4}\t90%\n" for number in range(rows))
    )


def pairs(rows):
    return HEAD + "".join(f"预算数\t{number + 5}.00\t执行数\t{number + 4}.00\n" for number in range(rows)) + form(2)


def titles(lines):
    """Lines that look like the title of a report, one below the other."""
    return "".join(f"云州市第{number}片区2023年度绩效自评报告\n" for number in range(lines)) + form(2)


def notes(lines):
    return form(4) + "".join(f"备注：第{number}段另行验收。\n" for number in range(lines))


DIMENSIONS = {
    form: (32, 256),
    strange: (32, 256),
    repeated: (16, 128),
    upper: (16, 128),
    wide: (8, 64),
    long_rows: (64, 256),
    wide_figures: (64, 256),
    several: (4, 64),
    unfolded: (24, 192),
    prose: (64, 512),
    money: (32, 256),
    pairs: (32, 256),
    titles: (32, 256),
    notes: (32, 256),
}


@pytest.mark.parametrize(("make", "sizes"), DIMENSIONS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_the_work_of_reading_grows_with_the_form(make, sizes):
    def read(laid_out):
        try:
            rules.extract(laid_out)
        except rules.NoReportFound:
            raise AssertionError(make) from None

    for size in sizes:
        read(document(make(size)))  # what is worked out of a word once is worked out by now

    assert exponent(lambda size: document(make(size)), read, sizes) <= LINEAR
