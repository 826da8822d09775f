"""Reconciles invented answers, with the terms a test gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gateway.rights.state import RecordRights
from gateway.stages.dossier import Dossier, SourceAnswer
from gateway.stages.identify import naming_identifier
from gateway.stages.reconcile import Terms, reconcile
from schema.identifiers import Identifier
from schema.records import Record
from tests.joining.invented import (
    SOURCES,
    UNIT,
    fetched,
)


def settle(
    *answers: SourceAnswer,
    rights: Mapping[str, RecordRights] | None = None,
    may_be_used: Callable[[Record], bool] = lambda _: True,
    asked: Identifier = UNIT,
) -> Dossier:
    return reconcile(fetched(*answers, asked=asked), terms(rights, may_be_used))


def terms(
    rights: Mapping[str, RecordRights] | None = None, may_be_used: Callable[[Record], bool] = lambda _: True
) -> Terms:
    def ref(identifiers: tuple[Identifier, ...]) -> str:
        best = naming_identifier(identifiers)
        return f"{best.scheme.value}:{best.value}"

    return Terms(sources=SOURCES, rights=rights or {}, may_be_used=may_be_used, ref=ref)


def ids(dossier: Dossier) -> set[str]:
    return {record.id for record in dossier.records}
