"""What must never be collected is refused by name, and nothing a department really delivers is."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.codes import RecordKind
from schema.measures import BasisConfidence
from schema.never_collected import NEVER_COLLECTED, Refused, refusal_of
from schema.records import RECORD_TYPES

_BLOCK = "XDR_MC XDR_LB XDR_TYPE XDR_SHXYM XDR_GSZC XDR_GSDJ XDR_ZZJG XDR_ZDM XDR_SWDJ XDR_SYDW XDR_SHZZ FRDB FDDB"
_REST = "FR_ZJLX FR_ZJHM FR_SFZH XDR_ZJLX XDR_ZJHM WSH NR JDRQ LYDW LYDWDM"
_LICENCE = "XKWS XKLB XKZS XKBH YXQZ YXQZI XKJG XKJGDM ZT"
_PENALTY = (
    "WFXW SY YJ CFLB NR_FK NR_WFFF NR_ZKDX YXQ GSJZQ CFJG CFJGDM SJLY SJLYDM "
    "CFMC CFLB1 CFLB2 JG XZJG ZT AREACODE SYFW SXYZCD BM"
)
_OTHERS = (
    "BZ DFBM SJC ExchangeMessage Header sender receiver flow item securityType Body fields penDecNo illegActType "
    "penContent penAuth_CN penDecIssDate publicDate speCause_CN abntime decOrg_CN remExcpRes_CN remDate reDecOrg_CN "
    "serILLRea_CN COMMENT_YEAR IDENTIFICATION_NO IDENTIFICATION_DATE IDENTIFICATION_DEPT FILE_NAME EXPIRATION_DATE "
    "CASE_NO LEGAL_REPRESENTATIVE EXECUTE_DEPT AREA_NAME EXECUTE_REFRENCE_NO PUBLISH_DATE REGISTER_DATE"
)
_CHINESE = (
    "行政相对人名称 行政相对人类别 行政相对人代码_1 统一社会信用代码 工商注册号 组织机构代码 税务登记号 "
    "事业单位证书号 社会组织登记证号 法定代表人 法定代表人证件类型 证件号码 行政许可决定文书名称 行政许可决定文书号 "
    "许可类别 许可证书名称 许可编号 许可内容 许可决定日期 有效期自 有效期至 许可机关 当前状态 数据来源单位 备注 "
    "行政处罚决定书文号 违法行为类型 违法事实 处罚依据 处罚类别 处罚内容 罚款金额(万元) "
    "没收违法所得、非法财物金额(万元) 暂扣或吊销证照名称及编号 处罚决定日期 处罚有效期 公示截止期 处罚机关 "
    "严重失信主体名单 失信被执行人 守信激励 诚信教育 信用修复"
)
DELIVERED = (
    *(f"{prefix}_{column}" for prefix in ("XK", "CF") for column in f"{_BLOCK} {_REST}".split()),
    *(f"XK_{column}" for column in _LICENCE.split()),
    *(f"CF_{column}" for column in _PENALTY.split()),
    *_OTHERS.split(),
    *_CHINESE.split(),
)
ALIASES = [
    pytest.param(kind, alias, id=f"{kind.name_zh}-{alias}")
    for kind in NEVER_COLLECTED
    for alias in (*kind.chinese, *kind.latin, *kind.whole)
]
FOUND_ANYWHERE = st.sampled_from([(kind, alias) for kind in NEVER_COLLECTED for alias in (*kind.chinese, *kind.latin)])


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("信访", "petitions"),
        ("宗教信仰", "religion"),
        ("religiousBelief", "religion"),
        ("RELIGIOUS_BELIEFS", "religion"),
        ("religiousbelief", "religion"),
        ("XDR_ZJXY", "religion"),
        ("XX_血型", "genes, fingerprints, blood type and other biometrics"),
        ("personDNA", "genes, fingerprints, blood type and other biometrics"),
        ("人脸图像", "genes, fingerprints, blood type and other biometrics"),
        ("病历号", "illness, medical history and health"),
        ("医疗健康", "illness, medical history and health"),
        ("MEDICAL_RECORD", "illness, medical history and health"),
        ("HIVStatus", "illness, medical history and health"),
        ("性取向", "sexual orientation"),
        ("政治面貌", "political opinion"),
        ("FR_ZZMM", "political opinion"),
        ("举报人姓名", "whistle-blowers"),
        ("whistle-blower id", "whistle-blowers"),
        ("个人存款", "what a person earns, owns or holds with banks"),
        ("有价证券", "what a person earns, owns or holds with banks"),
        ("商业保险", "what a person earns, owns or holds with banks"),
        ("不动产", "what a person earns, owns or holds with banks"),
        ("不满十四周岁", "children under fourteen"),
        ("不满１４周岁", "children under fourteen"),
        ("婚姻状况", "marriage and family"),
        ("ＲＥＬＩＧＩＯＮ", "religion"),
        ("宗 教 信 仰", "religion"),
    ],
)
def test_a_name_of_what_is_never_collected_is_refused(word: str, kind: str) -> None:
    refused = refusal_of(word)
    assert refused is not None
    assert refused.name == kind


@pytest.mark.parametrize(("kind", "alias"), ALIASES)
def test_every_alias_is_refused_for_its_own_kind(kind: Refused, alias: str) -> None:
    assert refusal_of(alias) is kind


@pytest.mark.parametrize("word", DELIVERED)
def test_no_column_a_department_delivers_is_refused(word: str) -> None:
    assert refusal_of(word) is None


@pytest.mark.parametrize("kind", RecordKind)
def test_no_kind_of_record_and_no_field_of_one_is_refused(kind: RecordKind) -> None:
    assert refusal_of(kind.value) is None
    for record in RECORD_TYPES:
        fields = [item.name for item in dataclasses.fields(record)]
        assert [name for name in fields if refusal_of(name) or refusal_of(camel(name))] == []


@pytest.mark.parametrize(
    "word",
    [
        *("被举报人名称", "举报人数", "是否转基因", "cert_fingerprint", "certFingerprint", "宗教活动场所登记证号"),
        *("医疗机构执业许可证号", "medical_device_licence", "职业病危害", "疾病预防控制中心", "通信访问次数"),
        *("生育保险欠费", "男子女子项目", "新生育苗场", "good_faith", "image_orientation", "severity_minor"),
        *("bankruptcy_petition", "real_estate_licence", "wage_arrears", "race_course", "", "_", "女职工人数"),
    ],
)
def test_a_name_that_only_looks_alike_is_not_refused(word: str) -> None:
    assert refusal_of(word) is None


def test_a_name_that_holds_both_is_refused() -> None:
    assert refusal_of("被举报人和举报人") is not None
    assert refusal_of("cert_fingerprint_and_fingerprint") is not None


@given(st.sampled_from(DELIVERED), FOUND_ANYWHERE, st.sampled_from("_- ./"), st.booleans())
def test_no_wrapping_hides_a_name(column: str, refused: tuple[Refused, str], joint: str, first: bool) -> None:
    _, alias = refused
    parts = (alias, column) if first else (column, alias)
    for written in (joint.join(parts), joint.join(parts).upper(), joint.join(parts).replace("_", "-")):
        assert refusal_of(written) is not None


@given(FOUND_ANYWHERE)
def test_no_spelling_hides_a_name(refused: tuple[Refused, str]) -> None:
    kind, alias = refused
    full_width = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in alias)
    for written in (alias.upper(), camel(alias), camel(alias).capitalize(), alias.replace("_", ""), full_width):
        assert refusal_of(written) is kind


@given(st.text())
def test_any_text_has_an_answer_and_always_the_same(word: str) -> None:
    assert refusal_of(word) is refusal_of(word)


@given(st.lists(st.sampled_from([*RecordKind, *DELIVERED]), min_size=1, max_size=4))
def test_joining_what_is_delivered_is_never_refused(words: list[str]) -> None:
    assert refusal_of("_".join(words)) is None


def test_a_refusal_says_what_in_both_languages_why_and_on_what_basis() -> None:
    said = str(refusal_of("信访"))
    assert said.startswith("petitions (信访) must never be collected, for ")
    assert "(宪法 (Constitution) art. 41, unverified; " in said
    assert "art. 14 para. 1, secondary" in str(refusal_of("血型"))


def test_every_kind_has_a_basis_and_only_the_guiding_opinions_were_read_in_their_text() -> None:
    assert all(kind.bases and kind.name_zh and kind.reason for kind in NEVER_COLLECTED)
    verified = [
        kind.name
        for kind in NEVER_COLLECTED
        if any(basis.confidence is BasisConfidence.VERIFIED for basis in kind.bases)
    ]
    assert verified == ["whistle-blowers"]
