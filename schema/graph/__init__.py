"""The GraphQL graph: queries over what may be said, asked through a Protocol that the gateway implements."""

from schema.graph.build import build_schema
from schema.graph.context import CheckQuestion, Context, Service, SubjectQuestion
from schema.graph.inputs import IdentifierInput

__all__ = ["CheckQuestion", "Context", "IdentifierInput", "Service", "SubjectQuestion", "build_schema"]
