"""From findings to causes, to what becomes of the score, and to the verdict."""

from auditor.diagnosis.causes import diagnose
from auditor.diagnosis.impact import impact

__all__ = ["diagnose", "impact"]
