"""Receipts: what is signed, how it is proven, and how anyone verifies it off line; pure, without clock or I/O."""
