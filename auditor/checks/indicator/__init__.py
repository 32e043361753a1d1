"""IN: the rows of the indicator table, each on its own."""
