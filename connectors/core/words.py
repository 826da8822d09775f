"""Words departments write for "nothing", and value tables for coded words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from connectors.core.faults import ContractBroken
from schema.codes import Area, PenaltyKind, RecordStatus, Severity

V = TypeVar("V")

_NULL_WORDS = frozenset({"", "\\N", "无", "暂无", "不详", "空", "NULL", "NONE", "N/A", "NA", "-", "--", "—", "/"})
_BLANKS = " \t\r\n\0\u3000\ufeff"
_SUSPECT_STARTS = frozenset(_BLANKS) | {word[0] for word in _NULL_WORDS if word} | {"n"}
_PLACEHOLDER_CODE = re.compile(r"0+X?")
_ZEROES = frozenset(" 0")
_KIND_SEPARATORS = re.compile(r"[、，,;；/|\s]+")
_PENALTY_KINDS: dict[str, tuple[PenaltyKind, ...]] = {
    "警告": (PenaltyKind.WARNING,),
    "通报批评": (PenaltyKind.CRITICISM,),
    "罚款": (PenaltyKind.FINE,),
    "没收违法所得": (PenaltyKind.CONFISCATION_OF_GAINS,),
    "没收非法财物": (PenaltyKind.CONFISCATION_OF_PROPERTY,),
    "没收违法所得和非法财物": (PenaltyKind.CONFISCATION_OF_GAINS, PenaltyKind.CONFISCATION_OF_PROPERTY),
    "责令停产停业": (PenaltyKind.STOP_PRODUCTION,),
    "暂扣许可证": (PenaltyKind.SUSPEND_LICENCE,),
    "暂扣许可证件": (PenaltyKind.SUSPEND_LICENCE,),
    "吊销许可证": (PenaltyKind.REVOKE_LICENCE,),
    "吊销许可证件": (PenaltyKind.REVOKE_LICENCE,),
    "吊销营业执照": (PenaltyKind.REVOKE_LICENCE,),
    "暂扣或者吊销许可证": (PenaltyKind.SUSPEND_LICENCE, PenaltyKind.REVOKE_LICENCE),
    "行政拘留": (PenaltyKind.DETENTION,),
    "其他": (PenaltyKind.OTHER,),
}
SEVERITIES: dict[str, Severity] = {
    "1": Severity.MINOR,
    "2": Severity.GENERAL,
    "3": Severity.SERIOUS,
    "轻微": Severity.MINOR,
    "一般": Severity.GENERAL,
    "严重": Severity.SERIOUS,
}
STATUSES: dict[str, RecordStatus] = {
    "1": RecordStatus.CURRENT,
    "2": RecordStatus.WITHDRAWN,
    "3": RecordStatus.REPAIRED,
    "4": RecordStatus.ENDED,
}
AREAS: dict[str, Area] = {
    "A1": Area.LIFE_AND_HEALTH,
    "A2": Area.MARKET_ORDER,
    "A3": Area.JUDICIAL_CREDIBILITY,
    "A4": Area.NATIONAL_DEFENCE,
}
FLAGS: dict[str, bool] = {"1": True, "0": False, "是": True, "否": False}


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


def penalty_kinds(text: str | None) -> tuple[PenaltyKind, ...]:
    """Read 处罚类别: one or several words in any separators; `其他-…` is OTHER.

    Raises `ContractBroken` for a word the code list does not have: taking it for OTHER could hide a revocation.
    """
    found: dict[PenaltyKind, None] = {}
    for word in _KIND_SEPARATORS.split(unicodedata.normalize("NFKC", present(text) or "")):
        found |= dict.fromkeys(_kinds_of(word))
    return tuple(found)


def look_up(table: Mapping[str, V], word: str | None, *, what: str) -> V | None:
    """Give the value of a coded word, None for a null word; raises `ContractBroken` for an unknown one."""
    known = table.get(word) if word else None
    if known is not None:
        return known
    bare = present(word)
    if bare is None:
        return None
    try:
        return table[bare]
    except KeyError:
        raise ContractBroken(f"the source used a word for {what} that is not in its code list") from None


def _kinds_of(word: str) -> tuple[PenaltyKind, ...]:
    if not word:
        return ()
    if word.startswith("其他"):
        return (PenaltyKind.OTHER,)
    kinds = _PENALTY_KINDS.get(word)
    if kinds is None:
        raise ContractBroken("the source used a kind of penalty that is not in its code list")
    return kinds
