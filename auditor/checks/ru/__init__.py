"""The forms of projects against that of their department."""
