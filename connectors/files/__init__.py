"""Files departments hand over: CSV, XLSX and JSON lines, in a folder or over HTTP, read as tables."""
