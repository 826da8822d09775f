"""The code a reporter comes back with: random, shown once, kept as a keyed digest only."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's Base32
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
_CHARACTERS = 25  # 125 bits, so that guessing finds none
_GROUP = 5
_ID_CHARACTERS = 12


def new_code(random: Callable[[int], bytes]) -> str:
    """Make a code, written in groups, such as `7Q2KD-…`."""
    plain = _drawn(random, _CHARACTERS)
    return "-".join(plain[start : start + _GROUP] for start in range(0, _CHARACTERS, _GROUP))


def new_id(random: Callable[[int], bytes]) -> str:
    """Make an id of a report or of a lead; it tells nothing of its order or time."""
    return _drawn(random, _ID_CHARACTERS)


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an id."""
    return len(text) == _ID_CHARACTERS and set(text) <= set(_ALPHABET)


def read_code(text: str) -> bytes:
    """Give the bytes a code is kept by, however it was typed (O for 0, I or L for 1, spaces, small letters)."""
    return unicodedata.normalize("NFKC", text).strip().upper().translate(_READ_AS).encode()


def _drawn(random: Callable[[int], bytes], characters: int) -> str:
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in random(characters))
