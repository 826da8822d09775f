"""Kinds of information that must never be collected: refused by name, wherever an agency file mentions them.

How far each basis was checked is said as in the rule packs: order 631 art. 14 and PIPL art. 28 were read in secondary
sources, Guofa [2016] 33 in its text (GO-13-b); UNVERIFIED ones are general knowledge.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from schema.measures import BasisConfidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal basis and how far it was checked."""

    text: str
    confidence: BasisConfidence

    def __str__(self) -> str:
        return f"{self.text}, {self.confidence.value.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One kind: what it is, why it is refused, and the names it goes by; as a text, the sentence for people."""

    name: str
    name_zh: str
    reason: str
    bases: tuple[Citation, ...]
    chinese: tuple[str, ...] = field(repr=False)  # found anywhere in a name
    latin: tuple[str, ...] = field(repr=False)  # English and pinyin, found as whole words of a name, in this order
    whole: tuple[str, ...] = field(default=(), repr=False)  # refused only where they are the whole name
    otherwise: tuple[str, ...] = field(default=(), repr=False)  # names inside which they mean something else

    def __str__(self) -> str:
        bases = "; ".join(map(str, self.bases))
        return f"{self.name} ({self.name_zh}) must never be collected, for {self.reason} ({bases})"


def refusal_of(word: str) -> Refused | None:
    """Give why a record kind, column or field of this name is refused, or None.

    Chinese names are found anywhere in the word; English ones as whole words of it, however it is written
    (`religiousBelief`, `RELIGIOUS_BELIEF`, `religiousbelief`), and in full width too.
    """
    plain = unicodedata.normalize("NFKC", word)
    return next((kind for kind in NEVER_COLLECTED if _names(kind, _words(plain), _bare(plain))), None)


_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def _words(plain: str) -> str:
    return f"_{'_'.join(_WORD.findall(plain))}_".lower()


@lru_cache(maxsize=1024)
def _bare(plain: str) -> str:
    return "".join(character for character in plain.lower() if character.isalnum())


def _names(kind: Refused, words: str, bare: str) -> bool:
    if bare in map(_bare, kind.whole):
        return True
    for name in kind.otherwise:
        words, bare = words.replace(f"_{name}_", "_|_"), bare.replace(_bare(name), "|")
    glued = "_" not in words[1:-1]  # no word is told from the next, so names of several are looked for inside
    return (
        any(name in bare for name in kind.chinese)
        or any(f"_{name}_" in words for name in kind.latin)
        or (glued and any(_bare(name) in bare for name in kind.latin if "_" in name))
    )


_UNVERIFIED, _SECONDARY = BasisConfidence.UNVERIFIED, BasisConfidence.SECONDARY
_FORBIDDEN = Citation("征信业管理条例 (State Council order 631) art. 14 para. 1", _SECONDARY)
_WITH_CONSENT = Citation("征信业管理条例 (State Council order 631) art. 14 para. 2", _SECONDARY)
_SENSITIVE = Citation("个人信息保护法 (PIPL) art. 28", _SECONDARY)
_MINIMUM = Citation("个人信息保护法 (PIPL) art. 6", _UNVERIFIED)
_NEEDLESS = "it is not needed to judge credit, and nobody may suffer for it"

