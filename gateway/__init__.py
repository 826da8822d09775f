"""The gateway service: stages of a check, store, HTTP and command line."""
