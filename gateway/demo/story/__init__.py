"""One story end to end: a check, a restraint, an objection, what is pushed, the suspension, and the rectification."""
