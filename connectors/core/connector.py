"""What a connector is: its declaration, the call it is given, and the one method it implements."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from connectors.core.faults import Fault
from connectors.core.settings import Limits
from schema.codes import Purpose, RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Outcome

Clock = Callable[[], datetime]


class History(StrEnum):
    """Whether a source can answer about a past date."""

    FULL = "FULL"
    CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """What a source declares about itself; the planner and the runner rely on nothing else."""

    slug: str
    agency: str
    keyed_by: tuple[Scheme, ...]  # in order of preference
    kinds: frozenset[RecordKind] = frozenset()
    fields: frozenset[str] = frozenset()  # of the evaluations it gives
    history: History = History.FULL
    carries: frozenset[Scheme] = frozenset()  # identifiers its records carry
    teaches: frozenset[Scheme] = frozenset()  # aliases it proves about the subject asked
    links_units: bool = False  # tells which units a person holds or held a role in
    masked: frozenset[Scheme] = frozenset()  # schemes it masks, so that it cannot prove absence by them
    idempotent: bool = True
    batch_size: int = 1
    origins: frozenset[str] = frozenset()  # `scheme://host:port` it may reach
    freshness_seconds: float = 300.0  # how long an answer may be reused
    absence_freshness_seconds: float = 60.0  # the same of an answer that there is nothing
    gather_seconds: float = 0.002  # how long a key waits for others while a call is under way, where batches are taken
    poll_seconds: float | None = None  # how often who watches an answer may ask again; None: not at all
    feed: bool = False  # its agency announces to the gateway what changed
    answers_by_purpose: bool = False  # answers differ by purpose, so caches key on it
    limits: Limits = field(default_factory=Limits)
    searches: bool = False  # it can be searched by the names of units

    @property
    def asks_persons(self) -> bool:
        """Tell whether it can be asked about natural persons."""
        return any(scheme.personal for scheme in self.keyed_by)

    @property
    def asks_units(self) -> bool:
        """Tell whether it can be asked about units."""
        return any(not scheme.personal for scheme in self.keyed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One question to one source: a batch of keys, and why and when it is asked."""

    keys: tuple[Identifier, ...]
    purpose: Purpose
    request_id: str
    deadline: float  # event-loop time, seconds
    as_of: date | None = None  # legal day asked about; None is today

    def with_keys(self, keys: tuple[Identifier, ...]) -> Call:
        """Give the same call about other keys."""
        return Call(
            keys=keys,
            purpose=self.purpose,
            request_id=self.request_id,
            deadline=self.deadline,
            as_of=self.as_of,
        )


class Dated(dict[Identifier, Outcome]):
    """Outcomes from a source that says how old its data are."""

    def __init__(self, outcomes: Mapping[Identifier, Outcome], data_as_of: datetime) -> None:
        super().__init__(outcomes)
        self.data_as_of = data_as_of


@dataclass(frozen=True, slots=True)
class Told:
    """What a source told about one key, and how old its data are if it says (UTC)."""

    outcome: Outcome
    data_as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Slug of a source and of the agency it belongs to."""

    slug: str
    agency: str


class Connector(ABC):
    """One way to ask one source. Policy (limits, deadline, retries, checks) is the runner's, never the author's."""

    descriptor: Descriptor

    @abstractmethod
    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Answer a batch: one outcome for every key of `call.keys`, at most `descriptor.batch_size` of them.

        Raises a `Fault` for trouble that concerns the whole batch; trouble with one key is its `Failed`.
        """

    async def __aenter__(self) -> Self:
        """Open what the connector holds, such as its client."""
        return self

    async def __aexit__(self, *_: object) -> None:  # noqa: B027 - a connector may hold nothing
        """Close what the connector holds."""


class KeyedConnector(Connector):
    """Connector of a source that takes one key a request."""

    @abstractmethod
    async def ask_one(self, key: Identifier, call: Call) -> Told:
        """Answer one key, or raise a `Fault`."""

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Answer the keys one after the other; with several, a fault of one does not touch the others."""
        if len(call.keys) == 1:
            key = call.keys[0]
            only = await self.ask_one(key, call)
            return {key: only.outcome} if only.data_as_of is None else Dated({key: only.outcome}, only.data_as_of)
        told = {key: await self._contained(key, call) for key in call.keys}
        outcomes = {key: item.outcome for key, item in told.items()}
        ages = [item.data_as_of for item in told.values() if item.data_as_of is not None]
        return Dated(outcomes, min(ages)) if ages else outcomes

    async def _contained(self, key: Identifier, call: Call) -> Told:
        try:
            return await self.ask_one(key, call)
        except Fault as fault:
            return Told(fault.failed())
