"""Reads what an agency file says about an answer: every fault at once, with its line and what to write instead."""
