"""Changes of clothes: the facts of a form printed in layouts that nobody listed, and what a reader makes of every cell."""
