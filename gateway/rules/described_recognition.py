"""Agreements on recognition in words, as `described` shows and compares them."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.rules.model import AgreementRule, DefaultRule
from gateway.rules.reading.words import period_words
from schema.measures import ListAgreement


def agreement_facts(rule: AgreementRule | DefaultRule) -> Mapping[str, str]:
    """Give what an agreement to recognise grades says, or a rule for unrated subjects."""
    shown = rule.shown
    graded: dict[str, str] = {}
    if isinstance(rule, AgreementRule) and rule.to_scale and rule.grades:
        graded = {
            "read on": rule.to_scale.scale.id,
            "grades": ", ".join(f"{old} → {new}" for old, new in rule.grades.items()),
        }
    if isinstance(rule, DefaultRule):
        graded = {"grades": f"clean → {rule.clean.grade}, otherwise → {rule.otherwise.grade}"}
    return {
        "title": shown.title,
        "from": ", ".join(shown.from_issuers),
        "recognisers": ", ".join(shown.recognisers),
        "scale": shown.scale,
        "matters": ", ".join(shown.matters),
        "effect": shown.effect.value,
        "conditions": "; ".join(shown.conditions),
        "in force": period_words(shown.in_force),
        "basis": shown.basis.id,
        **graded,
    }


def list_agreement_facts(agreement: ListAgreement) -> Mapping[str, str]:
    """Give what an agreement to recognise lists says."""
    return {
        "title": agreement.title,
        "lists": ", ".join(agreement.lists),
        "from": ", ".join(agreement.from_issuers),
        "recognisers": ", ".join(agreement.recognisers),
        "matters": ", ".join(agreement.matters),
        "in force": period_words(agreement.in_force),
        "basis": agreement.basis.id,
    }
