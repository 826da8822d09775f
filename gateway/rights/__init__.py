"""Rights of those concerned as a numbered log: objections, verifications, repairs, withdrawals, exits (GO-21, -22)."""
