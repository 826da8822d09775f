"""Objections to records: lodged, accepted for handling, verified, and what came of it (GO-22-a to -d)."""
