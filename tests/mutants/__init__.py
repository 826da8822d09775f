"""Measures the tests of the rules: every small change to a rule must make one of them fail."""
