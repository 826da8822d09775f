"""What a reporter hands in, read and checked: a unit, an offence if known, what happened, and how to be reached."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gateway.whistleblowing.words import Refused, ReportFault
from schema.errors import Refusal
from schema.identifiers import Scheme, parse_identifier

LONGEST_STORY = 20_000  # characters
LONGEST_CONTACT = 500
LONGEST_MESSAGE = 10_000
_KEPT = "\n\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One report as it was handed in; `offence` is an id of the list of offences, None where nobody chose one."""

    credit_code: str
    offence: str | None
    what_happened: str = field(repr=False)
    contact: str | None = field(default=None, repr=False)


def read_submission(values: Mapping[str, object], offences: Collection[str]) -> Submission:
    """Read a submission; raises `Refused(INVALID_REPORT)` that quotes nothing of it."""
    unknown = values.keys() - {"creditCode", "offence", "whatHappened", "contact"}
    if unknown:
        known = "creditCode, offence, whatHappened, contact"
        raise _invalid(f"there are fields nobody asks for; write {known}", f"含有未知字段，请只填写 {known}")
    offence = _text(values, "offence", 100, required=False)
    if offence is not None and offence not in offences:
        raise _invalid("choose an offence of the list, or none", "请从列表中选择失信行为，或不选择", "offence")
    what_happened = _text(values, "whatHappened", LONGEST_STORY)
    assert what_happened is not None
    return Submission(
        credit_code=_credit_code(values),
        offence=offence,
        what_happened=what_happened,
        contact=_text(values, "contact", LONGEST_CONTACT, required=False),
    )


def read_message(values: Mapping[str, object], *, required: bool = False) -> str | None:
    """Read a message about a report that is in already; None where there is none."""
    return _text(values, "message", LONGEST_MESSAGE, required=required)


def _credit_code(values: Mapping[str, object]) -> str:
    written = _text(values, "creditCode", 100)
    assert written is not None
    try:
        return parse_identifier(Scheme.CREDIT_CODE, written, where="creditCode").value
    except Refusal:
        raise _invalid(
            "this is no unified social credit code: 18 characters, on the unit's licence and in the public register",
            "不是有效的统一社会信用代码：共18位，可在营业执照或国家企业信用信息公示系统中查到",
            "creditCode",
        ) from None


def _text(values: Mapping[str, object], name: str, longest: int, *, required: bool = True) -> str | None:
    written = values.get(name)
    if written is not None and not isinstance(written, str):
        raise _invalid(f"{name} is no text", f"{name} 不是文本", name)
    text = _clean(written or "")
    if len(text) > longest:
        raise _invalid(f"this is longer than {longest} characters", f"超过 {longest} 个字符", name)
    if required and not text:
        raise _invalid("this is missing", "此项必填", name)
    return text or None


def _clean(text: str) -> str:
    """Drop control and invisible format characters but line ends and tabs, which could steer whoever shows it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in plain if each in _KEPT or unicodedata.category(each) not in _UNSEEN).strip()


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def _invalid(message: str, message_zh: str, where: str | None = None) -> Refused:
    return Refused(ReportFault.INVALID_REPORT, message, message_zh, where=where)
