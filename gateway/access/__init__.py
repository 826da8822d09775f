"""Who is asking: API keys, tokens of OAuth 2 issuers, certificates told by a trusted proxy; each becomes a grant."""
