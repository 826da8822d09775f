"""Pointers suggested from one recorded JSON answer: what each is for is a proposal, and marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.authoring.columns import field_of
from schema.identifiers import Scheme, fault_of, normalise
from schema.never_collected import refusal_of

_CHECK = "    # suggested from the example; check it"
_TOTAL = re.compile(r"total|count|num|总", re.IGNORECASE)
_ID = re.compile(r"(^|_)id$|Id$|ID$|编号|主键")
_ISSUER = re.compile(r"org|dept|auth|issuer|jg$|JG$|机关|单位")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Lines of `[request.answer]` and of the record, and what was found and not used."""

    answer: tuple[str, ...]
    record: tuple[str, ...]
    notes: tuple[str, ...] = ()


def suggested(document: Any) -> Suggestion:
    """Suggest where rows, total, echo and own identifiers stand in an answer, and what known columns mean."""
    outside = dict(_leaves(document, "", into_lists=False))
    rows, row = _rows(document)
    inside = dict(_leaves(row, "", into_lists=False))
    code = next((pointer for pointer, value in inside.items() if _is_credit_code(value)), "/code")
    echo = next((pointer for pointer, value in outside.items() if _is_credit_code(value)), None)
    total = next(
        (pointer for pointer, value in outside.items() if _TOTAL.search(pointer) and isinstance(value, int)), None
    )
    kind, mapped = _columns(inside)
    answer = [
        f'echo = "{echo}"{_CHECK}' if echo else 'no_echo = "the example repeats no key"    # say why not, or write echo'
    ]
    answer.append('none = "verified-total"' if total else "# none = …    # how the source says that it has nothing")
    record = [f'kind = "{kind}"', f'rows = "{rows}"{_CHECK}']
    record += [f'total = "{total}"{_CHECK}'] if total else []
    own = next((pointer for pointer in inside if _ID.search(pointer)), next(iter(inside), "/id"))
    record += [f'id = "{own}"{_CHECK}', f'identifiers = {{ CREDIT_CODE = "{code}" }}{_CHECK}']
    record += mapped.values()
    if "issuer" not in mapped:
        name = next((pointer for pointer in inside if _ISSUER.search(pointer)), "/authority")
        record.append(f'issuer = {{ name = "{name}" }}{_CHECK}')
    used = " ".join(record)
    left = [pointer for pointer in inside if f'"{pointer}"' not in used]
    return Suggestion(
        answer=tuple(answer), record=tuple(record), notes=tuple(_note(name, inside[name]) for name in left)
    )


def _columns(inside: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Give the kind of record the columns speak of, and a line for each field they are known to fill."""
    names = [pointer[1:] for pointer in inside]
    penalty = sum(name.startswith("CF_") for name in names)
    kind = "PENALTY" if penalty > sum(name.startswith("XK_") for name in names) else "LICENCE"
    lines = {field: line for name in names if (found := field_of(kind, name)) for field, line in [found]}
    if kind == "PENALTY":
        lines.setdefault("severity", 'severity = { is = "UNKNOWN" }    # map it if the source says how serious')
    return kind, lines


def _rows(document: Any) -> tuple[str, Any]:
    """Give the pointer of the first list of objects, and its first item."""
    for pointer, value in _lists(document, ""):
        return pointer, value[0]
    return "/rows", {}


def _lists(node: Any, pointer: str) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(node, list) and node and isinstance(node[0], Mapping):
        yield pointer, node
    elif isinstance(node, Mapping):
        for name, value in node.items():
            yield from _lists(value, f"{pointer}/{_escaped(name)}")


def _leaves(node: Any, pointer: str, *, into_lists: bool) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from _leaves(value, f"{pointer}/{_escaped(name)}", into_lists=into_lists)
    elif not isinstance(node, list):
        yield pointer, node


def _is_credit_code(value: Any) -> bool:
    return isinstance(value, str) and fault_of(Scheme.CREDIT_CODE, normalise(value)) is None


def _note(pointer: str, value: Any) -> str:
    refused = refusal_of(pointer.rpartition("/")[2])
    if refused is not None:
        return f"not used: {pointer}: {refused}"
    return f"not used: {pointer} ({type(value).__name__})"


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
