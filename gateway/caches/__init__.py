"""What is kept of departments' answers: told in numbers, and dropped."""
