"""Cast: credit commitments, kept, broken and open (GO-03-e)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, ordinary
from connectors.sandbox.commitment import Commitment
from schema.codes import CommitmentKind


def promising(day: date) -> tuple[CastMember, ...]:
    """Make the enterprises that are in the town for what they promised."""
    return (
        _promised("commitment-kept", 60, "样例省守诺食品有限公司", day, fulfilled=True),
        _promised("commitment-broken", 61, "样例省违诺食品有限公司", day, fulfilled=False),
    )


def comprehensive_commitment(key: str, day: date) -> Commitment:
    """Make a comprehensive commitment given half a year ago, without a term."""
    signed = day - days(180)
    return Commitment(
        id=f"{signed.year}-{key}",
        kind=CommitmentKind.COMPREHENSIVE,
        number=f"样信诺〔{signed.year}〕{10 + len(key)}号",
        text="依法诚信经营，自觉接受社会监督",
        taker=AGENCIES["credit-office"],
        signed=signed,
    )


def _promised(key: str, serial: int, name: str, day: date, *, fulfilled: bool) -> CastMember:
    signed = day - days(120)
    special = Commitment(
        id=f"{signed.year}-{key}",
        kind=CommitmentKind.SPECIAL,
        number=f"样市监诺〔{signed.year}〕{serial}号",
        text="三十日内补齐产品质量检验报告",
        taker=AGENCIES["market-regulation"],
        signed=signed,
        due=signed + days(30),
        fulfilled=fulfilled,
    )
    declared = replace(
        special,
        id=f"{signed.year}-{key}-standard",
        kind=CommitmentKind.SELF_DECLARED_STANDARD,
        number=f"Q/YLS {serial}-{signed.year}",
        text="公开执行的企业产品标准",
        due=None,
        fulfilled=None,
    )
    subject = replace(ordinary(serial, name, day), commitments=(special, declared))
    outcome = "kept" if fulfilled else "overdue and broken, which is no bad record by itself"
    return enterprise(key, f"clean; a special commitment that was {outcome}, and a standard it declares", subject)
