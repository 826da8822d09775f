"""Deliveries: news of proceedings pushed to the endpoints of those who take part, signed, at least once, in order."""
