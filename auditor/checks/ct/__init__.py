"""CT: stated counts against what stands in the report."""
