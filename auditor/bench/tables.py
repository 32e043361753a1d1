"""A bench run for readers: plain text for the terminal, Markdown for the documents."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from auditor.bench import kinds, pairs, results, variants
from auditor.bench.interval import Share, wilson
from auditor.bench.layouts import tally as layouts
from auditor.bench.layouts.tally import Layouts
from auditor.bench.results import Bench, Tally
from auditor.locale import gettext as _

Row = Sequence[str]


def text(bench: Bench, *, missed: bool = False) -> str:
    """The summary and the table by check; with `missed` every fault that was not found under a right code."""
    parts = ["\n".join(summary(bench)), _aligned(_by_check(bench))]
    if missed:
        parts.append("\n".join(_missed(bench)) or _("没有漏报。"))
    false = list(_false(bench))
    if false:
        parts.append("\n".join(false))
    if bench.sentences:
        parts.append(_aligned(_by_sentence(bench)))
        parts += ["\n".join(_misjudged(bench))] if missed else []
    if bench.pairing:
        parts.append(_aligned(_by_pairing(bench)))
    if bench.layouts is not None:
        parts.append(dressed(bench.layouts))
    return "\n\n".join(parts) + "\n"


def markdown(bench: Bench) -> str:
    """The whole result as a page."""
    parts = [
        "# " + _("埋错测试结果"),
        _(
            "由 `auditor bench --write` 生成，请勿手改。每次只在一份正确的报告中埋一处差错，看是否查出；再把正确的报告换种写法，看是否误报。方括号内为95%置信区间（Wilson）。"
        ),
        "\n".join(f"- {line}" for line in summary(bench)),
        "## " + _("按核对项"),
        _piped(_by_check(bench)),
        "## " + _("按埋错种类"),
        _piped(_by_kind(bench)),
        "## " + _("没有按应有代码查出的"),
        "\n".join(f"- {line}" for line in _missed(bench)) or _("没有。"),
        "## " + _("正确的写法"),
        _piped(_by_variant(bench)),
        "\n".join(f"- {line}" for line in _false(bench)) or _("没有误报错误或警告。"),
        *_sentences(bench),
        *_pairing(bench),
        *_layouts(bench),
        "## " + _("速度"),
        _("一次完整核对（从字节到核对结果）的毫秒数，每份 {rounds} 次；随机器而异。").format(rounds=_rounds(bench)),
        _piped(_by_speed(bench)),
        "## " + _("不设埋错种类的核对项"),
        "\n".join(f"- {code}：{why}" for code, why in sorted(kinds.WITHOUT.items())) or _("没有：每个核对项都有。"),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def dressed(run: Layouts, *, show: bool = False) -> str:
    """The table of the layouts; with `show` before it every cell that is not right."""
    return "\n".join([*(layouts.shown(run) if show else []), _aligned(layouts.table(run))])


def _layouts(bench: Bench) -> Iterator[str]:
    """The section on changes of clothes."""
    if bench.layouts is None:
        return
    yield "## " + _("换装")
    yield _(
        "同一份内容印成别的版式，逐格核对读到的是否与所印的相同：读对；没有读到而核对结果已说明；没有读到也没有说明（漏读未说）；读错。每种换装 {each} 份，另以同一版式各埋一处差错，看是否仍能查出；无差错的份数计误报。"
    ).format(each=bench.layouts.each)
    yield _piped(layouts.table(bench.layouts))


def _sentences(bench: Bench) -> Iterator[str]:
    """The section on single sentences."""
    if bench.sentences:
        yield "## " + _("单句")
        yield _(
            "每种勾稽关系各有手写的错句和对句，逐句放进一份别无数字的报告里核对。对句都像有错：分项不全、另有口径、各说各事。查出、误报只计错误和警告。"
        )
        yield _piped(_by_sentence(bench))
        yield "\n".join(f"- {line}" for line in _misjudged(bench))


def _by_sentence(bench: Bench) -> Iterator[Row]:
    yield _("关系"), _("错句"), _("查出"), _("对句"), _("误报")
    for one in (*bench.sentences, results.spoken(bench.sentences, _("合计"))):
        yield one.kind, str(one.wrong), _share(one.found), str(one.right), _share(one.alarmed)


def _misjudged(bench: Bench) -> Iterator[str]:
    """The wrong sentences that were missed and the right ones that were accused."""
    for one in bench.sentences:
        yield from (_("没有查出（{kind}）：{words}").format(kind=one.kind, words=_line(said)) for said in one.missed)
        yield from (_("误报（{kind}）：{words}").format(kind=one.kind, words=_line(said)) for said in one.accused)


def _line(words: str) -> str:
    return words.replace("\n", " / ")


def _pairing(bench: Bench) -> Iterator[str]:
    """The section on rows that find their mates in another document."""
    if bench.pairing:
        yield "## " + _("两表对应")
        yield _(
            "各样本的指标表与改动后的自己对应：打乱次序、删去一成的行、三分之一改名，以及三者一起，再掺入别表的行（没有对应）。每表每种改动 {rounds} 次。准确率是找到的对应中正确的，查全率是应有的对应中找到的。"
        ).format(rounds=pairs.ROUNDS)
        yield _piped(_by_pairing(bench))


def _by_pairing(bench: Bench) -> Iterator[Row]:
    yield _("改动"), _("应有对应"), _("找到"), _("其中正确"), _("准确率"), _("查全率")
    for one in bench.pairing:
        counted = (str(one.wanted), str(one.found), str(one.right))
        yield one.way, *counted, _share(one.precision), _share(one.recall)


def summary(bench: Bench) -> Iterator[str]:
    """The shares in all, a line each."""
    whole = results.tally(bench.trials)
    yield _("报告 {reports} 份（{names}），埋错 {planted} 处").format(
        reports=len(bench.reports), names="、".join(bench.reports), planted=whole.planted
    )
    if whole.planted:
        yield _("查出 {found}，按应有代码查出 {right}").format(
            found=_share(whole.recall), right=_share(whole.right_code)
        )
    tried = len(bench.variants)
    if tried:
        errors, warnings, notes = (len(results.alarms(bench.variants, level)) for level in ("error", "warning", "note"))
        alarmed = sum(any(alarm.severity == "error" for alarm in one.alarms) for one in bench.variants)
        yield _("正确的写法 {tried} 份：误报错误 {errors}、警告 {warnings}、提示 {notes}；有误报错误的 {share}").format(
            tried=tried, errors=errors, warnings=warnings, notes=notes, share=_share(wilson(alarmed, tried))
        )
    if bench.speed:
        ranked = sorted(one.median for one in bench.speed)
        yield _("一次核对的毫秒数：最短 {least}，各份中位数的中位数 {median}").format(
            least=min(one.least for one in bench.speed), median=ranked[len(ranked) // 2]
        )


def _by_check(bench: Bench) -> Iterator[Row]:
    yield _("核对项"), _("埋错"), _("查出"), _("按应有代码"), _("按本项代码"), _("误报")
    false = [alarm.code for one in bench.variants for alarm in one.alarms if alarm.severity != "note"]
    for code, tally in results.grouped(bench.trials, lambda trial: trial.check).items():
        yield code, *_counted(tally), str(false.count(code))


def _by_kind(bench: Bench) -> Iterator[Row]:
    yield _("种类"), _("核对项"), _("埋错"), _("查出"), _("按应有代码"), _("按本项代码"), _("做法")
    says = {kind.name: kind for kind in kinds.catalogue()}
    for name, tally in results.grouped(bench.trials, lambda trial: trial.fault).items():
        yield name, says[name].check, *_counted(tally), says[name].says


def _counted(tally: Tally) -> Row:
    shares = _share(tally.recall), _share(tally.right_code), _share(wilson(tally.own, tally.planted))
    return str(tally.planted), *shares


def _by_variant(bench: Bench) -> Iterator[Row]:
    yield _("写法"), _("份数"), _("误报错误"), _("误报警告"), _("多出提示"), _("做法")
    for way in variants.catalogue():
        own = [one for one in bench.variants if one.variant == way.name]
        if own:
            levels = [str(len(results.alarms(own, level))) for level in ("error", "warning", "note")]
            yield way.name, str(len(own)), *levels, way.says


def _by_speed(bench: Bench) -> Iterator[Row]:
    yield _("报告"), _("指标行"), _("最短"), _("中位数")
    for one in bench.speed:
        yield one.report, str(one.rows), str(one.least), str(one.median)


def _rounds(bench: Bench) -> int:
    return bench.speed[0].rounds if bench.speed else 0


def _missed(bench: Bench) -> Iterator[str]:
    for trial in results.missed(bench):
        said = "、".join(trial.codes) or _("没有新疑点")
        yield _("{check} {fault}：{report} 第{line}行，{change}；报出：{said}").format(
            check=trial.check, fault=trial.fault, report=trial.report, line=trial.line, change=trial.change, said=said
        )


def _false(bench: Bench) -> Iterator[str]:
    for one in bench.variants:
        for alarm in one.alarms:
            if alarm.severity != "note":
                yield _("误报 {code}（{variant}，{report}）：{message}").format(
                    code=alarm.code, variant=one.variant, report=one.report, message=alarm.message
                )


def _share(share: Share | None) -> str:
    if share is None:
        return "—"
    return f"{_per_cent(share.point)}% [{_per_cent(share.low)}–{_per_cent(share.high)}]"


def _per_cent(part: Decimal) -> str:
    return format((part * 100).quantize(Decimal("0.1")), "f")


def _piped(rows: Iterable[Row]) -> str:
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines)


def _aligned(rows: Iterable[Row]) -> str:
    """Columns under each other; a Chinese character takes two places."""
    listed = list(rows)
    widths = [max(_width(row[column]) for row in listed) for column in range(len(listed[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in listed
    )


def _width(words: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in words)
