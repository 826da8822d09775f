"""Watches: the answer of a receipt is made again when there is news, and told to who watches it where it differs."""
