"""`tally agency`: what an author of agency files needs, from an empty folder to a passing agency."""
