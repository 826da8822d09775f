"""Searching units by name: granted apart, paced, logged, and never a decision."""
