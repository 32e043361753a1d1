"""Many reports: planned, audited in children that may die, recorded, and told on one page, in one workbook and in numbers."""
