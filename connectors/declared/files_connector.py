"""Connector of an agency file of kind files: looked up in what was read, believed while that is fresh and whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from connectors.core.connector import Call, Clock, Connector, Dated, Descriptor
from connectors.core.delivery import Delivery
from connectors.core.faults import Fault, Stale, Unaccounted
from connectors.core.issuers import Issuers
from connectors.declared.combine import combined
from connectors.declared.files_spec import FileSet
from connectors.files.content import Content
from connectors.files.places import Place
from connectors.mapping.tabular import TabularMapping
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuestion:
    """A set of files, the schemes of the keys in it, and how its rows are mapped."""

    schemes: frozenset[Scheme]
    files: FileSet
    mapping: TabularMapping


class FilesConnector(Connector):
    """Looks every key up in the sets that serve its scheme."""

    def __init__(
        self,
        descriptor: Descriptor,
        questions: Sequence[FileQuestion],
        *,
        place: Place,
        issuers: Issuers,
        clock: Clock,
        exchange: AbstractAsyncContextManager[object] | None = None,
    ) -> None:
        """Take what the file declares; `exchange` is what the place sends through, opened and closed here."""
        self.descriptor = descriptor
        self._questions = questions
        self._place = place
        self._issuers = issuers
        self._clock = clock
        self._exchange = exchange

    async def __aenter__(self) -> Self:
        if self._exchange is not None:
            await self._exchange.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._place.close()
        if self._exchange is not None:
            await self._exchange.__aexit__(*error)  # type: ignore[arg-type]  # what `async with` gives

    async def contents(self) -> Sequence[Content | Fault]:
        """Give what each set holds now, or what stands in its way; for operators."""
        return await self._place.current()

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Look every key up."""
        contents = await self._place.current()
        delivery = Delivery(self.descriptor.slug, self._issuers, self._clock())
        ages: list[datetime] = []
        told: dict[Identifier, list[Outcome]] = {key: [] for key in call.keys}
        for question, content in zip(self._questions, contents, strict=True):
            for key in call.keys:
                if key.scheme in question.schemes:
                    told[key].append(self._outcome(question, content, key, delivery))
                    ages += [content.generated] if isinstance(content, Content) else []
        outcomes = {key: combined(some) for key, some in told.items() if some}
        return Dated(outcomes, min(ages)) if ages else outcomes

    def _outcome(
        self, question: FileQuestion, content: Content | Fault, key: Identifier, delivery: Delivery
    ) -> Outcome:
        try:
            return self._told(question, content, key, delivery)
        except Fault as fault:
            return fault.failed()

    def _told(self, question: FileQuestion, content: Content | Fault, key: Identifier, delivery: Delivery) -> Outcome:
        if isinstance(content, Fault):
            return content.failed()
        stale = question.files.stale_after_days
        if stale is not None and delivery.retrieved_at - content.generated > timedelta(days=stale):
            raise Stale
        rows = content.rows.get(key)
        if rows:
            return question.mapping.found(delivery, key, rows)
        if not question.files.proves_absence:
            raise Unaccounted("the source's files do not prove that they are whole")
        return NotFound(evidence=_evidence(question.files))


def _evidence(files: FileSet) -> str:
    if files.manifest is not None:
        return "no row with the key in fresh files that are as long as their manifest says"
    return f"no row with the key in fresh files, of which the agency says: {files.complete}"
