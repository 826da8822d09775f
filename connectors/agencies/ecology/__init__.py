"""Environmental credit grades, over GraphQL."""

from connectors.agencies.ecology.connector import EcologyConnector

CONNECTOR = EcologyConnector

__all__ = ["CONNECTOR", "EcologyConnector"]
