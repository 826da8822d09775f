"""Publication of licences and penalties (双公示): due, published, collected, withheld by law, taken down in time."""