NEVER_COLLECTED: tuple[Refused, ...] = (
    Refused(
        name="petitions",
        name_zh="信访",
        reason="petitioning is a right that is never held against anyone",
        bases=(Citation("宪法 (Constitution) art. 41", _UNVERIFIED), Citation("信访工作条例 (2022)", _UNVERIFIED)),
        chinese=("信访", "上访人", "上访户", "上访记录", "上访信息", "越级上访"),
        latin=("petition", "petitions", "petitioner", "petitioners", "xinfangren", "xinfangshixiang", "xinfangjian"),
        otherwise=("bankruptcy_petition", "winding_up_petition", "通信访问", "微信访问", "短信访问"),
    ),
    Refused(
        name="religion",
        name_zh="宗教信仰",
        reason="it may be collected of nobody",
        bases=(_FORBIDDEN, _SENSITIVE),
        chinese=("宗教", "是否信教", "信教群众"),
        latin=(
            *("religion", "religions", "religious_belief", "religious_beliefs", "religious_affiliation"),
            *("religious_faith", "zongjiao", "zongjiaoxinyang", "zjxy"),
        ),
        whole=("信仰", "faith", "religious"),
        otherwise=("宗教活动场所", "宗教院校", "宗教团体", "宗教事务"),
    ),
    Refused(
        name="genes, fingerprints, blood type and other biometrics",
        name_zh="基因、指纹、血型等生物识别信息",
        reason="they may be collected of nobody",
        bases=(_FORBIDDEN, _SENSITIVE),
        chinese=("基因", "指纹", "血型", "生物识别", "生物特征", "人脸", "面部识别", "虹膜", "声纹", "掌纹"),
        latin=(
            *("gene", "genes", "genome", "dna", "genetic_data", "genetic_information", "fingerprint", "fingerprints"),
            *("blood_type", "blood_group", "biometric", "biometrics", "face_recognition", "facial_recognition"),
            *("faceprint", "iris_scan", "iris_image", "voiceprint", "palm_print", "zhiwen", "xuexing", "renlian"),
        ),
        whole=("iris",),
        otherwise=(
            *("转基因", "证书指纹", "数字指纹", "文件指纹", "公钥指纹", "certificate_fingerprint", "cert_fingerprint"),
            *("key_fingerprint", "file_fingerprint", "document_fingerprint"),
        ),
    ),
    Refused(
        name="illness, medical history and health",
        name_zh="疾病、病史和医疗健康信息",
        reason="they may be collected of nobody",
        bases=(_FORBIDDEN, _SENSITIVE),
        chinese=(
            *("疾病", "病史", "病历", "病案", "病情", "患者", "医疗健康", "医疗记录", "就诊", "就医", "体检报告"),
            *("体检结果", "健康状况", "健康信息", "健康档案", "临床诊断", "诊断证明", "诊断结论", "诊断结果"),
        ),
        latin=(
            *("medical_record", "medical_records", "medical_history", "medical_condition", "health_record"),
            *("health_records", "health_status", "health_condition", "health_information", "disease_history"),
            *("illness", "diagnosis", "patient", "patients", "hiv", "bingli", "bingshi"),
        ),
        whole=("disease", "diseases", "medical", "health", "医疗", "健康", "诊断"),
        otherwise=("疾病预防控制", "疾病控制", "企业健康状况", "财务健康状况"),
    ),
    Refused(
        name="what a person earns, owns or holds with banks",
        name_zh="个人收入、存款、有价证券、商业保险、不动产信息",
        reason="it takes the person's written consent, which no source can show this gateway",
        bases=(_WITH_CONSENT, _SENSITIVE),
        chinese=(
            *("个人存款", "银行存款", "储蓄存款", "存款余额", "存款信息", "有价证券", "商业保险", "个人不动产"),
            *("不动产信息", "个人房产", "个人资产", "个人收入", "家庭收入", "个人纳税", "银行账号", "银行账户"),
            *("银行卡", "金融账户", "证券账户"),
        ),
        latin=(
            *("personal_income", "personal_deposit", "personal_deposits", "bank_deposit", "bank_deposits"),
            *("bank_balance", "bank_account", "bank_accounts", "bank_card", "securities_holding"),
            *("securities_holdings", "personal_securities", "commercial_insurance", "life_insurance"),
            *("personal_property", "personal_real_estate", "personal_assets", "personal_tax"),
        ),
        whole=("存款", "不动产"),
        otherwise=("商业保险机构", "商业保险公司"),
    ),
    Refused(
        name="political opinion",
        name_zh="政治面貌、政治观点",
        reason=_NEEDLESS,
        bases=(_MINIMUM, Citation("个人信息保护法 (PIPL) art. 28, specific identity", _UNVERIFIED)),
        chinese=("政治面貌", "政治观点", "政治立场", "政治倾向", "政治信仰", "党派"),
        latin=(
            *("political_opinion", "political_opinions", "political_view", "political_views", "political_party"),
            *("political_affiliation", "party_membership", "zhengzhimianmao", "zzmm"),
        ),
        whole=("political", "politics", "党员"),
    ),
    Refused(
        name="sexual orientation",
        name_zh="性取向",
        reason=_NEEDLESS,
        bases=(_MINIMUM,),
        chinese=("性取向", "性生活"),
        latin=("sexual_orientation", "sexual_preference", "sexuality", "sex_life"),
    ),
    Refused(
        name="ethnic origin",
        name_zh="民族、种族",
        reason=_NEEDLESS,
        bases=(_MINIMUM,),
        chinese=("民族成份", "民族成分", "所属民族", "种族"),
        latin=("ethnicity", "ethnic_group", "ethnic_origin", "racial_origin", "minzu"),
        whole=("民族", "race", "ethnic"),
        otherwise=("植物种族",),
    ),
    Refused(
        name="marriage and family",
        name_zh="婚姻家庭",
        reason="nobody answers for relatives, and no measure reaches them",
        bases=(_MINIMUM,),
        chinese=(
            *("婚姻", "婚育", "婚史", "配偶", "亲属", "家庭成员", "家庭情况", "家庭关系", "子女姓名", "子女信息"),
            *("子女情况", "独生子女", "生育状况", "生育情况", "生育信息"),
        ),
        latin=(
            *("marital_status", "marital", "spouse", "family_member", "family_members", "next_of_kin", "hunyin"),
            *("hunyinzhuangkuang", "hyzk"),
        ),
        whole=("marriage", "子女", "父母"),
        otherwise=("婚姻介绍", "婚姻登记机关", "婚姻登记处"),
    ),
    Refused(
        name="movements of a person",
        name_zh="行踪轨迹",
        reason=_NEEDLESS,
        bases=(_SENSITIVE,),
        chinese=("行踪", "行动轨迹", "活动轨迹", "出行轨迹", "住宿记录", "通话记录"),
        latin=("whereabouts", "location_history", "travel_history", "movement_history", "call_records"),
    ),
    Refused(
        name="children under fourteen",
        name_zh="不满十四周岁未成年人的个人信息",
        reason="it takes a parent's consent, which no source can show this gateway",
        bases=(_SENSITIVE,),
        chinese=(
            *("不满十四周岁", "未满十四周岁", "不满14周岁", "未满14周岁", "十四周岁以下", "14周岁以下"),
            *("未成年人", "未成年子女", "儿童姓名", "儿童信息"),
        ),
        latin=("minors", "minor_child", "minor_children", "child_name", "juvenile", "juveniles", "guardian_name"),
        whole=("儿童", "监护人", "guardian"),
        otherwise=("未成年人保护", "未成年人权益", "侵害未成年人"),
    ),
    Refused(
        name="whistle-blowers",
        name_zh="举报人",
        reason="whoever reports misconduct is kept secret from everyone",
        bases=(Citation("国发〔2016〕33号 (Guofa [2016] No. 33) para. 13", BasisConfidence.VERIFIED),),
        chinese=("举报人", "投诉人", "检举人", "控告人", "揭发人", "线索提供人"),
        latin=(
            *("whistleblower", "whistleblowers", "whistle_blower", "whistle_blowers", "informant", "confirmer"),
            *("complainant", "tipster", "jubaoren"),
        ),
        otherwise=(
            *("被举报人", "被投诉人", "被检举人", "被控告人", "举报人数", "投诉人数", "投诉人次", "beijubaoren"),
        ),
    ),
)
