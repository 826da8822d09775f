"""How a connector shows a source who asks: a closed set, read from `[auth]` and `[tls]` of an agency file."""
