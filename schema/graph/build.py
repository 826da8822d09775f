"""Builds the GraphQL schema."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.graph.mutation import Mutation
from schema.graph.news import Subscription
from schema.graph.query import Query
from schema.records import RECORD_TYPES


def build_schema(execution_context_class: type | None = None) -> strawberry.Schema:
    """Build the schema; `execution_context_class` replaces the standard executor (the compiled plan does)."""
    return strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=RECORD_TYPES,
        config=StrawberryConfig(auto_camel_case=True),
        execution_context_class=execution_context_class,
    )
