from __future__ import annotations

from tests.store.conftest import postgresql, server, store, url

__all__ = ["postgresql", "server", "store", "url"]
