"""Credentials as an operator gives them: what cannot be sent is refused at start, by name and without its value."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
HEADER_TEXT = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")  # RFC 9110, 5.5, in ASCII


def check_given(names: Iterable[str], secrets: Mapping[str, str]) -> None:
    """Raise `ValueError` for a credential that is empty or holds line breaks or other control characters."""
    for name in names:
        if not secrets[name]:
            raise ValueError(f"`{name}` is empty; give the credential the department issued")
        if not secrets[name].isprintable():
            raise ValueError(f"`{name}` holds a line break or control character; give it without, also at its end")


def in_header(name: str, secrets: Mapping[str, str]) -> str:
    """Give a credential that stands in a header; raises `ValueError` if no header can carry it."""
    value = secrets[name]
    if not HEADER_TEXT.fullmatch(value):
        raise ValueError(f"`{name}` cannot stand in a header; give ASCII characters, without blanks at its ends")
    return value


def basic_pair(secrets: Mapping[str, str]) -> str:
    """Give user and password as basic authentication writes them; raises `ValueError` for a user with a colon."""
    if ":" in secrets["user"]:
        raise ValueError("`user` holds a colon, which no user name of basic authentication has (RFC 7617)")
    return base64.b64encode(f"{secrets['user']}:{secrets['password']}".encode()).decode()
