"""The conformance kit: from recorded cases it derives what a connector must withstand; a pytest plugin runs it."""
