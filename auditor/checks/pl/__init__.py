"""The form against the targets approved beforehand."""
