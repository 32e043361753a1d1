"""How a department differs from the others; never a finding on one report."""
