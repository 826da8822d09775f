"""What another rule pack would have answered: the same facts judged twice, and the two answers compared. Pure."""
