"""How departments are asked: connectors, their core, and a town of departments to try everything against."""
