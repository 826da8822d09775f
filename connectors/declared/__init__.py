"""Connectors built from one agency file, without code: REST, SOAP, GraphQL, SQL and files."""
