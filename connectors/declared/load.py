"""Makes a connector kind of an agency file: the settings an operator gives, and the connector built with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, field, make_dataclass
from pathlib import Path
from typing import Any

from connectors.auth.authenticator import Authenticator, authenticator
from connectors.core.connector import Connector, Descriptor, SourceRef
from connectors.core.networks import PUBLIC_ONLY, Networks
from connectors.core.settings import Limits, SourceSettings, secret
from connectors.declared.agency_file import AgencyFile, SourceKind
from connectors.declared.agency_reading import read_agency_file
from connectors.declared.files_connector import FileQuestion, FilesConnector
from connectors.declared.files_spec import FileSet
from connectors.declared.http_connector import DeclaredHttpConnector
from connectors.declared.policy import policy_of
from connectors.declared.sql_connector import SqlConnector, SqlQuestion
from connectors.declared.sql_spec import SqlTable
from connectors.exchange.exchange import Exchange, Reply, Request
from connectors.exchange.wiring import Wiring
from connectors.files.places import FolderPlace, HttpPlace, Wanted
from connectors.mapping.compiling.tables import TableMapping
from connectors.mapping.spec import Mapped
from connectors.mapping.tabular import TabularMapping

_POLL_SECONDS = 60.0
_FILES = ("certificate", "private_key", "ca")


def declared_kind(path: Path) -> DeclaredKind:
    """Read an agency file; raises `ManifestFaults` with everything wrong in it."""
    return DeclaredKind(read_agency_file(path))


class DeclaredKind:
    """What builds the connectors of one agency file, see `connectors.catalogue.ConnectorKind`."""

    def __init__(self, file: AgencyFile, table_mapping: Callable[[Mapped], TabularMapping] = TableMapping) -> None:
        self.file = file
        self._table_mapping = table_mapping
        self.settings_type: type[SourceSettings] = _settings_type(file)

    def __call__(self, source: SourceRef, settings: Any, wiring: Wiring) -> Connector:
        """Build the connector; raises `ValueError` saying what is wrong with a setting."""
        match self.file.kind:
            case SourceKind.SQL:
                return self._sql(source, settings, wiring)
            case SourceKind.FILES:
                return self._files(source, settings, wiring)
            case _:
                return self._http(source, settings, wiring)

    def _http(self, source: SourceRef, settings: Any, wiring: Wiring) -> Connector:
        policy = policy_of(self.file, settings)
        return DeclaredHttpConnector(
            self._descriptor(source, settings, policy.origins),
            self.file.requests,
            url=settings.url,
            settings=self._secrets(settings),
            auth=self.file.auth,
            policy=policy,
            wiring=wiring,
            search=self.file.search,
        )

    def _sql(self, source: SourceRef, settings: Any, wiring: Wiring) -> Connector:
        questions = [
            SqlQuestion(schemes=item.schemes, table=item.table, mapping=self._table_mapping(item.mapped))
            for item in self.file.tables
            if isinstance(item.table, SqlTable)
        ]
        descriptor = self._descriptor(source, settings, frozenset())
        return SqlConnector(descriptor, questions, url=settings.url, issuers=wiring.issuers, clock=wiring.clock)

    def _files(self, source: SourceRef, settings: Any, wiring: Wiring) -> Connector:
        questions = [
            FileQuestion(schemes=item.schemes, files=item.table, mapping=self._table_mapping(item.mapped))
            for item in self.file.tables
            if isinstance(item.table, FileSet)
        ]
        wanted = [Wanted(spec=item.files, schemes=item.schemes, columns=item.mapping.columns) for item in questions]
        if (settings.path is None) == (settings.url is None):
            raise ValueError("give either `path`, a local folder, or `url`, below which the files are")
        if settings.path is not None:
            folder = FolderPlace(Path(settings.path), wanted, limit=settings.max_bytes)
            descriptor = self._descriptor(source, settings, frozenset())
            return FilesConnector(descriptor, questions, place=folder, issuers=wiring.issuers, clock=wiring.clock)
        policy = policy_of(self.file, settings)
        exchange = wiring.exchange(policy)
        send = _Signed(exchange, self._authenticator(settings, exchange, wiring))
        place = HttpPlace(
            settings.url,
            wanted,
            send=send,
            clock=wiring.clock,
            limit=settings.max_bytes,
            poll_seconds=settings.poll_seconds,
        )
        return FilesConnector(
            self._descriptor(source, settings, policy.origins),
            questions,
            place=place,
            issuers=wiring.issuers,
            clock=wiring.clock,
            exchange=exchange,
        )

    def _authenticator(self, settings: Any, exchange: Exchange, wiring: Wiring) -> Authenticator:
        secrets = self._secrets(settings)
        return authenticator(self.file.auth, secrets, base_url=settings.url, send=exchange.send, clock=wiring.clock)

    def _descriptor(self, source: SourceRef, settings: Any, origins: frozenset[str]) -> Descriptor:
        return self.file.descriptor(source, settings.limits, origins)

    def _secrets(self, settings: Any) -> dict[str, str]:
        return {name: getattr(settings, name) for name in _secret_names(self.file)}


class _Signed:
    """Sends with the source's credential."""

    def __init__(self, exchange: Exchange, auth: Authenticator) -> None:
        self._exchange = exchange
        self._auth = auth

    async def __call__(self, request: Request) -> Reply:
        signed = await self._auth.signed(request)
        reply = await self._exchange.send(signed)
        if reply.status == 401:
            self._auth.refused(signed)
        return reply


def _secret_names(file: AgencyFile) -> tuple[str, ...]:
    requests = (*file.requests, *((file.search,) if file.search else ()))
    named = (name for request in requests for name in request.settings)
    return tuple(dict.fromkeys((*file.auth.settings, *named)))


def _settings_type(file: AgencyFile) -> type[SourceSettings]:
    """Make the type of the settings an operator gives a source of this file: secrets are never in its `repr`."""
    limits = make_dataclass(
        "Limits",
        [(name, kind, field(default=value)) for name, kind, value in _limits(file)],
        bases=(Limits,),
        frozen=True,
        kw_only=True,
        slots=True,
    )
    fields: list[tuple[str, Any, Any]] = [("limits", limits, field(default_factory=limits))]
    secrets = _secret_names(file)
    fields += [(name, str, secret() if name in file.auth.secret else field(repr=False)) for name in secrets]
    if file.kind is SourceKind.SQL:
        fields.append(("url", str, field(repr=False)))
    else:
        fields += _transfer(file)
    return make_dataclass("Settings", fields, bases=(SourceSettings,), frozen=True, kw_only=True)


def _transfer(file: AgencyFile) -> list[tuple[str, Any, Any]]:
    fields: list[tuple[str, Any, Any]] = [
        ("connect_seconds", float, field(default=file.connect_seconds)),
        ("max_bytes", int, field(default=file.max_bytes)),
        ("networks", Networks, field(default=PUBLIC_ONLY)),
        *((name, str, field(repr=False)) for name in file.tls.settings),
    ]
    if file.kind is SourceKind.FILES:
        fields.append(("path", str | None, field(default=None)))
        fields.append(("url", str | None, field(default=file.url)))
        fields.append(("poll_seconds", float, field(default=_POLL_SECONDS)))
    elif file.url is None:
        fields.append(("url", str, field()))
    else:
        fields.append(("url", str, field(default=file.url)))
    return fields


def _limits(file: AgencyFile) -> list[tuple[str, Any, Any]]:
    kinds = {"rate_per_second": float | None}
    return [(name, kinds.get(name, type(value)), value) for name, value in asdict(file.limits).items()]
