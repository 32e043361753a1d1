"""BU: money."""
