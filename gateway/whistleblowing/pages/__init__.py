"""The pages of the report channel: plain HTML in Chinese and English, without scripts, cookies or anything loaded."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from gateway.whistleblowing.intake import Progress
from gateway.whistleblowing.submission import LONGEST_CONTACT, LONGEST_MESSAGE, LONGEST_STORY
from gateway.whistleblowing.words import Closing, Refused, State
from schema.codes import Area
from schema.offences import Offence

_FOLDER = Path(__file__).parent
_AREAS = {
    Area.LIFE_AND_HEALTH: "严重危害人民群众身体健康和生命安全 · life and health",
    Area.MARKET_ORDER: "严重破坏市场公平竞争秩序和社会正常秩序 · market and social order",
    Area.JUDICIAL_CREDIBILITY: "拒不履行法定义务，影响司法、行政公信力 · judicial and administrative credibility",
    Area.NATIONAL_DEFENCE: "拒不履行国防义务 · national defence",
    None: "其他领域 · other fields",
}
_STATES = {
    State.RECEIVED: ("已收到，尚未移交", "received, not passed on yet"),
    State.FORWARDED: ("已作为线索移交主管部门", "passed on to a competent department as a lead"),
    State.CLOSED: ("已办结", "closed"),
}
_CLOSINGS = {
    Closing.HANDED_OVER: ("主管部门将依法处理", "the competent department has the lead and decides by law"),
    Closing.TOO_LITTLE: ("线索不足", "it says too little to go on"),
    Closing.ELSEWHERE: ("不属于本渠道受理范围", "it is not for this channel"),
}
_FORM = ("creditCode", "offence", "whatHappened", "contact")
_FOLLOWUP = ("code", "message")


def form_page(
    offences: Mapping[str, Offence], values: Mapping[str, str] | None = None, wrong: Refused | None = None
) -> HTMLResponse:
    """Give the form of a report, filled in as it was sent where something is wrong."""
    filled = _filled(_FORM, values or {}, wrong)
    limits = {"longestStory": str(LONGEST_STORY), "longestContact": str(LONGEST_CONTACT)}
    chosen = (values or {}).get("offence", "")
    main = _template("form.html").substitute(filled, **limits, offences=_options(offences, chosen), wrong=_wrong(wrong))
    return _page(main)


def received_page(code: str) -> HTMLResponse:
    """Give the page that shows the code, this once."""
    return _page(_template("received.html").substitute(code=escape(code)), 201)


def followup_page(
    values: Mapping[str, str] | None = None, progress: Progress | None = None, wrong: Refused | None = None
) -> HTMLResponse:
    """Give the form a reporter comes back by, and how far the report is where it was asked."""
    filled = _filled(_FOLLOWUP, values or {}, wrong)
    told = "" if progress is None else _told(progress)
    main = _template("followup.html").substitute(
        filled, longestMessage=str(LONGEST_MESSAGE), progress=told, wrong=_wrong(wrong)
    )
    return _page(main)


def _filled(names: tuple[str, ...], values: Mapping[str, str], wrong: Refused | None) -> dict[str, str]:
    where = wrong.where if wrong else None
    shown = {name: escape(values.get(name, "")) for name in names}
    return shown | {f"{name}Invalid": ' aria-invalid="true" autofocus' if name == where else "" for name in names}


def _options(offences: Mapping[str, Offence], chosen: str) -> str:
    by_area: defaultdict[Area | None, list[Offence]] = defaultdict(list)
    for offence in offences.values():
        by_area[offence.area].append(offence)
    return "\n".join(
        f'<optgroup label="{words}">{"".join(_option(each, chosen) for each in by_area[area])}</optgroup>'
        for area, words in _AREAS.items()
        if by_area[area]
    )


def _option(offence: Offence, chosen: str) -> str:
    selected = " selected" if offence.id == chosen else ""
    words = f"{offence.title_zh} · {offence.title}"
    return f'<option value="{escape(offence.id)}"{selected}>{escape(words)}</option>'


def _told(progress: Progress) -> str:
    words = [_STATES[progress.state]] + ([_CLOSINGS[progress.closing]] if progress.closing else [])
    chinese, english = (("；" if index == 0 else "; ").join(each[index] for each in words) for index in (0, 1))
    replies = "".join(
        f'<p>{each.written_on.isoformat()} 回复 <span lang="en">reply</span></p>'
        f"<blockquote>{escape(each.text)}</blockquote>"
        for each in progress.replies
    )
    return f'<div class="note" id="progress"><p>{chinese}<br><span lang="en">{english}</span></p></div>{replies}'


def _wrong(wrong: Refused | None) -> str:
    if wrong is None:
        return ""
    words = f'{escape(wrong.message_zh)}<br><span lang="en">{escape(wrong.message)}</span>'
    return f'<div class="wrong" role="alert"><p>{words}</p></div>'


def _page(main: str, status: int = 200) -> HTMLResponse:
    style = (_FOLDER / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'"
    headers = {
        "content-security-policy": f"{allowed}; base-uri 'none'; frame-ancestors 'none'",
        "referrer-policy": "same-origin",  # no-referrer would take the Origin from the form's own request
    }
    return HTMLResponse(_template("frame.html").substitute(style=style, main=main), status, headers)


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / name).read_text(encoding="utf-8"))
