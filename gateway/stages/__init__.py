"""The stages of a check, one file each; only `fetch` and `record` wait for anything."""
