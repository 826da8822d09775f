"""What relied on a record found wrong or withdrawn: found by the gateway itself, and set right (GO-22-d, GO-22-e)."""
