"""Searching a source by name: apart from asking it about subjects, for a name never joins and never decides."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from connectors.core.connector import Connector
from schema.codes import Purpose
from schema.records import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuestion:
    """A name to be searched, exactly or as a beginning, and how many units are wanted at most."""

    name: str
    exact: bool
    most: int
    purpose: Purpose
    request_id: str
    deadline: float  # event-loop time, seconds


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Registrations of the units a source found, and whether it has more than it gave."""

    registrations: tuple[Registration, ...]
    more: bool


class SearchingConnector(Connector):
    """Connector that may be searched by name; its descriptor says whether it can (`searches`)."""

    @abstractmethod
    async def search(self, question: NameQuestion) -> NamedUnits:
        """Find units by name; raises a `Fault`."""
