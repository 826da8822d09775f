"""Databases of other departments: any SQLAlchemy URL, read-only, and no statement that outlives its question."""
