"""The page of the public query, in Chinese or English: plain HTML, readable without style, with no script."""

from __future__ import annotations

import base64
import re
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from gateway.http.negotiation import quality
from gateway.public_query.model import PublicAnswer, PublicBasis, PublicRecord, PublicRemedy
from gateway.public_query.pages.words import WORDS, value_words
from schema.errors import Refusal

_FOLDER = Path(__file__).parent
_ADVERSE = ("PENALTY", "SERIOUS_DISHONESTY_ENTRY", "ENFORCEMENT_ENTRY")
_ARTICLE = re.compile(r"\bart\. ([0-9]+)")
_NO_LIMIT = "none"
_GOOD = ("RED_LIST_ENTRY", "COMMITMENT", "LICENCE")
_PLAIN = ("JUDGMENT",)  # facts that are neither


class Language(StrEnum):
    """Language of the page; what departments wrote stays as they wrote it."""

    CHINESE = "zh-CN"
    ENGLISH = "en"

    @property
    def other(self) -> Language:
        """The other one."""
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE


class Wording:
    """Words of the page in one language."""

    def __init__(self, language: Language) -> None:
        self._place = 0 if language is Language.CHINESE else 1

    def __call__(self, name: str, **values: object) -> str:
        """Give the words of a name."""
        return WORDS[name][self._place].format(**values)

    def value(self, name: str, written: str) -> str:
        """Give a fact's value: codes in words, everything else as it was written."""
        between = ("、", ", ")[self._place]
        return between.join(each[self._place] for each in value_words(name, written))

    def basis(self, basis: PublicBasis) -> str:
        """Give a legal basis with its article."""
        title, article = (basis.title_zh, basis.title)[self._place], basis.article
        if article and not self._place:
            article = _ARTICLE.sub(r"第\1条", article)
        return f"{title} {article}" if article else title

    def remedy(self, remedy: PublicRemedy) -> tuple[str, str, str | None]:
        """Give what a remedy is called, where it is sought, and until when; None where there is no time limit."""
        if self._place:
            title, body, limit = remedy.title, remedy.body, remedy.time_limit
        else:
            title, body = remedy.title_zh, remedy.body_zh or remedy.body
            limit = remedy.time_limit_zh or remedy.time_limit
        return title, body, None if remedy.time_limit == _NO_LIMIT else limit


def language_of(asked: str | None, accepted: str) -> Language:
    """Give the language asked for by `lang`, else the one `Accept-Language` likes better; Chinese where both are."""
    if asked:
        return Language.ENGLISH if asked.lower().startswith("en") else Language.CHINESE
    chinese, english = (_liking(accepted, each) for each in ("zh", "en"))
    return Language.ENGLISH if english > chinese else Language.CHINESE


def render(
    language: Language, *, answer: PublicAnswer | None = None, refusal: Refusal | None = None, code: str = ""
) -> tuple[str, str]:
    """Give the page, and the content policy that lets nothing in but its own style (CSP 3)."""
    style = _style()
    html = _template().render(
        language=language,
        say=Wording(language),
        style=Markup(style),  # noqa: S704 - our own file, not what anybody wrote
        answer=answer,
        refusal=refusal,
        code=code,
        groups=_groups(answer.records) if answer else (),
        adverse=_ADVERSE,
        plain=_PLAIN,
    )
    return html, _policy(style)


def _groups(records: tuple[PublicRecord, ...]) -> tuple[tuple[str, tuple[PublicRecord, ...]], ...]:
    found = ((kind, tuple(each for each in records if each.kind == kind)) for kind in (*_GOOD, *_ADVERSE, *_PLAIN))
    return tuple((kind, each) for kind, each in found if each)


def _liking(accepted: str, language: str) -> float:
    if not accepted.strip():
        return 0.0
    ranges = (part.split(";") for part in accepted.lower().split(","))
    liked = [_quality(parameters) for tag, *parameters in ranges if tag.strip().split("-")[0] == language]
    return max(liked, default=0.0)


def _quality(parameters: list[str]) -> float:
    return quality(";".join(("x/x", *parameters)), "x/x")


@cache
def _style() -> str:
    return (_FOLDER / "style.css").read_text(encoding="utf-8")


@cache
def _policy(style: str) -> str:
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    allowed = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; form-action 'self'"
    return f"{allowed}; base-uri 'none'; frame-ancestors 'none'"


@cache
def _template() -> Template:
    loader = FileSystemLoader(_FOLDER)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html")
