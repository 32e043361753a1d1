"""The form against that of the year before."""
