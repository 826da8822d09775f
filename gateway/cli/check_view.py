"""Prints a check for a person: the guidance first, then why, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.change_view import change_lines
from gateway.cli.inspection_view import inspection_lines
from gateway.cli.measure_view import measure_lines, why_not_lines
from gateway.cli.printing import coded, heading, line, plain, show
from gateway.cli.source_view import source_table
from schema.measures import Guidance

Answer = Mapping[str, Any]


def print_check(out: Console, check: Answer) -> None:
    """Print the whole answer."""
    show(out, _question(check))
    show(out, _guidance(check))
    show(out, inspection_lines(check["inspection"]))
    show(out, measure_lines(check["measures"]))
    show(out, why_not_lines(check["whyNot"]))
    show(out, change_lines(check["whatWouldChangeIt"]))
    show(out, _evaluations(check["evaluations"]))
    show(out, _conflicts(check["subject"]["conflicts"]))
    out.print(heading("Asked"))
    out.print(source_table(check["sources"]))
    show(out, _closing(check))


def _question(check: Answer) -> Iterator[Text]:
    subject, matter, asker = check["subject"], check["matter"], check["asker"]
    yield line(subject["name"] or "(name not shown)", _identifiers(subject), indent=0, style="bold")
    yield line(matter["title"], matter["titleZh"], f"- for {asker['name']} ({asker['slug']})", indent=0)
    yield line(f"case {check['caseNumber']}, as of {check['asOf']}, purpose {check['purpose']}", indent=0)


def _identifiers(subject: Answer) -> str:
    found = [item["identifier"] for item in subject["identifiers"]]
    return ", ".join(f"{item['scheme']} {item['value']}" for item in found)


def _guidance(check: Answer) -> Iterator[Text]:
    guidance = check["guidance"]
    yield Text("\n").append(coded(guidance)).append(f"  {Guidance[guidance].description}")
    if check["missing"]:
        yield line(f"no usable answer from: {', '.join(check['missing'])}")
    if check["floor"]:
        yield line(f"already established: {check['floor']}. {Guidance[check['floor']].description}")
    if check["retryAfterSeconds"] is not None:
        yield line(f"ask again in {check['retryAfterSeconds']} s")
    if not check["contributions"]:
        yield line("no measure changes the guidance of this matter")
    for item in check["contributions"]:
        yield line("because", item["title"], f"({item['measure']})", "->", item["guidance"])


def _evaluations(rated: Sequence[Answer] | None) -> Iterator[Text]:
    yield heading("Evaluations")
    if rated is None:
        yield line("withheld")
    elif not rated:
        yield line("none")
    for item in rated or ():
        yield line(f"{item['field']}:", _grade(item), item["level"], "-", item["status"], _recognised(item))
        yield line(item["reason"], indent=6)


def _grade(item: Answer) -> str:
    evaluation = item["evaluation"]
    if evaluation is None:
        return "no grade"
    year = f" for {evaluation['year']}" if evaluation["year"] else ""
    return (
        f"{evaluation['grade']} on {evaluation['scale']}{year} by {evaluation['issuer']['name'] or 'unnamed issuer'},"
    )


def _recognised(item: Answer) -> str:
    if item["recognisedAs"] is None:
        return ""
    agreement = f" under {item['agreement']['id']}" if item["agreement"] else ""
    grade = f" ({item['recognisedGrade']})" if item["recognisedGrade"] else ""
    return f"as {item['recognisedAs']}{grade}{agreement}"


def _conflicts(conflicts: Sequence[Answer]) -> Iterator[Text]:
    if not conflicts:
        return
    yield heading("Conflicts set aside")
    for item in conflicts:
        sources = f"[{', '.join(item['sources'])}]" if item["sources"] else ""
        yield line(item["kind"], item["message"], sources, *item["records"])


def _closing(check: Answer) -> Iterator[Text]:
    for reason in check["notAsked"]:
        yield line("not asked:", reason)
    if check["withheld"]:
        yield heading("Withheld")
    for item in check["withheld"]:
        yield line(item["what"], item["reason"], f"({item['basis']})")
    pack, receipt = check["pack"], check["receipt"]
    yield Text("")
    yield line(f"rule pack {pack['id']} {pack['version']} {pack['digest'][:12]}", indent=0)
    if receipt:
        yield line(
            f"receipt {plain(receipt['id'])}, signed {receipt['committedAt']} by key {receipt['keyId']}", indent=0
        )
