"""Trusted operations: documents the operator keeps, asked for by id or by their text (persisted documents)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from schema.errors import ErrorCode, Refusal

_SHA256: Final = re.compile(r"sha256:[0-9a-f]{64}")
_OPERATOR: Final = "ask the operator to add it to the folder of trusted operations; `tally operations list` prints ids"
_PREFIX: Final = "sha256:"


def document_id(text: str) -> str:
    """Give the id of a document (GraphQL over HTTP, persisted documents): `sha256:`, the hash of its text in UTF-8."""
    return _PREFIX + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The document a request asks for: its text, its id, or both.

    `sha256_hash` is the id in the form of Apollo's automatic persisted queries (`extensions.persistedQuery`), which are
    only looked up here, never registered.
    """

    text: str | None = None
    document_id: str | None = None
    sha256_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedOperations:
    """Documents by id; with `only`, nothing else is executed for a client that may not use any operation."""

    documents: Mapping[str, str] = field(default_factory=dict)
    only: bool = False

    def text(self, wanted: Wanted, *, any_operation: bool) -> str:
        """Give the text to execute; raises `Refusal` for an unknown id, and for text that is not trusted."""
        named = wanted.document_id or (_PREFIX + wanted.sha256_hash if wanted.sha256_hash is not None else None)
        if wanted.text is None:
            return self._named(named or "", apollo=wanted.document_id is None)
        if named is not None and named != document_id(wanted.text):
            raise Refusal(
                ErrorCode.BAD_REQUEST,
                "the id is not that of the query",
                where="documentId" if wanted.document_id else "extensions.persistedQuery.sha256Hash",
                hint="send the SHA-256 of the query's text in UTF-8, in lower-case hex, or leave one of both out",
            )
        if self.only and not any_operation and document_id(wanted.text) not in self.documents:
            raise Refusal(
                ErrorCode.OPERATION_NOT_ALLOWED,
                "this credential may send trusted operations only, and this query is none of them, byte for byte",
                where="query",
                hint=_OPERATOR,
            )
        return wanted.text

    def _named(self, name: str, *, apollo: bool) -> str:
        text = self.documents.get(name)
        if text is not None:
            return text
        if apollo:  # the message and code are those at which Apollo's clients send the text instead
            raise Refusal(
                ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
                "PersistedQueryNotSupported",
                where="extensions.persistedQuery.sha256Hash",
                hint="send the query itself; queries are not registered by sending them",
            )
        known = _SHA256.fullmatch(name) is not None
        raise Refusal(
            ErrorCode.UNKNOWN_OPERATION,
            "no trusted operation has this id" if known else "the id is not of the form this gateway keeps",
            where="documentId",
            hint=_OPERATOR if known else "write sha256: and 64 lower-case hex digits",
        )


def trusted_documents(texts: Iterable[str]) -> dict[str, str]:
    """Give documents by id; one is known by its text as it stands in its file, and without the space around it."""
    return {document_id(form): text.strip() for text in texts for form in (text, text.strip())}
