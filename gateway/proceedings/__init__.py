"""Proceedings of every kind: opened, taken step by step by those who may, each change once and with a trail."""
