"""Outcomes made by hand, for tests of what comes after the audit."""

from decimal import Decimal

from auditor.diagnosis.verdict import contradicts
from auditor.model.finding import Acceptance, Cause, Evidence, Finding, Impact, NotRun, Outcome, Passed, Source, Tool
from auditor.model.ledger import Coverage, LedgerEntry
from auditor.model.report import Conclusion, Report
from auditor.model.source import Document, Span, Unreadable

TEXT = "某市文旅局2024年度部门整体支出绩效自评表\n制作专题片4部、短视频52部\n视频片和短视频数量\t56部\t56部\n结论：指标165项，得分98.6，优\n"


def span(quote, line=None, **place):
    start = TEXT.index(quote)
    return Span(start=start, end=start + len(quote), line=line, **place)


def document(name="某市.txt"):
    return Document(name=name, format="txt", sha256="a" * 64, text=TEXT, blocks=())


def finding(code="CL02", *, severity="warning", message="文字写52部，表中为56部", fingerprint="f" * 16, **more):
    stated = {
        "name": "claim-counts-differently",
        "evidence": (
            Evidence(role="实际完成情况", quote="短视频52部", span=span("短视频52部", 2)),
            Evidence(role="实际完成值", quote="视频片和短视频数量 56部", span=span("56部", 3)),
        ),
        "goals": (3,),
        "working": "4部 + 52部 = 56部",
        "action": "说明口径",
        "value_hash": "1" * 16,
    }
    return Finding(code=code, severity=severity, message=message, fingerprint=fingerprint, **(stated | more))


def outcome(*findings, causes=(), **more):
    text = TEXT.index("结论")
    conclusion = Conclusion(
        text="结论：指标165项",
        span=Span(start=text, end=text + 8, line=4),
        score=Decimal("98.6"),
        grade="优",
        by_category={"数量指标": 43},
    )
    stated = {
        "verdict": "contradicted" if any(map(contradicts, findings)) else "clear",
        "tool": Tool(version="0.1.0"),
        "source": Source(name="某市.txt", sha256="a" * 64, format="txt"),
        "report": Report(
            kind="overall", title="部门整体支出绩效自评表", organisation="某市文旅局", year=2024, conclusion=conclusion
        ),
        "coverage": Coverage(
            numbers=6, asserting=5, compared=4, agreed=1, reconciled=2, contradicted=1, unmatched=1, not_a_claim=1
        ),
        "ledger": (
            LedgerEntry(
                id="n1",
                quote="4部",
                span=span("4部", 2),
                value=Decimal(4),
                unit="部",
                role="result",
                goal=3,
                subject="专题片",
                status="unmatched",
                reason="表中没有",
            ),
        ),
        "passed": (Passed(code="CL01", count=2, examples=("126 + 152 + 123 = 401",)),),
        "not_run": (NotRun(code="CL13", reason="没有“其中”"),),
        "unreadable": (Unreadable(span=span("165", 4), reason="列无法确定"),),
        "impact": Impact(score_stated=Decimal("98.6"), grade_stated="优"),
    }
    return Outcome(findings=findings, causes=causes, **(stated | more))


def cause(*findings, kind="definition", message="口径不一致：56部含专题片"):
    return Cause(id=f"{kind}-1", kind=kind, message=message, findings=tuple(one.fingerprint for one in findings))


def acceptance(**more):
    return Acceptance(by="王某", reason="口径已在附件说明", **more)
