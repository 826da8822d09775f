"""Canonical JSON bytes for signed bodies: RFC 8785 (JCS) over a value set without floats."""

from __future__ import annotations

from typing import Any, TypeAlias

import orjson

# Strings, integers, booleans, None, and lists, tuples and string-keyed dicts of them.
Value: TypeAlias = Any
MAX_INTEGER = 2**53 - 1
_FOUR_BYTE_LEADS = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")


class CanonicalError(ValueError):
    """A value has no canonical form, or bytes are not the canonical form of what they say."""


def encode(value: Value) -> bytes:
    """Give the RFC 8785 bytes of a value of str, int within ±(2^53-1), bool, None, list, tuple, dict.

    Raises `CanonicalError` for floats, larger integers, lone surrogates, other keys and any other type.
    """
    try:
        _check(value, "$")
    except RecursionError as error:
        raise CanonicalError("no canonical form: nested too deeply") from error
    return encode_checked(value)


def encode_checked(value: Value) -> bytes:
    """Encode a value whose scalars `check_scalar` has passed.

    orjson sorts keys by code point and RFC 8785 by UTF-16 unit; they can differ only where a character leaves the
    basic plane (a four-byte one in UTF-8), and then the keys are put in order here.
    """
    try:
        data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        beyond = any(lead in data for lead in _FOUR_BYTE_LEADS)
        return orjson.dumps(_in_utf16_order(value)) if beyond else data
    except orjson.JSONEncodeError as error:
        raise CanonicalError(f"no canonical form: {error}") from error


def check_scalar(value: Value, where: str) -> None:
    """Refuse (`CanonicalError`) a scalar that has no canonical form; `where` is its place in the tree."""
    if value is None or type(value) is bool or isinstance(value, str):
        return
    if type(value) is not int:
        raise CanonicalError(f"{where}: {type(value).__name__} has no canonical form; write numbers as decimal strings")
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise CanonicalError(f"{where}: the integer is beyond ±(2^53-1); write it as a decimal string")


def decode(data: bytes) -> Value:
    """Read canonical bytes; any other spelling of the same value is a `CanonicalError`."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise CanonicalError(f"not JSON: {error}") from error
    if encode(value) != data:
        raise CanonicalError("JSON, but not in canonical form (RFC 8785)")
    return value


def _check(value: Value, where: str) -> None:
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(item) is not str:
                _check(item, f"{where}.{key}")
    elif kind is list or kind is tuple:
        for index, item in enumerate(value):
            if type(item) is not str:
                _check(item, f"{where}[{index}]")
    else:
        check_scalar(value, where)


def _in_utf16_order(value: Value) -> Value:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _in_utf16_order(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_in_utf16_order(item) for item in value]
    return value
