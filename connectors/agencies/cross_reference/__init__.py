"""The port office's cross-reference from credit codes to customs codes."""

from connectors.agencies.cross_reference.connector import CrossReferenceConnector

CONNECTOR = CrossReferenceConnector

__all__ = ["CONNECTOR", "CrossReferenceConnector"]
