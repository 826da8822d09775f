"""Reads `bases.toml` (legal bases, GO-24-b) and `lists.toml` (serious-dishonesty lists, GO-19-a)."""

from __future__ import annotations

from collections.abc import Mapping

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import ListRule, ListScope
from schema.codes import AgencyKind
from schema.measures import BasisConfidence, BasisKind, LegalBasis


def read_bases(root: Table, below: Mapping[str, LegalBasis]) -> dict[str, LegalBasis]:
    """Read every `[[basis]]`, after those of the layer below."""
    found = unique(root.tables("basis"), _read_basis, below=below)
    root.finish()
    return found


def read_lists(root: Table, below: Mapping[str, ListRule]) -> dict[str, ListRule]:
    """Read every `[[list]]`, after those of the layer below."""
    found = unique(root.tables("list"), _read_list, below=below)
    root.finish()
    return found


def _read_basis(table: Table) -> tuple[str, LegalBasis]:
    name = ID(table.text("id"))
    basis = LegalBasis(
        id=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        kind=table.one_of("kind", BasisKind),
        article=table.optional_text("article"),
        in_force=table.period("in_force"),
        confidence=table.one_of("confidence", BasisConfidence),
    )
    return name, basis


def _read_list(table: Table) -> tuple[str, ListRule]:
    name, field = ID(table.text("id")), table.text("field")
    rule = ListRule(
        id=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        field=field,
        kept_by=table.one_of("kept_by", AgencyKind),
        keeper=table.text("keeper"),
        exit_rule=table.text("exit_rule"),
        keeper_fields=frozenset(table.texts("keeper_fields") or (field,)),
        scope=table.one_of("scope", ListScope, ListScope.NATIONAL),
    )
    return name, rule
