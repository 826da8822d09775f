"""Dishonest persons subject to enforcement, from the court's SQL exchange table."""

from connectors.agencies.court.connector import CourtConnector

CONNECTOR = CourtConnector

__all__ = ["CONNECTOR", "CourtConnector"]
