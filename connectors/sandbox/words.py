"""The words and codes departments write for what the schema has code lists for."""

from __future__ import annotations

from schema.codes import (
    Area,
    CommitmentKind,
    CourtCaseKind,
    ModelSource,
    PenaltyKind,
    PublicInterest,
    RecordStatus,
    Role,
    Severity,
    SubjectKind,
)

PENALTY_KIND = {
    PenaltyKind.WARNING: "警告",
    PenaltyKind.CRITICISM: "通报批评",
    PenaltyKind.FINE: "罚款",
    PenaltyKind.CONFISCATION_OF_GAINS: "没收违法所得",
    PenaltyKind.CONFISCATION_OF_PROPERTY: "没收非法财物",
    PenaltyKind.STOP_PRODUCTION: "责令停产停业",
    PenaltyKind.SUSPEND_LICENCE: "暂扣许可证",
    PenaltyKind.REVOKE_LICENCE: "吊销许可证",
    PenaltyKind.DETENTION: "行政拘留",
    PenaltyKind.OTHER: "其他",
}
ROLE = {
    Role.LEGAL_REPRESENTATIVE: "法定代表人",
    Role.PRINCIPAL_IN_CHARGE: "主要负责人",
    Role.DIRECTOR: "董事",
    Role.SENIOR_MANAGER: "高级管理人员",
    Role.SHAREHOLDER: "股东",
    Role.REGISTERED_PRACTITIONER: "注册执业人员",
    Role.OTHER_RESPONSIBLE: "其他直接责任人员",
}
STATUS = {
    RecordStatus.CURRENT: "1",
    RecordStatus.WITHDRAWN: "2",
    RecordStatus.REPAIRED: "3",
    RecordStatus.ENDED: "4",
}
SEVERITY = {Severity.MINOR: "1", Severity.GENERAL: "2", Severity.SERIOUS: "3", Severity.UNKNOWN: None}
AREA = {
    Area.LIFE_AND_HEALTH: "A1",
    Area.MARKET_ORDER: "A2",
    Area.JUDICIAL_CREDIBILITY: "A3",
    Area.NATIONAL_DEFENCE: "A4",
}
OFFENCE = {
    "food-and-drugs": "0101",
    "ecological-environment": "0102",
    "work-safety": "0104",
    "tax-evasion-fraud": "0202",
    "counterfeit-goods": "0210",
    "other-market-order": "0299",
}
MODEL_SOURCE = {
    ModelSource.CLASSIFIED_SUPERVISION: "信用分级分类监管",
    ModelSource.MORAL_MODEL: "诚信道德模范",
    ModelSource.YOUNG_VOLUNTEER: "优秀青年志愿者",
    ModelSource.ASSOCIATION_MEMBER: "行业协会商会推荐",
    ModelSource.NEWS_MEDIA: "新闻媒体挖掘",
}
COMMITMENT_KIND = {
    CommitmentKind.COMPREHENSIVE: "综合信用承诺",
    CommitmentKind.SPECIAL: "专项信用承诺",
    CommitmentKind.SELF_DECLARED_STANDARD: "自我声明公开标准",
}
PUBLIC_INTEREST = {
    PublicInterest.ENVIRONMENT: "生态环境公益诉讼",
    PublicInterest.CONSUMERS: "消费者权益公益诉讼",
    PublicInterest.INVESTORS: "投资者权益公益诉讼",
}
PUBLIC_ACTION_RESULTS = ("审理中", "支持", "部分支持", "驳回")
COURT_CASE_KIND = {
    CourtCaseKind.CIVIL: "民事",
    CourtCaseKind.ADMINISTRATIVE: "行政",
    CourtCaseKind.CRIMINAL: "刑事",
}
PARTY_ROLES = ("原告", "被告", "第三人")
JUDGMENT_OUTCOMES = ("胜诉", "部分胜诉", "败诉", "不承担责任", "驳回起诉")
CRIMINAL_OUTCOMES = ("有罪", "无罪")
JUDGMENT_EFFECTS = ("已生效", "未生效", "再审撤销")
COMMITMENT_STATE = {None: "履行中", True: "已履行", False: "未履行"}
ENTITY_TYPE = {
    SubjectKind.ENTERPRISE: "有限责任公司",
    SubjectKind.SELF_EMPLOYED: "个体工商户",
    SubjectKind.COOPERATIVE: "农民专业合作社",
    SubjectKind.PUBLIC_INSTITUTION: "事业单位",
    SubjectKind.SOCIAL_ORGANISATION: "民办非企业单位",
}
COUNTERPART = {SubjectKind.SELF_EMPLOYED: "个体工商户"}
LIST_NAME = {
    "SCJG": "市场监督管理严重违法失信名单",
    "SPAQ": "食品安全严重违法失信名单",
    "CZZJ": "财政资金领域严重失信名单",
    "SSWF": "重大税收违法失信主体名单",
    "HJBH": "生态环境严重失信名单",
}
LIST_BASIS = {
    "SCJG": "《市场监督管理严重违法失信名单管理办法》",
    "SPAQ": "《中华人民共和国食品安全法》",
    "CZZJ": "《财政违法行为处罚处分条例》",
    "SSWF": "《重大税收违法失信主体信息公布管理办法》",
    "HJBH": "《中华人民共和国环境保护法》",
}
ENVIRONMENT = {
    "green": ("绿", "绿色", "绿牌"),
    "blue": ("蓝", "蓝色"),
    "yellow": ("黄", "黄色"),
    "red": ("红", "红色"),
}
CUSTOMS = {
    "advanced-certified": "高级认证企业",
    "certified": "认证企业",
    "regular": "常规企业",
    "dishonest": "失信企业",
    "seriously-dishonest": "严重失信企业",
}
CUSTOMS_BEFORE_2026_04 = {
    "advanced-certified": "高级认证企业",
    "certified": "其他注册登记和备案企业",
    "regular": "其他注册登记和备案企业",
    "dishonest": "失信企业",
    "seriously-dishonest": "失信企业",
}
