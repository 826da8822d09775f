"""Tax credit grades by year, over SOAP, keyed by the 15-digit taxpayer number."""

from connectors.agencies.tax.connector import TaxConnector

CONNECTOR = TaxConnector

__all__ = ["CONNECTOR", "TaxConnector"]
