"""Fuzzers: requests, documents, variables and frames of all kinds against a served sandbox: `make fuzz`.

Whatever is sent, the gateway answers as it promises: never by a 5xx, a traceback, an error of its own or of a code
nobody documented, without a security header, or later than the deadline. What they find is kept as an ordinary test.
"""
