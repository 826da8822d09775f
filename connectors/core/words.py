"""Words departments write for "nothing", and fillers they put into columns of codes."""

from __future__ import annotations

import re

_NULL_WORDS = frozenset({"", "\\N", "无", "暂无", "不详", "空", "NULL", "NONE", "N/A", "NA", "-", "--", "—", "/"})
_BLANKS = " \t\r\n\0\u3000\ufeff"
_SUSPECT_STARTS = frozenset(_BLANKS) | {word[0] for word in _NULL_WORDS if word} | {"n"}
_PLACEHOLDER_CODE = re.compile(r"0+X?")
_ZEROES = frozenset(" 0")


def present(text: str | None) -> str | None:
    """Give a value without surrounding blanks and NULs, or None if it is a word for "nothing"."""
    if not text:
        return None
    if text[0] not in _SUSPECT_STARTS and text[-1] not in _BLANKS:
        return text
    bare = text.strip(_BLANKS)
    return None if bare.upper() in _NULL_WORDS else bare


def is_placeholder_code(text: str) -> bool:
    """Tell whether a code column holds a filler such as `00000000000000000X`."""
    return text[:1] in _ZEROES and bool(_PLACEHOLDER_CODE.fullmatch(text.strip().upper()))
