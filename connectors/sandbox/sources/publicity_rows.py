"""How the hub writes licences (XK_*) and penalties (CF_*), old column names and copied codes included."""

from __future__ import annotations

from random import Random

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.dirt import in_wan, written_code, written_date, written_nothing, written_number, written_text
from connectors.sandbox.model import Licence, Penalty, Unit
from connectors.sandbox.sources.base import Body
from connectors.sandbox.words import AREA, COUNTERPART, PENALTY_KIND, SEVERITY, STATUS
from schema.codes import RecordStatus, Role

PLACEHOLDER = "00000000000000000X"
_OLD_NAMES = {"XDR_GSZC": "XDR_GSDJ", "XDR_ZZJG": "XDR_ZDM", "FRDB": "FDDB"}


def licence_row(unit: Unit, licence: Licence, clerk: Random, *, copies_code: bool) -> Body:
    """Write a licence."""
    valid = licence.standing.status is RecordStatus.CURRENT
    return {
        "XK_ID": f"HUB-{licence.id}",
        **_counterpart("XK_", unit, clerk, copies_code=copies_code),
        "XK_XKWS": f"{licence.certificate}准予行政许可决定书",
        "XK_WSH": written_number(licence.number, clerk),
        "XK_XKLB": "普通",
        "XK_XKZS": licence.certificate,
        "XK_XKBH": licence.certificate_number,
        "XK_NR": licence.content,
        "XK_JDRQ": written_date(licence.decided, clerk),
        "XK_YXQZ": written_date(licence.decided, clerk),
        "XK_YXQZI": written_date(licence.until, clerk) if licence.until else "2099-12-31",
        "XK_XKJG": licence.issuer.name_zh,
        "XK_XKJGDM": licence.issuer.code,
        "XK_ZT": "1" if valid else "2",
        "XK_ZTRQ": written_date(licence.standing.since, clerk),
        "XK_LYDW": AGENCIES["credit-centre"].name_zh,
        "XK_LYDWDM": AGENCIES["credit-centre"].code,
        "BZ": written_nothing(clerk),
    }


def penalty_row(unit: Unit, penalty: Penalty, clerk: Random, *, copies_code: bool) -> Body:
    """Write a penalty; amounts in 万元."""
    standing = penalty.hub_standing or penalty.standing
    return {
        "CF_ID": f"HUB-{penalty.id}",
        **_counterpart("CF_", unit, clerk, copies_code=copies_code),
        "CF_WSH": _number(penalty, clerk),
        "CF_WFXW": penalty.offence,
        "CF_SY": f"经查，当事人{penalty.offence}",
        "CF_YJ": penalty.basis,
        "CF_CFLB": clerk.choice((";", "；", "、")).join(PENALTY_KIND[kind] for kind in penalty.kinds),
        "CF_NR": "；".join(PENALTY_KIND[kind] for kind in penalty.kinds),
        "CF_NR_FK": in_wan(penalty.fine, clerk),
        "CF_NR_WFFF": in_wan(penalty.confiscated, clerk),
        "CF_NR_ZKDX": written_text(penalty.licence, clerk),
        "CF_WFRQ": written_date(penalty.conduct, clerk),
        "CF_JDRQ": written_date(penalty.decided, clerk),
        "CF_YXQ": "2099-12-31",
        "CF_GSJZQ": written_date(penalty.public_until, clerk),
        "CF_SXYZCD": SEVERITY[penalty.severity] or written_nothing(clerk),
        "CF_ZDLY": AREA[penalty.area] if penalty.area else written_nothing(clerk),
        "CF_CFJG": penalty.issuer.name_zh,
        "CF_CFJGDM": PLACEHOLDER if penalty.placeholder_authority else penalty.issuer.code,
        "CF_SJLY": AGENCIES["credit-centre"].name_zh,
        "CF_SJLYDM": AGENCIES["credit-centre"].code,
        "CF_ZT": STATUS[standing.status],
        "CF_ZTRQ": written_date(standing.since, clerk),
        "BZ": written_nothing(clerk),
    }


def row_about_a_person(row: Body, unit: Unit) -> Body:
    """Write a household's penalty once more, as one of the person who runs it: every company column is blank."""
    blank = {name: "" for name in row if name.startswith("CF_XDR_") or name in {"CF_FRDB", "CF_FDDB"}}
    person = {"CF_XDR_MC": unit.posts[0].person.name, "CF_XDR_LB": "自然人", "CF_XDR_ZJLX": "01", "CF_XDR_ZJHM": ""}
    return {**row, **blank, **person, "CF_ID": f"{row['CF_ID']}-ZRR", "CF_WSH": f"{row['CF_WSH'] or ''}之一"}


def _number(penalty: Penalty, clerk: Random) -> str | None:
    """Write market regulation's numbers, which the registry delivers too, with other brackets than it does."""
    if penalty.number and penalty.issuer is AGENCIES["market-regulation"]:
        return penalty.number.replace("〔", "[").replace("〕", "]")
    return written_number(penalty.number, clerk)


def _counterpart(prefix: str, unit: Unit, clerk: Random, *, copies_code: bool) -> Body:
    codes = unit.codes
    columns = {
        "XDR_MC": unit.name,
        "XDR_LB": COUNTERPART.get(unit.kind, "法人及非法人组织"),
        "XDR_SHXYM": written_code(codes.credit, clerk),
        "XDR_GSZC": codes.registration,
        "XDR_ZZJG": codes.credit if copies_code else codes.organisation,
        "XDR_SWDJ": codes.credit if copies_code else written_nothing(clerk),
        "XDR_SYDW": codes.credit if copies_code else "",
        "XDR_SHZZ": codes.credit if copies_code else "",
        "FRDB": _legal_representative(unit),
    }
    old = clerk.random() < 0.25
    return {prefix + (_OLD_NAMES.get(name, name) if old else name): value for name, value in columns.items()}


def _legal_representative(unit: Unit) -> str:
    held = [post for post in unit.posts if post.role is Role.LEGAL_REPRESENTATIVE and post.until is None]
    return held[-1].person.name if held else ""
