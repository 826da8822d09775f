"""Joint cases: a department designates, others respond, also in other regions (GO-15-a, GO-15-b, GO-16-a)."""
