"""Highway-construction credit grades, national and by province."""

from connectors.agencies.transport.connector import TransportConnector

CONNECTOR = TransportConnector

__all__ = ["CONNECTOR", "TransportConnector"]
