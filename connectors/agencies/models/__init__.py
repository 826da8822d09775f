"""Integrity models (red list), from a CSV drop folder."""

from connectors.agencies.models.connector import ModelsConnector

CONNECTOR = ModelsConnector

__all__ = ["CONNECTOR", "ModelsConnector"]
