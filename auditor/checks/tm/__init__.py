"""TM: dates and years."""
