"""Value tables every agency file may name: the words that law and the national formats themselves fix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TABLES: Mapping[str, Mapping[str, Any]] = {
    "severity": {"1": "MINOR", "2": "GENERAL", "3": "SERIOUS", "轻微": "MINOR", "一般": "GENERAL", "严重": "SERIOUS"},
    "area": {
        "A1": "LIFE_AND_HEALTH",
        "A2": "MARKET_ORDER",
        "A3": "JUDICIAL_CREDIBILITY",
        "A4": "NATIONAL_DEFENCE",
    },
    "flag": {"1": True, "0": False, "是": True, "否": False, "true": True, "false": False},
    "role": {
        "法定代表人": "LEGAL_REPRESENTATIVE",
        "主要负责人": "PRINCIPAL_IN_CHARGE",
        "董事": "DIRECTOR",
        "高级管理人员": "SENIOR_MANAGER",
        "股东": "SHAREHOLDER",
        "注册执业人员": "REGISTERED_PRACTITIONER",
        "其他直接责任人员": "OTHER_RESPONSIBLE",
    },
    "penalty-kind": {
        "警告": "WARNING",
        "通报批评": "CRITICISM",
        "罚款": "FINE",
        "没收违法所得": "CONFISCATION_OF_GAINS",
        "没收非法财物": "CONFISCATION_OF_PROPERTY",
        "没收违法所得和非法财物": ["CONFISCATION_OF_GAINS", "CONFISCATION_OF_PROPERTY"],
        "责令停产停业": "STOP_PRODUCTION",
        "暂扣许可证": "SUSPEND_LICENCE",
        "暂扣许可证件": "SUSPEND_LICENCE",
        "吊销许可证": "REVOKE_LICENCE",
        "吊销许可证件": "REVOKE_LICENCE",
        "吊销营业执照": "REVOKE_LICENCE",
        "暂扣或者吊销许可证": ["SUSPEND_LICENCE", "REVOKE_LICENCE"],
        "行政拘留": "DETENTION",
        "其他*": "OTHER",
    },
    "model-source": {
        "信用分级分类监管": "CLASSIFIED_SUPERVISION",
        "诚信道德模范": "MORAL_MODEL",
        "优秀青年志愿者": "YOUNG_VOLUNTEER",
        "行业协会商会推荐": "ASSOCIATION_MEMBER",
        "新闻媒体挖掘": "NEWS_MEDIA",
    },
    "commitment-kind": {
        "综合信用承诺": "COMPREHENSIVE",
        "专项信用承诺": "SPECIAL",
        "自我声明公开标准": "SELF_DECLARED_STANDARD",
    },
    "public-interest": {
        "生态环境公益诉讼": "ENVIRONMENT",
        "消费者权益公益诉讼": "CONSUMERS",
        "投资者权益公益诉讼": "INVESTORS",
    },
    "court-case-kind": {"民事": "CIVIL", "行政": "ADMINISTRATIVE", "刑事": "CRIMINAL"},
    "party-role": {
        "原告": "PLAINTIFF",
        "上诉人": "PLAINTIFF",
        "申请人": "PLAINTIFF",
        "被告": "DEFENDANT",
        "被告人": "DEFENDANT",
        "被上诉人": "DEFENDANT",
        "被申请人": "DEFENDANT",
        "第三人": "THIRD_PARTY",
    },
    "judgment-outcome": {
        "胜诉": "WON",
        "部分胜诉": "PARTLY_WON",
        "败诉": "LOST",
        "有罪": "GUILTY",
        "无罪": "NOT_GUILTY",
        "不承担责任": "NO_LIABILITY",
        "撤诉": "ENDED",
        "驳回起诉": "ENDED",
    },
}
