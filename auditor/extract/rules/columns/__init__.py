"""Names the columns of a table, all at once: from its heading, what stands below it, their order and their arithmetic."""
