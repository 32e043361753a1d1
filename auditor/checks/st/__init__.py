"""ST: whether the report is whole."""
