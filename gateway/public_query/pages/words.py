"""The words of the page, Chinese and English; and of the codes the public is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from schema.codes import (
    CommitmentKind,
    CourtCaseKind,
    JudgmentOutcome,
    ModelSource,
    PartyRole,
    PenaltyKind,
    Severity,
    SubjectKind,
)
from schema.declare import CodeList

Words = tuple[str, str]

WORDS: Final[Mapping[str, Words]] = {
    "title": ("公共信用信息一站式查询", "One-stop query of public credit information"),
    "lead": (
        "输入统一社会信用代码，查询企业和其他组织依法公开的信用信息。",
        "Enter a unified social credit code to see what the law makes public about an enterprise or organisation.",
    ),
    "other_language": ("English", "中文"),
    "code": ("统一社会信用代码", "Unified social credit code"),
    "code_hint": (
        "18位，可从营业执照上抄录；自然人不可查询。",
        "18 characters, as on the certificate; persons are not asked about.",
    ),
    "search": ("查询", "Search"),
    "refused": ("无法查询", "The query cannot be answered"),
    "INVALID_IDENTIFIER": (
        "统一社会信用代码有误，请核对后重新输入。",
        "That is no unified social credit code; compare it with the certificate.",
    ),
    "UNKNOWN_SUBJECT": ("登记机关没有使用该代码的主体。", "The registry knows no unit with this code."),
    "TOO_MANY_REQUESTS": ("查询过于频繁，请稍后再试。", "Too many queries; try again in a minute."),
    "OTHER_REFUSAL": ("暂时无法查询，请稍后再试。", "The query cannot be answered now; try again in a moment."),
    "unnamed": ("名称暂不可得", "Name not available"),
    "status": ("登记状态", "Status"),
    "kind": ("主体类别", "Kind"),
    "incomplete": (
        "查询结果不完整：{who}未答复。未显示的信息不表示不存在，请稍后再查。",
        "This answer is incomplete: no reply from {who}. What is not shown may exist; ask again later.",
    ),
    "none": (
        "没有依法公开的记录。这不表示该主体没有其他信用记录。",
        "No record is public. That does not mean that no other record exists.",
    ),
    "total": ("共{total}条公开记录，截至{day}", "{total} public record(s) as of {day}"),
    "RED_LIST_ENTRY": ("守信激励：诚信典型", "Good information: integrity models"),
    "COMMITMENT": ("公开的信用承诺", "Open credit commitments"),
    "LICENCE": ("行政许可", "Administrative licences"),
    "PENALTY": ("行政处罚", "Administrative penalties"),
    "SERIOUS_DISHONESTY_ENTRY": ("严重失信主体名单", "Serious-dishonesty lists"),
    "JUDGMENT": ("已生效的裁判文书", "Judgments of courts that took effect"),
    "ENFORCEMENT_ENTRY": ("失信被执行人", "Dishonest persons subject to enforcement"),
    "issuer": ("作出机关", "Decided by"),
    "document_number": ("文书号", "Document number"),
    "decided_on": ("决定日期", "Decided on"),
    "last_day": ("公示截止日期", "Public until"),
    "no_last_day": ("法律未规定截止日期", "No last day is set"),
    "in_force": ("在列期间公示", "While it is in force"),
    "severity": ("失信程度", "Severity"),
    "cites": ("决定依据", "Decision rests on"),
    "basis": ("公示依据", "Public under"),
    "record": ("记录编号", "Record"),
    "media": ("严重失信案例，媒体可依法曝光，依据", "Serious case that media may report by law, under"),
    "verification": (
        "该信息自{day}起正在异议核实中，核实结束前不得据此采取联合惩戒措施。",
        "Under verification since {day}, upon an objection; no joint measure may rest on it meanwhile.",
    ),
    "for_reference": ("由社会组织提供，仅供参考。", "Supplied by a social body, for reference only."),
    "licenceName": ("许可证书", "Licence"),
    "certificateNumber": ("证书编号", "Certificate number"),
    "content": ("内容", "Content"),
    "validFrom": ("有效期自", "Valid from"),
    "validUntil": ("有效期至", "Valid until"),
    "offence": ("违法行为类型", "Offence"),
    "penaltyKinds": ("处罚类别", "Kinds of penalty"),
    "fineYuan": ("罚款（元）", "Fine (yuan)"),
    "confiscatedYuan": ("没收（元）", "Confiscated (yuan)"),
    "licenceAffected": ("暂扣或吊销证照", "Licence suspended or revoked"),
    "designation": ("荣誉称号", "Designation"),
    "modelSource": ("认定来源", "Found by"),
    "list": ("名单", "List"),
    "reason": ("列入事由", "Reason"),
    "caseNumber": ("案号", "Case number"),
    "conduct": ("失信行为情形", "Conduct"),
    "commitmentKind": ("承诺类型", "Kind of commitment"),
    "text": ("承诺内容", "Text"),
    "dueOn": ("履行期限", "Due on"),
    "fulfilled": ("履行情况", "Kept"),
    "caseKind": ("案件类型", "Kind of case"),
    "partyRole": ("诉讼地位", "Role in the case"),
    "outcome": ("裁判结果", "Outcome"),
    "effectiveOn": ("生效日期", "In effect since"),
    "registeredOn": ("登记日期", "Registered on"),
    "pages": ("第{page}页，共{pages}页", "Page {page} of {pages}"),
    "previous": ("上一页", "Previous page"),
    "next": ("下一页", "Next page"),
    "rights": ("异议、信用修复与救济", "Objections, repair and remedies"),
    "object": (
        "认为信息有误的，可凭记录编号向作出机关或“信用中国”提出异议；核实期间不得据此采取联合惩戒措施。",
        "Is something wrong? Object at the deciding body or Credit China, by its number; no joint measure meanwhile.",
    ),
    "repair": (
        "已纠正失信行为、履行相关义务的，可通过“信用中国”申请信用修复；修复后停止公示。",
        "Is the conduct corrected, every duty done? Apply to Credit China for repair; what is repaired is not public.",
    ),
    "time_limit": ("期限", "Time limit"),
    "foot": (
        "本页只显示今天依法可以公开的信息，不保存查询人信息。规则版本：{rules}。查询时间：{at}。",
        "Only what may be public today is shown; nothing is kept about who asked. Rules: {rules}. Asked at {at}.",
    ),
}
_FLAGS: Final[Mapping[str, Words]] = {"YES": ("已履行", "Yes"), "NO": ("未履行", "No")}
_LISTS: Final[Mapping[str, type[CodeList]]] = {
    "penaltyKinds": PenaltyKind,
    "modelSource": ModelSource,
    "commitmentKind": CommitmentKind,
    "caseKind": CourtCaseKind,
    "partyRole": PartyRole,
    "outcome": JudgmentOutcome,
    "severity": Severity,
    "kind": SubjectKind,
}
_BESIDE: Final = re.compile(r"^(.*?)\s*[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）][^()]*$")


def value_words(name: str, written: str) -> tuple[Words, ...]:
    """Give the codes of a fact in both languages, from the descriptions of their list; a text is one, as it is."""
    if name == "fulfilled":
        return (_FLAGS.get(written, (written, written)),)
    codes = _LISTS.get(name)
    if codes is None:
        return ((written, written),)
    return tuple(_code_words(codes[each].description) for each in written.split())


def _code_words(description: str) -> Words:
    said = description.rstrip(".")
    beside = _BESIDE.match(said)
    return (beside[2], beside[1]) if beside else (said, said)
