"""How facts and code lists are declared: once, as a typed dataclass that strawberry serves and msgspec decodes.

strawberry re-wraps classes as non-frozen dataclasses, so immutability is enforced by mypy through
`dataclass_transform(frozen_default=True)`; change a fact with `dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Self, TypeVar, cast, dataclass_transform

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
L = TypeVar("L", bound="type[CodeList]")


class CodeList(StrEnum):
    """A closed list of codes; each member is written `CODE = "CODE", "what it means"`."""

    description: str

    def __new__(cls, value: str, description: str) -> Self:
        """Keep the meaning of a code beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member


def code_list(cls: L) -> L:
    """Serve a `CodeList` as a GraphQL enum whose values carry their descriptions."""
    served = strawberry.enum(cls, description=_first_paragraph(cls))
    definition = cast("StrawberryEnumDefinition", served.__strawberry_definition__)  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = cls[value.name].description
    return served


def about(
    description: str,
    *,
    default: Any = strawberry.UNSET,
    default_factory: Callable[[], Any] | None = None,
) -> Any:
    """Declare one field of a fact, with the description GraphQL clients read."""
    if default_factory is not None:
        return strawberry.field(description=description, default_factory=default_factory)
    if default is not strawberry.UNSET:
        return strawberry.field(description=description, default=default)
    return strawberry.field(description=description)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(about,))
def fact(cls: type[T]) -> type[T]:
    """Serve an immutable dataclass as a GraphQL object type; its docstring is the type's description."""
    return strawberry.type(cls, description=_first_paragraph(cls))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(about,))
def fact_interface(cls: type[T]) -> type[T]:
    """Serve an immutable dataclass as a GraphQL interface; its docstring is the interface's description."""
    return strawberry.interface(cls, description=_first_paragraph(cls))


def resolver(description: str) -> Callable[[F], F]:
    """Serve a method as a GraphQL field, with the description clients read."""

    def serve(method: F) -> F:
        return cast("F", strawberry.field(resolver=method, description=description))

    return serve


def stream(description: str) -> Callable[[F], F]:
    """Serve an asynchronous generator as a GraphQL subscription, with the description clients read."""

    def serve(method: F) -> F:
        return cast("F", strawberry.subscription(resolver=method, description=description))

    return serve


def _first_paragraph(cls: type) -> str:
    paragraph = (cls.__doc__ or "").strip().split("\n\n", 1)[0]
    return " ".join(paragraph.split())


def revised(original: T, **changes: Any) -> T:
    """Copy a fact with some fields changed; a fifth of the cost of `dataclasses.replace`."""
    copy = object.__new__(type(original))
    copy.__dict__.update(original.__dict__)
    copy.__dict__.update(changes)
    return copy
