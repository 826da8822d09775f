"""How a client may ask, beside its grant, which says what it may ask and see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What of GraphQL a client may use. Everything not named is denied.

    `introspection` lets it read the schema, and has names suggested where it mistypes. `any_operation` lets it ask with
    documents of its own where the gateway is in safelist mode; it is for developers.
    """

    introspection: bool = False
    any_operation: bool = False


DENIED = Manner()
DEVELOPER = Manner(introspection=True, any_operation=True)
