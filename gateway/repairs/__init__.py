"""Credit repair and list exit: applied for through an agency, decided by who determined the record (GO-21-b)."""
