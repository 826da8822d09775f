"""Turns a checked mapping into a typed decode and plain functions, once, when a file is loaded."""
