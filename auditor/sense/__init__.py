"""What the words of a report mean, each question answered once; the words that decide are data (lexicons/*.toml)."""
