"""What helps an author: a file to start from, an answer explained, a case recorded, a page written."""
