"""Finds where a performance self-evaluation report cannot be right.

::

    from auditor import audit

    for outcome in audit(Path("自评表.docx").read_bytes(), "自评表.docx"):
        for finding in outcome.findings:
            print(finding.code, finding.message)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.errors import AuditorError as AuditorError
    from auditor.model.finding import Finding as Finding
    from auditor.model.finding import Outcome as Outcome
    from auditor.model.report import Report as Report
    from auditor.model.stored import load as load
    from auditor.pipeline import audit as audit

__version__ = "0.2.0"

__all__ = ["AuditorError", "Finding", "Outcome", "Report", "__version__", "audit", "load"]

_HOMES = {
    "AuditorError": "auditor.errors",
    "Finding": "auditor.model.finding",
    "Outcome": "auditor.model.finding",
    "Report": "auditor.model.report",
    "audit": "auditor.pipeline",
    "load": "auditor.model.stored",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    """A public name from where it lives, loaded when it is first asked for: importing auditor itself costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
