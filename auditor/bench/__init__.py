"""How well the auditor finds: clean reports with one fault planted at a time, and clean reports written another way."""
