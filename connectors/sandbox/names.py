"""Invented names: places that do not exist, words that name nobody."""

from __future__ import annotations

from random import Random

from schema.codes import SubjectKind

_PLACES = ("样例省", "样例市", "青样县", "云例县", "邻例省")
_FIRST = "晨禾岚澄越棠楠汀沐霁皓芷"
_SECOND = "泽远恒川序宁砚舟野屿笙畅"
_TRADES = ("食品", "建设", "路桥", "化工", "商贸", "物流", "制造", "科技", "餐饮", "环保", "机电", "包装")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "一二三四五六七八九十"
_ENDINGS = {
    SubjectKind.ENTERPRISE: "有限公司",
    SubjectKind.SELF_EMPLOYED: "经营部",
    SubjectKind.COOPERATIVE: "专业合作社",
    SubjectKind.PUBLIC_INSTITUTION: "服务中心",
    SubjectKind.SOCIAL_ORGANISATION: "促进中心",
}


def unit_name(kind: SubjectKind, draw: Random) -> str:
    """Give the name of an invented unit."""
    stem = draw.choice(_FIRST) + draw.choice(_SECOND)
    return f"{draw.choice(_PLACES)}{stem}{draw.choice(_TRADES)}{_ENDINGS[kind]}"


def person_name(draw: Random) -> str:
    """Give the name of an invented person; 样 marks it as such."""
    return f"{draw.choice(_SURNAMES)}样{draw.choice(_GIVEN)}"
