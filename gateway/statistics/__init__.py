"""Statistics for the national role: numbers of answers by month, which tell nothing of any small group (GO-27-b)."""
