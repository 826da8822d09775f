"""Runs GraphQL operations: cached documents, query limits, and plans compiled from pure subtrees."""

from gateway.executor.documents import Document, DocumentCache, DocumentErrors
from gateway.executor.engine import Answer, Engine
from gateway.executor.executor import executor_class
from gateway.executor.limits import QueryLimits

__all__ = ["Answer", "Document", "DocumentCache", "DocumentErrors", "Engine", "QueryLimits", "executor_class"]
