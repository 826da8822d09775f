"""Serious-dishonesty lists, over a REST batch endpoint."""

from connectors.agencies.serious_lists.connector import SeriousListsConnector

CONNECTOR = SeriousListsConnector

__all__ = ["CONNECTOR", "SeriousListsConnector"]
