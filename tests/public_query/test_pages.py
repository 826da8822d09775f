"""The page: every word in both languages, every fact a record can have, and nothing that could be markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from lxml import html

from gateway.answers.subjects import LISTS, kind_of
from gateway.public_query.facts import facts_of
from gateway.public_query.model import PublicAnswer, PublicBasis, PublicRecord, PublicSubject
from gateway.public_query.names import masked_name, masker
from gateway.public_query.pages import Language, language_of, render
from gateway.public_query.pages.words import WORDS, value_words
from schema.codes import (
    CommitmentKind,
    CourtCaseKind,
    JudgmentOutcome,
    ModelSource,
    PartyRole,
    PenaltyKind,
    Role,
    Severity,
    SubjectKind,
)
from schema.errors import ErrorCode, Refusal
from schema.records import PersonInRole, Record
from tests.joining.invented import UNIT
from tests.leaks.canaries import HOME, record
from tests.rules.making import pack, penalty

EVIL = "<script>alert(1)</script>\"'&{{ 7*7 }}"
BASIS = PublicBasis(title="Title", title_zh="标题", article="art. 20")


def answer(facts: Mapping[str, str], **changes: object) -> PublicAnswer:
    """Write an answer with one penalty."""
    told = PublicRecord(
        id=EVIL,
        kind="PENALTY",
        issuer=EVIL,
        document_number=EVIL,
        decided_on=date(2026, 1, 2),
        last_day=None,
        severity="SERIOUS",
        facts=dict(facts),
        cites=EVIL,
        basis=BASIS,
        under_verification_since=date(2026, 2, 3),
        for_reference=True,
        media_basis=BASIS,
    )
    given = {
        "asked_at": datetime(2026, 3, 4, 5, tzinfo=UTC),
        "day": date(2026, 3, 4),
        "rules": "cn-2026 1",
        "subject": PublicSubject(credit_code="C", name=EVIL, kind="ENTERPRISE", registration_status=EVIL),
        "complete": False,
        "silent": (EVIL,),
        "total": 41,
        "page": 2,
        "pages": 3,
        "records": (told,),
        "remedies": (),
    }
    return PublicAnswer(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", list(Language))
def test_whatever_departments_write_stays_text(language: Language) -> None:
    text, policy = render(language, answer=answer({"offence": EVIL, "content": EVIL}), code=EVIL)
    tree: Any = html.document_fromstring(text)
    assert tree.xpath("//script") == []
    assert not any(name.startswith("on") for each in tree.iter() for name in each.attrib)
    assert tree.get("lang") == language.value
    assert tree.xpath("//article//dd/text()").count(EVIL) == 6
    assert tree.xpath("//input[@id='code']/@value") == [EVIL]
    assert "49" not in text.replace("2049", "")
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert {link.get("rel") for link in tree.xpath("//nav//a")} == {"prev", "next"}


@pytest.mark.parametrize(("kind", "seen_as"), [("PENALTY", "adverse"), ("LICENCE", "good"), ("JUDGMENT", "plain")])
def test_a_judgment_is_shown_as_neither_good_nor_adverse(kind: str, seen_as: str) -> None:
    told = msgspec.structs.replace(answer({}).records[0], kind=kind)
    tree: Any = html.document_fromstring(render(Language.ENGLISH, answer=answer({}, records=(told,)))[0])
    assert tree.xpath("//article/@class") == [seen_as]
    assert tree.xpath(f"//h2[@id='{kind}']")


@pytest.mark.parametrize("language", list(Language))
def test_headings_labels_and_descriptions_are_in_place_for_who_listens(language: Language) -> None:
    for shown in (render(language)[0], render(language, answer=answer({}))[0]):
        tree: Any = html.document_fromstring(shown)
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
        assert tree.xpath("//label/@for") == tree.xpath("//input[@id='code']/@id")
        described = tree.xpath("//input[@id='code']/@aria-describedby")[0].split()
        ids = set(tree.xpath("//@id"))
        assert set(described) | set(tree.xpath("//@aria-labelledby")) <= ids
        assert len(tree.xpath("//@id")) == len(ids)
    refused = render(language, refusal=Refusal(ErrorCode.UNKNOWN_SUBJECT, "internal words"))[0]
    alerted: Any = html.document_fromstring(refused)
    assert alerted.xpath("//*[@role='alert']")
    assert "internal words" not in refused


def test_every_fact_any_kind_of_record_has_is_worded_and_every_code_has_both_languages() -> None:
    seen: set[str] = set()
    for record_type in LISTS:
        kind = kind_of(record_type)
        if kind == "EVALUATION":
            continue
        made = record(SimpleNamespace(slug="s"), kind.value, HOME, UNIT)  # type: ignore[arg-type]  # its slug is all
        seen |= facts_of(made, pack().lists, lambda text: text).keys()
    assert seen <= WORDS.keys()
    assert all(all(words) for words in WORDS.values())
    assert all(
        set(re.findall(r"\{(\w+)\}", chinese)) == set(re.findall(r"\{(\w+)\}", english))
        for chinese, english in WORDS.values()
    )
    lists = {
        "penaltyKinds": PenaltyKind,
        "modelSource": ModelSource,
        "commitmentKind": CommitmentKind,
        "kind": SubjectKind,
        "caseKind": CourtCaseKind,
        "partyRole": PartyRole,
        "outcome": JudgmentOutcome,
    }
    for name, codes in lists.items():
        for code in codes:
            ((chinese, english),) = value_words(name, code.value)
            assert re.search("[\u4e00-\u9fff]", chinese), code
            assert not re.search("[\u4e00-\u9fff]", english), code
    assert value_words("severity", Severity.SERIOUS.value) == (("严重", "Serious"),)
    assert value_words("penaltyKinds", "FINE WARNING") == (("罚款", "Fine"), ("警告", "Warning"))


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, "", Language.CHINESE),
        (None, "en-GB,en;q=0.9", Language.ENGLISH),
        (None, "en;q=0.5, zh-CN", Language.CHINESE),
        (None, "fr, en;q=0.1", Language.ENGLISH),
        (None, "zh;q=0.2,en;q=oops", Language.CHINESE),
        ("en", "zh", Language.ENGLISH),
        ("zh-CN", "en", Language.CHINESE),
    ],
)
def test_the_language_is_the_one_asked_for_or_liked(asked: str | None, accepted: str, language: Language) -> None:
    assert language_of(asked, accepted) is language


def test_names_of_persons_a_record_names_are_masked_wherever_they_stand() -> None:
    named: Record = penalty(
        responsible=(
            PersonInRole(name="周样章", role=Role.DIRECTOR),
            PersonInRole(name="周样章二", role=Role.DIRECTOR),
            PersonInRole(name="周", role=Role.DIRECTOR),
        )
    )
    masked = masker([named])
    assert masked("经查，周样章二指使周样章造假，周边已封") == "经查，周＊＊＊指使周＊＊造假，周边已封"
    assert masked_name("王五") == "王＊"
