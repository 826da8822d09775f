"""Audits code and packages: findings of bandit, licences of what is installed to run, and the fuzzers: `make audit`."""
