"""Composition of the true answer from what the stages found, before it is projected to a grant."""
