"""From findings to causes and to what becomes of the score."""

from auditor.diagnosis.causes import diagnose
from auditor.diagnosis.impact import impact

__all__ = ["diagnose", "impact"]
