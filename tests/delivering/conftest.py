from __future__ import annotations

from tests.store.either import store, url

__all__ = ["store", "url"]
