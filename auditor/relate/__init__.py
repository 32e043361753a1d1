"""What numbers mean to each other: relations that rules or a model propose, and the one judge of their arithmetic."""
