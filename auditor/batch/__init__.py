"""Many reports: planned, audited in children that may die, recorded, told."""
