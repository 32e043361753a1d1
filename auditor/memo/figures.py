"""Figures with their units: what no line of a printed memo may part."""

from collections.abc import Iterator

from auditor import prepared

_UNITS = "%‰℃万亿元角分个项部次人户家份件条台套名场座所处批期轮吨度倍行页年月日天时级类种篇册辆只亩米公平方里微克千"

FIGURE = prepared.pattern(rf"[≥≤＞＜><=＝第]?[0-9][0-9.,\-]*[{_UNITS}]{{1,3}}|[0-9]+-[0-9]+")
"""≥2000个, 112213.87万元, 437%, 第107行."""


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, each piece with whether it is a figure and its unit."""
    end = 0
    for found in FIGURE.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False
