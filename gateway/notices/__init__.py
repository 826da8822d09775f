"""Notices to departments that fail a duty, with their answers (GO-23-b)."""
