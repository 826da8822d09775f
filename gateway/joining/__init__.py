"""Joining of records: by identifier, never by name; one decision, one record."""
