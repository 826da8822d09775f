"""How bytes are had from a source: HTTP in two implementations, SQL and files, each bounded and held to its origin."""
