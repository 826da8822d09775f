"""From a department's answer to records: declared in an agency file, checked at load, compiled to one function."""
