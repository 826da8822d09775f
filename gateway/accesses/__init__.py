"""Who asked about a subject: the access entries as the subject may read them."""
