"""One folder an agency: its connector, its wire format and the mapping to records."""
