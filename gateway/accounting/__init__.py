"""Accounting: what departments did of their duties, counted from the log of events and published (GO-23)."""
