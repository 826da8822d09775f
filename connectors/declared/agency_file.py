"""An agency file as read: how one source of an agency is asked and read, without any code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from connectors.auth.spec import AuthSpec, TlsSpec
from connectors.core.connector import Descriptor, History, SourceRef
from connectors.core.settings import Limits
from connectors.declared.files_spec import FileSet
from connectors.declared.http_spec import HttpRequest
from connectors.declared.sql_spec import SqlTable
from connectors.mapping.spec import Mapped, Value
from schema.codes import RecordKind
from schema.identifiers import Scheme


class SourceKind(StrEnum):
    """How a source is reached."""

    REST = "rest"
    SOAP = "soap"
    GRAPHQL = "graphql"
    SQL = "sql"
    FILES = "files"

    @property
    def http(self) -> bool:
        """Tell whether each question is an HTTP request."""
        return self in {SourceKind.REST, SourceKind.SOAP, SourceKind.GRAPHQL}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """One `[[request]]` of a database or of files: a table, by the column the subjects' keys stand in."""

    line: int
    schemes: frozenset[Scheme]
    table: SqlTable | FileSet
    mapped: Mapped


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How who watches an answer learns what is new: the source's agency announces it, or the source is asked again."""

    feed: bool = False
    poll_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFile:
    """Everything an agency file declares; sizes in bytes, times in seconds."""

    path: Path
    kind: SourceKind
    title: str
    title_zh: str
    keyed_by: tuple[Scheme, ...]
    history: History
    masked: frozenset[Scheme]
    batch: int
    freshness_seconds: float
    absence_freshness_seconds: float
    gather_seconds: float
    news: News
    idempotent: bool
    limits: Limits
    auth: AuthSpec
    tls: TlsSpec
    url: str | None
    origins: frozenset[str]
    max_bytes: int
    connect_seconds: float
    requests: tuple[HttpRequest, ...] = ()
    tables: tuple[TableRequest, ...] = ()
    search: HttpRequest | None = None
    notes: str = field(default="", repr=False)

    @property
    def mapped(self) -> tuple[Mapped, ...]:
        """What each request's answer is read for."""
        return (*(request.mapped for request in self.requests), *(table.mapped for table in self.tables))

    @property
    def kinds(self) -> frozenset[RecordKind]:
        """Kinds of record it delivers."""
        return frozenset(record.kind for mapped in self.mapped for record in mapped.records)

    @property
    def fields(self) -> frozenset[str]:
        """Fields of the evaluations it gives."""
        values = [record.fields.get("field") for mapped in self.mapped for record in mapped.records]
        return frozenset(str(value.constant) for value in values if isinstance(value, Value))

    @property
    def carries(self) -> frozenset[Scheme]:
        """Identifiers its records carry."""
        return frozenset(scheme for mapped in self.mapped for scheme in _carried(mapped, self.keyed_by))

    @property
    def teaches(self) -> frozenset[Scheme]:
        """Aliases it proves about the subject asked."""
        proven = {alias.scheme for mapped in self.mapped for alias in mapped.aliases}
        taught = {
            item.scheme
            for mapped in self.mapped
            for record in mapped.records
            if record.teaches
            for item in record.identifiers or ()
        }
        return frozenset(proven | taught)

    def descriptor(self, source: SourceRef, limits: Limits, origins: frozenset[str] = frozenset()) -> Descriptor:
        """Give what a source of this file declares about itself."""
        return Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=self.keyed_by,
            kinds=self.kinds,
            fields=self.fields,
            history=self.history,
            carries=self.carries,
            teaches=self.teaches,
            links_units=any(mapped.links for mapped in self.mapped),
            masked=self.masked,
            idempotent=self.idempotent,
            batch_size=self.batch,
            origins=origins,
            freshness_seconds=self.freshness_seconds,
            absence_freshness_seconds=self.absence_freshness_seconds,
            gather_seconds=self.gather_seconds,
            poll_seconds=self.news.poll_seconds,
            feed=self.news.feed,
            answers_by_purpose=any(request.by_purpose for request in self.requests),
            limits=limits,
            searches=self.search is not None,
        )


def _carried(mapped: Mapped, keyed_by: Iterable[Scheme]) -> Iterable[Scheme]:
    for record in mapped.records:
        if record.identifiers is None:
            yield from keyed_by
        else:
            yield from (item.scheme for item in record.identifiers)
