"""Names: compared only to flag a difference, never to join."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DROPPED = re.compile(r"[\s\x00*×·•\u200b-\u200d\ufeff]+")
_BRACKETS = str.maketrans("〔【[〕】]", "(((" + ")))")


def folded_name(name: str) -> str:
    """Fold width, case, brackets, blanks and export dirt, and the two words for a limited company (有限责任公司)."""
    plain = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    return _DROPPED.sub("", plain).upper().replace("有限责任公司", "有限公司")


def bears_name(name: str | None, known: Iterable[str]) -> bool:
    """Tell whether a record's name is one of the folded names known; a record without a name differs from nothing."""
    return name is None or not folded_name(name) or folded_name(name) in known
