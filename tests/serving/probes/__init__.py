"""Oddities sent to a served gateway: each a name, the bytes sent, and the statuses that may answer it."""
