"""Acceptance with material missing, upon a written commitment to supply it (GO-04-d, GO-04-e)."""
