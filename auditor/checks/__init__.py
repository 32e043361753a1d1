"""The checks: pure functions from a report and its links to what does not agree."""
