"""Market regulation's registry: registrations, its own penalties, and the units a person holds roles in."""

from connectors.agencies.registry.connector import RegistryConnector

CONNECTOR = RegistryConnector

__all__ = ["CONNECTOR", "RegistryConnector"]
