"""The credit centre's double-publicity hub: licences and penalties, paged, in GB18030."""

from connectors.agencies.publicity.connector import PublicityConnector

CONNECTOR = PublicityConnector

__all__ = ["CONNECTOR", "PublicityConnector"]
