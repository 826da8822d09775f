"""Decisions as departments report them, each with the check it rests on (GO-18-e, GO-18-f)."""
