"""SC: weights, scores and grades."""
