"""Connectors written for a test: folders of code, agency files, and an installed package that names connectors."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from connectors.core.issuers import Issuers
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.wiring import Wiring

WIRING = Wiring(exchange=HttpxExchange, clock=lambda: datetime.now(UTC), issuers=Issuers(()))
CONNECTOR = '''"""Grades everybody alike."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.core.connector import Call, Connector, Descriptor, SourceRef
from connectors.core.settings import SourceSettings
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, Outcome
from schema.records import Authority, Evaluation

from .grades import GRADE, SECONDS


@dataclass(frozen=True, kw_only=True)
class Settings(SourceSettings):
    scale: str


class Grader(Connector):
    settings_type: type[SourceSettings] = Settings

    def __init__(self, source: SourceRef, settings: Settings, wiring: Wiring) -> None:
        self.settings = settings
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.EVALUATION}),
            fields=frozenset({"tax"}),
            limits=settings.limits,
        )

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        await asyncio.sleep(SECONDS)
        return {key: Found(records=(self._grade(key),)) for key in call.keys}

    def _grade(self, key: Identifier) -> Evaluation:
        issuer = Authority(name="Sample Tax Service")
        return Evaluation(
            id=f"grader:{key.value}",
            identifiers=(key,),
            issuer=issuer,
            field="tax",
            scale=self.settings.scale,
            grade=GRADE,
        )


CONNECTOR = Grader
'''


def graded(grade: str, seconds: float = 0.0) -> str:
    """Write the module that says which grade everybody gets, and how long an answer takes."""
    return f'GRADE, SECONDS = "{grade}", {seconds}\n'


def coded(folder: Path, *, connector: str = CONNECTOR, grades: str = graded("A")) -> Path:
    """Write a connector of code into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text("from .connector import CONNECTOR as CONNECTOR\n", encoding="utf-8")
    (folder / "connector.py").write_text(connector, encoding="utf-8")
    (folder / "grades.py").write_text(grades, encoding="utf-8")
    return folder


def installed(site: Path, name: str, *, points: str) -> None:
    """Write the metadata of an installed package with entry points, one `name = value` a line."""
    about = site / f"{name}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[tally.connectors]\n{points}\n", encoding="utf-8")
