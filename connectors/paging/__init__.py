"""Paging: which page comes next, and when an answer is whole; a closed set, pure."""

from connectors.paging.paging import Page, Paging, PagingKind, Turn, following
from connectors.paging.reading import read_paging

__all__ = ["Page", "Paging", "PagingKind", "Turn", "following", "read_paging"]
