"""The vocabulary: frozen records for what a document is, what a report says, and what an audit found."""
