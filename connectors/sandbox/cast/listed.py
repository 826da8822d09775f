"""Cast: serious-dishonesty lists, from entry to exit, and the joining of names and codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, listing, ordinary
from connectors.sandbox.model import FormerName, Standing
from schema.codes import RecordStatus
from schema.dates import add_years

TWIN_NAME = "样例省双生商贸有限公司"
FORMER_NAME = "样例省旧名商贸有限公司"


def listed(day: date) -> tuple[CastMember, ...]:
    """Make the listed enterprises of the town on `day`."""
    return (
        _on_list("listed-strict", 10, "样例省严审食品有限公司", day, "on the serious list for 200 days, not exited"),
        _expired(day),
        _repaired(day),
        _exited(day),
        _on_list("twin-b", 15, TWIN_NAME, day, "listed; same name as twin-a, another code"),
        enterprise("twin-a", "clean; same name as twin-b, another code", ordinary(14, TWIN_NAME, day)),
        _renamed_unknown(day),
        _renamed_former(day),
        enterprise(
            "fund-clean", "clean applicant for a fiscal fund", ordinary(18, "样例省实诚科技有限公司", day, tax="A")
        ),
        _fund_listed(day),
        _on_list("inspect-bad", 20, "样例省多查制造有限公司", day, "on the serious list: key supervision"),
    )


def _on_list(key: str, serial: int, name: str, day: date, purpose: str) -> CastMember:
    subject = replace(ordinary(serial, name, day), listings=(listing(key, day - days(200)),))
    return enterprise(key, purpose, subject)


def _expired(day: date) -> CastMember:
    entry = listing("expired", add_years(day, -3) - days(30))
    subject = replace(ordinary(11, "样例省期满食品有限公司", day), listings=(entry,))
    return enterprise("expired", "serious-list entry whose three years are over, never exited", subject)


def _repaired(day: date) -> CastMember:
    standing = Standing(status=RecordStatus.REPAIRED, since=day - days(30))
    entry = replace(listing("repaired", day - days(500)), standing=standing)
    subject = replace(ordinary(12, "样例省修复食品有限公司", day), listings=(entry,))
    return enterprise("repaired", "serious-list entry repaired 30 days ago", subject)


def _exited(day: date) -> CastMember:
    left = day - days(10)
    entry = replace(
        listing("exited", day - days(500)),
        standing=Standing(status=RecordStatus.ENDED, since=left),
        exit_on=left,
        exit_number=f"样SCJG移严〔{left.year}〕3号",
    )
    subject = replace(ordinary(13, "样例省移出食品有限公司", day), listings=(entry,))
    return enterprise("exited", "left the serious list 10 days ago, with the document", subject)


def _renamed_unknown(day: date) -> CastMember:
    entry = replace(listing("renamed-unknown", day - days(200)), name="样例省无名氏商贸有限公司")
    subject = replace(ordinary(16, "样例省正名食品有限公司", day), listings=(entry,))
    return enterprise("renamed-unknown", "serious-list entry with its code and a name it never bore", subject)


def _renamed_former(day: date) -> CastMember:
    subject = ordinary(17, "样例省新名商贸有限公司", day)
    changed = add_years(day, -1)
    former = FormerName(name=FORMER_NAME, since=subject.unit.established, until=changed - days(1))
    entry = replace(listing("renamed-former", add_years(day, -2)), name=FORMER_NAME)
    subject = replace(subject, unit=replace(subject.unit, former=(former,)), listings=(entry,))
    return enterprise("renamed-former", "serious-list entry under the name it bore then; not to be flagged", subject)


def _fund_listed(day: date) -> CastMember:
    entry = listing("fund-listed", day - days(100), "CZZJ", "finance")
    subject = replace(ordinary(19, "样例省骗补科技有限公司", day), listings=(entry,))
    return enterprise("fund-listed", "on the fiscal-fund list for 100 days", subject)
