"""What of a check is signed: the projected answer and digests of every answer it rests on, persons sealed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from gateway.answers.receipts import draft_of
from gateway.case import Case
from gateway.grants import EVERYWHERE, Grant
from gateway.receipts import base64url
from gateway.receipts.body import ReceiptDraft, SealedReceipt, seal_receipt
from gateway.receipts.canonical import decode
from gateway.rules.load import load_pack
from gateway.rules.model import RulePack
from gateway.stages.disclose import Projection
from gateway.stages.dossier import Fetched, LinkedAnswers
from gateway.stages.identify import identify
from schema.codes import Purpose, RecordKind, Role
from schema.declare import revised
from schema.identifiers import Identifier
from schema.measures import ReachedThrough
from schema.outcomes import Found, NotFound, UnitLink
from tests.joining.invented import (
    AGENCIES,
    NOW,
    PERSON,
    SOURCES,
    UNIT,
    credit,
    evaluation,
    fetched,
    licence,
    registration_number,
    told,
)
from tests.stages.canaries import PERSONS, canary, check
from tests.store.making import VAULT

PACK = Path(__file__).resolve().parents[2] / "config" / "packs" / "cn-2026"
LINK = UnitLink(unit=credit(1), unit_name="样例", role=Role.LEGAL_REPRESENTATIVE)


@cache
def pack() -> RulePack:
    return load_pack(PACK)


def drafted(asked: Identifier = UNIT, *kinds: str, answers: Fetched | None = None) -> ReceiptDraft:
    grant = Grant(
        client="c",
        agency="tax",
        purposes=frozenset(),
        matters=frozenset(),
        record_kinds=frozenset(kinds or {"PENALTY"}),
        regions=frozenset({EVERYWHERE}),
    )
    through = ReachedThrough(unit=LINK.unit, unit_name=LINK.unit_name, role=LINK.role)
    plain = check()
    measures = tuple(revised(measure, reached_through=through) for measure in plain.measures)
    true = revised(plain, measures=measures)
    shown = Projection(grant, SOURCES, AGENCIES).check(true)
    case = Case(
        subject=identify(asked.scheme, asked.value),
        matter=true.matter,
        asker=true.asker,
        purpose=Purpose.SUPERVISION,
        case_number="样许〔2026〕1号",
        as_of=date(2026, 11, 24),
        today=date(2026, 11, 24),
        known_at=NOW,
        pack=pack(),
        regimes=pack().regimes,
    )
    told_by = answers or fetched(asked=asked)
    return draft_of(shown, case, told_by, true, VAULT, decided_at=NOW, rights_position=3)


def sealed(draft: ReceiptDraft) -> SealedReceipt:
    return seal_receipt(draft, bytes)


def test_what_is_signed_binds_the_question() -> None:
    draft = drafted()
    assert (draft.subject, draft.matter, draft.purpose) == (UNIT, "m", "SUPERVISION")
    assert (draft.case_number, draft.as_of, draft.rights_position) == ("样许〔2026〕1号", date(2026, 11, 24), 3)
    assert "样许〔2026〕1号".encode() in sealed(draft).body


def test_what_the_grant_hides_is_not_signed_either() -> None:
    body = sealed(drafted(UNIT, "PENALTY")).body.decode()
    assert canary("PENALTY") in body
    hidden = ("LICENCE", "RED_LIST_ENTRY", "SERIOUS_DISHONESTY_ENTRY", "REGISTRATION", "EVALUATION:tax")
    assert [name for name in hidden if canary(name) in body] == []


def test_the_records_of_a_measure_that_is_not_shown_whole_are_sealed() -> None:
    draft = drafted(UNIT, "PENALTY")
    (measure,) = draft.measures
    (sealed_text,) = (text for text in opened(draft) if '"sources"' in text)
    whole = decode(sealed_text.encode())["records"][measure["id"]]
    assert set(measure["records"]) < set(whole)
    assert not any(name in sealed(draft).body.decode() for name in set(whole) - set(measure["records"]))


@pytest.mark.go("GO-13-b")
def test_no_personal_value_is_in_the_signed_bytes() -> None:
    receipt = sealed(drafted(PERSON))
    for value in (PERSON.value, *(person.value for person in PERSONS), LINK.unit.value, "LEGAL_REPRESENTATIVE"):
        assert value.encode() not in receipt.body
    assert PERSON.value in [opening.value for opening in receipt.openings.values()]


LINKED_ANSWERS = LinkedAnswers(link=LINK, answers=(told("publicity", Found(records=(licence("publicity"),)), wave=3),))
OF_PERSON = replace(
    fetched(told("registry", Found(links=(LINK,))), told("court", NotFound(evidence="0")), asked=PERSON),
    linked=(LINKED_ANSWERS, replace(LINKED_ANSWERS, link=replace(LINK, role=Role.SHAREHOLDER))),
)


def opened(draft: ReceiptDraft) -> list[str]:
    return [str(opening.value) for opening in sealed(draft).openings.values()]


@pytest.mark.parametrize("kinds", [(), tuple(kind.value for kind in RecordKind)])
def test_every_answer_a_check_rests_on_is_named_by_its_digest_the_linked_units_too(kinds: tuple[str, ...]) -> None:
    draft = drafted(PERSON, *kinds, answers=OF_PERSON)
    behind = draft.withheld.evidence if draft.withheld else ()
    evidence = (*draft.evidence, *behind)
    assert [item.source for item in evidence] == ["registry", "publicity"]
    values = opened(draft)
    assert all(any(item.digest in value for value in values) for item in evidence)
    assert {item.digest for item in sealed(draft).evidence} == {
        base64url.to_text(hashlib.sha256(item.content).digest()) for item in evidence
    }


@pytest.mark.go("GO-18-g")
def test_whether_a_source_that_is_not_shown_found_anything_is_not_in_the_signed_bytes() -> None:
    """Lengths, members and counts are the same: what is sealed differs in its digest alone."""
    bodies = [
        decode(sealed(drafted(UNIT, "PENALTY", answers=fetched(told("tax", outcome)))).body)
        for outcome in (Found(records=(evaluation("tax", "tax"),)), NotFound(evidence="none"))
    ]
    withheld = [body.pop("withheld") for body in bodies]
    assert bodies[0] == bodies[1]
    assert [set(each) for each in withheld] == [{"salted_sha256"}, {"salted_sha256"}]
    assert withheld[0] != withheld[1]


def test_a_unit_asked_by_another_number_is_named_by_an_identifier_the_asker_may_see() -> None:
    assert drafted(registration_number(1)).subject == UNIT
    assert drafted(PERSON).subject == PERSON


def test_the_same_check_is_signed_in_the_same_bytes() -> None:
    assert sealed(drafted()).body == sealed(drafted()).body
