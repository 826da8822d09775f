"""What an agency file says of a source reached over HTTP: REST, SOAP or GraphQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from connectors.declared.template import Template
from connectors.mapping.spec import AnswerMapping, Mapped
from connectors.paging import Paging
from schema.identifiers import Scheme


class Format(StrEnum):
    """What an answer is written in."""

    JSON = "json"
    XML = "xml"


class Charset(StrEnum):
    """What an answer is written in where its header does not say; GBK and GB2312 are read as GB18030."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """One `[[request]]`: what is sent, and how its answer is read.

    `words` fill a placeholder by the scheme of the key. With `many` it is asked about a whole batch at once.
    """

    line: int
    schemes: frozenset[Scheme]
    method: str
    path: Template
    headers: Mapping[str, Template]
    body: Template | None
    content_type: str | None
    words: Mapping[str, Mapping[Scheme, str]] = field(default_factory=dict)
    many: bool = False
    separator: str = ","
    paging: Paging = field(default_factory=Paging)
    format: Format = Format.JSON
    charset: Charset = Charset.UTF_8
    root: str = ""
    soap: bool = False
    namespaces: Mapping[str, str] = field(default_factory=dict)
    statuses: frozenset[int] = frozenset({200})
    answer: AnswerMapping
    evidence: str
    mapped: Mapped
    exact: str = ""  # what {match} says of a whole name, and of a beginning, in `[search]`
    prefix: str = ""

    @property
    def templates(self) -> tuple[Template, ...]:
        """Every template of the request."""
        return (self.path, *self.headers.values(), *((self.body,) if self.body else ()))

    @property
    def settings(self) -> tuple[str, ...]:
        """Names of the settings its templates are filled with."""
        return tuple(name for template in self.templates for name in template.settings)

    @property
    def by_purpose(self) -> bool:
        """Tell whether the purpose of a question is sent."""
        return any("purpose" in template.names for template in self.templates)
