"""Configuration read once into frozen objects; every fault of a file at once, with its line and what to write."""
