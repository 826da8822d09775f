"""Settings of the gateway: `config/gateway.toml` as one frozen object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from connectors.declared.agency_reading import FILE_NAME
from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from gateway.access.networks import Network
from gateway.configuration.limits import read_limits
from gateway.configuration.placeholders import Elsewhere
from gateway.configuration.stores import read_store_url
from gateway.configuration.webhooks import read_delivery_settings
from gateway.configuration.websocket import read_websocket
from gateway.delivering.pauses import DeliverySettings
from gateway.executor import QueryLimits
from gateway.http.limits import ServerLimits
from gateway.http.turns import TurnLimits
from gateway.http.websocket.limits import SocketLimits
from gateway.public_query.limits import PublicLimits, read_public
from gateway.watches.limits import WatchSettings

FILE = "gateway.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Where the gateway listens, for which hosts it answers (any if none), what connections and clients may take."""

    host: str
    port: int
    hosts: tuple[str, ...]
    limits: ServerLimits
    turns: TurnLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """Limits of one question; milliseconds and seconds as the names say."""

    deadline_ms: int
    shortest_deadline_ms: int
    longest_deadline_ms: int
    reserve_ms: int
    longest_max_age_seconds: int
    most_subjects: int
    searches_per_minute: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphqlSettings:
    """How GraphQL is served, and the limits of a request.

    `operations` is the folder of trusted operations; with `safelist`, only those are executed.
    """

    compiled_plan: bool
    introspection: bool
    graphiql: bool
    operations: Path | None
    safelist: bool
    limits: QueryLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """Which ways of saying who asks are open: API keys, and the networks of proxies whose `Client-Cert` is believed."""

    api_keys: bool
    trusted_proxies: tuple[Network, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """The file of endpoints news is pushed to (none: to nobody), and the limits of deliveries."""

    endpoints: Path | None = None
    limits: DeliverySettings = field(default_factory=DeliverySettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFiles:
    """Where the rules, agencies, clients and the operator's own connectors are."""

    packs: tuple[Path, ...]
    adoptions: Path
    memoranda: Path
    calendars: Path
    matters: Path
    agencies: Path
    clients: Path
    connectors: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything `gateway.toml` says; paths are absolute. `store_url` is None for the file in the state folder."""

    folder: Path
    state: Path
    server: ServerSettings
    check: CheckSettings
    graphql: GraphqlSettings
    rules: RuleFiles
    access: AccessSettings
    websocket: SocketLimits | None = None
    public: PublicLimits | None = None
    store_url: str | None = field(default=None, repr=False)
    webhooks: WebhookSettings = field(default_factory=WebhookSettings)
    watches: WatchSettings = field(default_factory=WatchSettings)


def load_settings(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read `gateway.toml` in a configuration folder; raises `ManifestFaults` with everything wrong in it.

    The store's URL is filled in from the environment; whoever opens no store needs none, and gets none.
    """
    faults: list[Fault] = []
    root = Table.root(read_toml(folder / FILE), faults)
    store = root.section("store")
    settings = Settings(
        folder=folder,
        state=_path(folder, store, "state"),
        store_url=read_store_url(store, None if environment is None else Elsewhere(environment, folder)),
        server=_server(root.section("server")),
        check=_check(root.section("check")),
        graphql=_graphql(folder, root.section("graphql")),
        rules=_rules(folder, root.section("rules")),
        access=_access(root.section("access")),
        websocket=read_websocket(root.table("websocket")),
        webhooks=_webhooks(folder, root.table("webhooks")),
        watches=_watches(root.table("watches")),
        public=read_public(root.table("public")),
    )
    if settings.graphql.limits.seconds * 1000 <= settings.check.longest_deadline_ms:
        problem = f"is {settings.graphql.limits.seconds} s, and a check may take longest_deadline_ms"
        faults.append(root.source.fault(("graphql", "max_seconds"), problem, "write more seconds than that"))
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    return settings


def _server(table: Table) -> ServerSettings:
    found = ServerSettings(
        host=table.text("host"),
        port=table.integer("port"),
        hosts=table.texts("hosts"),
        limits=read_limits(table, ServerLimits),
        turns=read_limits(table, TurnLimits, "client_"),
    )
    if found.port > 65535:
        table.fault(f"is {found.port}", "write 0 (any free port) to 65535", key="port")
    table.finish()
    return found


def _check(table: Table) -> CheckSettings:
    found = CheckSettings(
        deadline_ms=table.integer("deadline_ms", at_least=1),
        shortest_deadline_ms=table.integer("shortest_deadline_ms", at_least=1),
        longest_deadline_ms=table.integer("longest_deadline_ms", at_least=1),
        reserve_ms=table.integer("reserve_ms"),
        longest_max_age_seconds=table.integer("longest_max_age_seconds"),
        most_subjects=table.integer("most_subjects", at_least=1),
        searches_per_minute=table.integer("searches_per_minute", 30, at_least=1),
    )
    if not found.reserve_ms < found.shortest_deadline_ms <= found.deadline_ms <= found.longest_deadline_ms:
        table.fault(
            "the deadlines are out of order",
            "they must satisfy reserve_ms < shortest_deadline_ms <= deadline_ms <= longest_deadline_ms",
        )
    table.finish()
    return found


def _graphql(folder: Path, table: Table) -> GraphqlSettings:
    found = GraphqlSettings(
        compiled_plan=table.flag("compiled_plan", default=True),
        introspection=table.flag("introspection", default=False),
        graphiql=table.flag("graphiql", default=False),
        operations=_path(folder, table, "operations") if table.has("operations") else None,
        safelist=table.flag("safelist", default=False),
        limits=read_limits(table, QueryLimits, "max_"),
    )
    if found.safelist and found.operations is None:
        hint = 'write operations = "operations", a folder of *.graphql files, or safelist = false'
        table.fault("is true, and no folder of operations is named", hint, key="safelist")
    table.finish()
    return found


def _access(table: Table) -> AccessSettings:
    found = AccessSettings(
        api_keys=table.flag("api_keys"),
        trusted_proxies=tuple(network for each in table.texts("trusted_proxies") if (network := _network(table, each))),
    )
    table.finish()
    return found


def _webhooks(folder: Path, table: Table | None) -> WebhookSettings:
    if table is None:
        return WebhookSettings()
    found = WebhookSettings(
        endpoints=_path(folder, table, "endpoints") if table.has("endpoints") else None,
        limits=read_delivery_settings(table),
    )
    table.finish()
    return found


def _watches(table: Table | None) -> WatchSettings:
    plain = WatchSettings()
    if table is None:
        return plain
    found = WatchSettings(
        at_once=table.integer("at_once", plain.at_once, at_least=1),
        per_minute=table.integer("per_minute", plain.per_minute, at_least=1),
        longest_days=table.integer("longest_days", plain.longest_days, at_least=1),
        retry_seconds=table.number("retry_seconds", plain.retry_seconds),
    )
    table.finish()
    return found


def _network(table: Table, written: str) -> Network | None:
    try:
        return ip_network(written)
    except ValueError:
        table.fault(f"names {written!r}", 'write networks such as "10.0.0.0/8" or addresses', key="trusted_proxies")
        return None


def _rules(folder: Path, table: Table) -> RuleFiles:
    packs = table.texts("packs")
    if not packs:
        table.fault("names no rule pack", 'write packs = ["packs/cn-2026"]', key="packs")
    found = RuleFiles(
        packs=tuple((folder / pack).resolve() for pack in packs),
        adoptions=_path(folder, table, "adoptions"),
        memoranda=_path(folder, table, "memoranda"),
        calendars=_path(folder, table, "calendars"),
        matters=_path(folder, table, "matters"),
        agencies=_path(folder, table, "agencies"),
        clients=_path(folder, table, "clients"),
        connectors=tuple(_connector_folders(folder, table)),
    )
    table.finish()
    return found


def _connector_folders(folder: Path, table: Table) -> Iterator[Path]:
    for index, written in enumerate(table.texts("connectors")):
        found = (folder / written).resolve()
        at = (*table.path, "connectors", index)
        if not found.is_dir():
            table.faults.append(
                table.source.fault(at, f"names {written!r}, which is no folder", "create it, or take it out")
            )
        elif any((found / name).is_file() for name in (FILE_NAME, "__init__.py")):
            hint = "name the folder it lies in; each folder in that is a connector"
            table.faults.append(table.source.fault(at, f"names {written!r}, which is a connector itself", hint))
        yield found


def _path(folder: Path, table: Table, key: str) -> Path:
    return (folder / table.text(key)).resolve()
