"""Chinese text: numbers, quantities, units, dates, and how alike two names are. Pure functions, no input or output."""
