"""How the registry writes units, officers, its own penalties and a person's posts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from random import Random

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_code, written_date, written_nothing, written_text
from connectors.sandbox.model import Involved, Penalty, Post, Unit
from connectors.sandbox.sources.base import Body
from connectors.sandbox.words import AREA, ENTITY_TYPE, OFFENCE, PENALTY_KIND, ROLE, SEVERITY, STATUS


def unit_data(unit: Unit, seed: int) -> Body:
    """Write a unit with its identifiers, names and officers."""
    clerk = chance(seed, "registry", unit.codes.credit)
    organ = AGENCIES["market-regulation"]
    organisation = unit.codes.organisation
    return {
        "uniscid": unit.codes.credit,
        "orgCode": f"{organisation[:8]}-{organisation[8]}",
        "regNo": unit.codes.registration,
        "taxNo": unit.codes.taxpayer,
        "entName": unit.name,
        "entType": ENTITY_TYPE[unit.kind],
        "regState": unit.state,
        "estDate": written_date(unit.established, clerk),
        "regOrg": organ.name_zh,
        "regOrgCode": organ.code,
        "names": _names(unit, clerk),
        "officers": [_officer(post, clerk) for post in unit.posts],
    }


def _names(unit: Unit, clerk: Random) -> list[Body]:
    former = [
        {"entName": name.name, "from": written_date(name.since, clerk), "to": written_date(name.until, clerk)}
        for name in unit.former
    ]
    start = max((name.until for name in unit.former), default=None)
    since = start.fromordinal(start.toordinal() + 1) if start else unit.established
    return [*former, {"entName": unit.name, "from": written_date(since, clerk), "to": written_nothing(clerk)}]


def _officer(post: Post, clerk: Random) -> Body:
    return {
        "name": post.person.name,
        "certType": "01",
        "certNo": post.person.number,
        "role": ROLE[post.role],
        "from": written_date(post.since, clerk),
        "to": written_date(post.until, clerk),
    }


def penalty_row(unit: Unit, penalty: Penalty, clerk: Random) -> Body:
    """Write a penalty in market regulation's own columns; amounts in yuan."""
    until = penalty.public_until if penalty.public_until and penalty.public_until > penalty.decided else None
    return {
        "penId": f"SCJG-{penalty.id}",
        "uniscid": written_code(unit.codes.credit, clerk),
        "entName": unit.name,
        "penDecNo": penalty.number if penalty.number is not None else written_nothing(clerk),
        "illegActType": penalty.offence,
        "penContent": "；".join(PENALTY_KIND[kind] for kind in penalty.kinds),
        "penType": clerk.choice((";", "、")).join(PENALTY_KIND[kind] for kind in penalty.kinds),
        "penAmt": _yuan(penalty.fine, clerk),
        "forfAmt": _yuan(penalty.confiscated, clerk),
        "penBasis": penalty.basis,
        "licName": written_text(penalty.licence, clerk),
        "penAuth_CN": penalty.issuer.name_zh,
        "penAuthCode": penalty.issuer.code,
        "penDecIssDate": written_date(penalty.decided, clerk),
        "illegActDate": written_date(penalty.conduct, clerk),
        "publicDate": written_date(penalty.decided, clerk),
        "publicUntil": written_date(until, clerk),
        "sevLevel": SEVERITY[penalty.severity],
        "areaCode": AREA[penalty.area] if penalty.area else written_nothing(clerk),
        "offCode": OFFENCE[penalty.offence_id] if penalty.offence_id else None,
        "penState": STATUS[penalty.standing.status],
        "stateDate": written_date(penalty.standing.since, clerk),
        "dataSource": "SCJG",
        "persons": [involved_row(involved) for involved in penalty.persons],
    }


def involved_row(involved: Involved) -> Body:
    """Write a person a decision names."""
    directly = None if involved.directly is None else str(int(involved.directly))
    return {
        "name": involved.person.name,
        "certType": "01",
        "certNo": involved.person.number,
        "role": ROLE[involved.role],
        "directlyResponsible": directly,
    }


def person_body(units: Iterable[Unit]) -> dict[str, Body]:
    """Write every officer's posts, by resident identity."""
    people: dict[str, Body] = {}
    for unit in units:
        for post in unit.posts:
            body = people.setdefault(post.person.number, {"name": post.person.name, "postTotal": 0, "posts": []})
            body["postTotal"] += 1
            body["posts"].append(_post_row(unit, post))
    return people


def _post_row(unit: Unit, post: Post) -> Body:
    return {
        "uniscid": unit.codes.credit,
        "entName": unit.name,
        "role": ROLE[post.role],
        "from": post.since.isoformat(),
        "to": post.until.isoformat() if post.until else None,
    }


def _yuan(amount: Decimal | None, clerk: Random) -> str | None:
    return f"{amount:.2f}" if amount is not None else written_nothing(clerk)
