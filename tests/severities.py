"""How grave findings are against what the catalogue, and with it the README, shows of their check."""

from auditor.checks import registry

RANK = {"note": 1, "warning": 2, "error": 3}


def graver(findings):
    """The codes and severities of findings that are graver than the catalogue shows."""
    worst = {check.code: RANK[check.at_worst or check.severity] for check in registry.catalogue()}
    return [(one.code, one.severity) for one in findings if RANK[one.severity] > worst[one.code]]
