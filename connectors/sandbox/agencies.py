"""The agencies of the sandbox world; none of them exists."""

from __future__ import annotations

import strawberry

from schema.agencies import Agency
from schema.codes import AgencyKind

_ROWS = (
    ("market-regulation", "Market Regulation Administration", "市场监督管理局", "11990000TA01LY0062", "registration"),
    ("tax", "Tax Service", "税务局", "11990000TA02LY007P", "tax"),
    ("court", "High People's Court", "高级人民法院", "11990000TA03LY008D", "court"),
    ("credit-centre", "Public Credit Information Centre", "公共信用信息中心", "11990000TA04LY0093", "publicity"),
    ("ecology", "Department of Ecology and Environment", "生态环境厅", "11990000TA05LY00XK", "environment"),
    ("civility-office", "Civility Office", "文明办", "11990000TA06LY000C", "models"),
    ("credit-office", "Credit Office", "信用办", "11990000TA07LY0012", "serious-lists"),
    ("customs", "Customs", "海关", "11990000TA08LY002P", "customs"),
    ("port-office", "Port Office", "口岸办", "11990000TA09LY003D", "port"),
    ("transport", "Department of Transport", "交通运输厅", "11990000TA10LY007Q", "highway-construction"),
    ("trading-centre", "Public Resource Trading Centre", "公共资源交易中心", "11990000TA11LY008E", "trading"),
    ("finance", "Department of Finance", "财政厅", "11990000TA12LY0094", "finance"),
    ("emergency-management", "Department of Emergency Management", "应急管理厅", "11990000TA16LY002Q", "safety"),
    (
        "ecology-neighbour",
        "Department of Ecology and Environment",
        "生态环境厅",
        "11980000TA13LY00XG",
        "environment",
    ),
    ("transport-neighbour", "Department of Transport", "交通运输厅", "11980000TA14LY0009", "highway-construction"),
    ("ecology-far", "Department of Ecology and Environment", "生态环境厅", "11970000TA15LY001T", "environment"),
    ("builders-association", "Builders' Association", "建筑业协会", "51990000TA17LY003A", "construction"),
    ("rating-agency", "Credit Rating Agency", "信用评级有限公司", "91990000TA22LY0006", "credit-rating"),
)
_REGIONS = {
    "990000": ("Sample Province", "样例省"),
    "980000": ("Neighbour Province", "邻例省"),
    "970000": ("Far Province", "远例省"),
}
_KINDS = {
    "court": AgencyKind.COURT,
    "builders-association": AgencyKind.ASSOCIATION,
    "rating-agency": AgencyKind.CREDIT_SERVICE,
}


def _agency(slug: str, name: str, name_zh: str, code: str, field: str) -> Agency:
    region = code[2:8]
    place, place_zh = _REGIONS[region]
    return Agency(
        slug=strawberry.ID(slug),
        name=f"{place} {name}",
        name_zh=f"{place_zh}{name_zh}",
        code=code,
        kind=_KINDS.get(slug, AgencyKind.GOVERNMENT),
        region=region,
        field=field,
    )


AGENCIES = {row[0]: _agency(*row) for row in _ROWS}
