"""Runs GraphQL operations: cached documents, query limits, and plans compiled from pure subtrees."""

from gateway.executor.costs import Weight, Weights
from gateway.executor.documents import Document, DocumentCache, DocumentErrors
from gateway.executor.engine import Answer, Engine
from gateway.executor.executor import executor_class
from gateway.executor.limits import QueryLimits
from gateway.executor.trusted import TrustedOperations, Wanted

__all__ = [
    "Answer",
    "Document",
    "DocumentCache",
    "DocumentErrors",
    "Engine",
    "QueryLimits",
    "TrustedOperations",
    "Wanted",
    "Weight",
    "Weights",
    "executor_class",
]
