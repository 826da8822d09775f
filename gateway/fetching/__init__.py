"""The fan-out's machinery: one desk a source, with cache, single flight and coalescing."""

from gateway.fetching.desk import Desk, Request, Told

__all__ = ["Desk", "Request", "Told"]
