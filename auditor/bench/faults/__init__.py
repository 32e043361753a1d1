"""The fault kinds, a family of checks a file; importing it enters them all."""

from auditor.bench.faults import (
    budget,
    counts,
    dates,
    documents,
    indicators,
    narrative,
    plausible,
    reviews,
    scores,
    sentences,
    structure,
    worked_out,
)

__all__ = [
    "budget",
    "counts",
    "dates",
    "documents",
    "indicators",
    "narrative",
    "plausible",
    "reviews",
    "scores",
    "sentences",
    "structure",
    "worked_out",
]
