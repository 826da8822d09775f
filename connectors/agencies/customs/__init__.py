"""Customs credit levels, keyed by customs code only."""

from connectors.agencies.customs.connector import CustomsConnector

CONNECTOR = CustomsConnector

__all__ = ["CONNECTOR", "CustomsConnector"]
