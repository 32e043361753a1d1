"""Texts of one unit that stand in the report of another."""
