"""Adoptions departments decide here, kept beside those that are configured (GO-20-c)."""
