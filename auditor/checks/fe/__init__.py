"""FE: figures that no count can give."""
