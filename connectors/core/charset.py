"""Bytes of an answer as text: what the header says, else UTF-8, else GB18030 (GB 18030-2022)."""

from __future__ import annotations

import codecs
import re

from connectors.core.faults import Malformed

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SUPERSETS = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "utf-8": "utf-8-sig"}


def decode_text(body: bytes, content_type: str | None = None) -> str:
    """Decode a body; raises `Malformed` if no allowed charset fits.

    UTF-8 is tried before GB18030, since most UTF-8 also decodes as GB18030 without an error; GBK and GB2312
    are read as GB18030, their superset with four-byte characters.
    """
    declared = declared_charset(content_type)
    for charset in (declared,) if declared else ("utf-8-sig", "gb18030"):
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    raise Malformed("the source's answer is not text in its charset")


def declared_charset(content_type: str | None) -> str | None:
    """Give the Python codec of the charset a Content-Type names; None if it names none or an unknown one."""
    match = _CHARSET.search(content_type) if content_type else None
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1)).name
    except LookupError:
        return None
    return _SUPERSETS.get(name, name)
