"""A town of invented departments to try everything against: sources in the wire formats departments really use."""

from connectors.sandbox.town import Town

__all__ = ["Town"]
