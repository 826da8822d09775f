"""The store: receipts, access entries, rights, evidence and personal values in one database; the only SQL."""
