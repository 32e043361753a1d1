"""What the documents of one submission say of the same things."""
