"""The checks that look at many submissions at once, each entered by its import."""

from auditor.checks.cp import foreign_identity, passage_copied_between_units
from auditor.checks.pf import department_outlier
from auditor.checks.ru import project_count_contradicts, projects_exceed_department

__all__ = [
    "department_outlier",
    "foreign_identity",
    "passage_copied_between_units",
    "project_count_contradicts",
    "projects_exceed_department",
]
