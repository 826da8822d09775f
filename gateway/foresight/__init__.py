"""What would change an answer: the same facts judged again, as if one thing had happened. Pure."""
