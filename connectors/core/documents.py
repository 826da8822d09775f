"""Document numbers: kept as written, and folded for comparison only."""

from __future__ import annotations

import re
import unicodedata

from connectors.core.words import is_placeholder_code, present

_BRACKETS = str.maketrans(dict.fromkeys("[({【", "〔") | dict.fromkeys("])}】", "〕"))
_BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")


def document_number(text: str | None) -> str | None:
    """Give a document number as written, or None if it is blank or a filler."""
    bare = present(text)
    return None if bare is None or is_placeholder_code(bare) else bare


def folded(number: str) -> str:
    """Fold a document number for comparison: width, case, blanks, and every bracket to 〔〕."""
    plain = unicodedata.normalize("NFKC", number).translate(_BRACKETS)
    return _BLANKS.sub("", plain).upper()
