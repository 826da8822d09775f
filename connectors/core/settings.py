"""Settings of sources as read from configuration: checked as a whole, every fault at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar, get_type_hints

import msgspec

from connectors.core.networks import PUBLIC_ONLY, Networks

S = TypeVar("S")
_SECRET = "secret"  # noqa: S105 - a name


class ConfigFault(Exception):  # noqa: N818 - the word configuration errors have throughout
    """Everything that is wrong with a configuration, one line each, with what to write instead."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How hard a source may be asked, and how patiently."""

    concurrency: int = 8  # calls at once
    rate_per_second: float | None = None
    time_budget_seconds: float = 5.0  # of one question, all attempts together
    attempts: int = 2
    breaker_failures: int = 5  # in a row
    breaker_rest_seconds: float = 2.0
    breaker_patience_seconds: float = 1.0  # a time-out sooner than this says nothing about the source
    hedge_after_seconds: float | None = None  # when a second request is sent beside one that does not answer


@dataclass(frozen=True, kw_only=True)
class SourceSettings:
    """Settings every source has; a connector's own settings extend them."""

    limits: Limits = field(default_factory=Limits)


def secret() -> Any:
    """Declare a setting that is a secret: never in a `repr`, and never written out in a configuration file."""
    return field(repr=False, metadata={_SECRET: True})


@dataclass(frozen=True, kw_only=True)
class HttpSettings(SourceSettings):
    """Settings of a source reached over HTTP."""

    url: str  # of the service, without a trailing slash
    key: str = secret()
    connect_seconds: float = 2.0
    max_bytes: int = 4 * 1024 * 1024  # of one answer, decompressed
    networks: Networks = PUBLIC_ONLY  # the name in `url` may lead to, beside public addresses


def secrets_written(kind: type[SourceSettings], written: Iterable[str], *, where: str) -> list[str]:
    """Give a fault for each secret among the settings that are written out in a configuration file."""
    secrets = {item.name for item in dataclasses.fields(kind) if item.metadata.get(_SECRET)}
    return [
        f"{where}.{name}: is a secret written out in the file; "
        f'write {name} = "${{NAME}}" to take it from the environment, or "${{file:PATH}}" to read it from a file'
        for name in written
        if name in secrets
    ]


def read_settings(kind: type[S], values: Mapping[str, Any], *, where: str) -> S:
    """Make settings of `kind` from configuration values.

    Raises `ConfigFault` listing every missing, unknown and unusable value, with the likely spelling.
    """
    hints = get_type_hints(kind)
    fields = {item.name: item for item in dataclasses.fields(kind)}  # type: ignore[arg-type]
    faults = [_unknown(name, fields, where) for name in values if name not in fields]
    faults += [f"{where}: `{name}` is missing; write {name} = …" for name in fields if _lacks(fields[name], values)]
    read: dict[str, Any] = {}
    for name in fields.keys() & values.keys():
        try:
            read[name] = _convert(values[name], hints[name], where=f"{where}.{name}")
        except ConfigFault as fault:
            faults += fault.faults
    if faults:
        raise ConfigFault(sorted(faults))
    return kind(**read)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give `; did you mean …?` if a known word is close, else the list of known words."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1)
    return f"; did you mean `{close[0]}`?" if close else f"; known: {', '.join(words) or 'none'}"


def _unknown(name: str, fields: Mapping[str, Any], where: str) -> str:
    return f"{where}: unknown setting `{name}`{did_you_mean(name, fields)}"


def _lacks(item: dataclasses.Field[Any], values: Mapping[str, Any]) -> bool:
    required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    return required and item.name not in values


def _convert(value: Any, hint: Any, *, where: str) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(value, Mapping):
        return read_settings(hint, value, where=where)  # type: ignore[arg-type]
    try:
        read = msgspec.convert(value, hint, dec_hook=_read)
    except msgspec.ValidationError as error:
        raise ConfigFault([f"{where}: {error}"]) from None
    if isinstance(read, (int, float)) and not isinstance(read, bool) and read <= 0:
        raise ConfigFault([f"{where}: must be greater than zero, is {read}"])
    return read


def _read(kind: Any, value: Any) -> Any:
    if kind is Networks:
        return Networks.read(value)
    raise TypeError(f"{kind} is no type of a setting")
