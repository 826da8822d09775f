"""Tells the story, one part after the other, each with what was expected and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gateway.demo.facets import ABSENT, Facet
from gateway.demo.story.departments import Departments, restraints
from gateway.demo.story.hearing import Hearer


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the story."""

    id: str
    title: str
    facets: tuple[Facet, ...]

    @property
    def ok(self) -> bool:
        """Tell whether it went as expected."""
        return all(facet.ok for facet in self.facets)


def tell(departments: Departments, hearer: Hearer) -> Iterator[Part]:
    """Play the story to its end; a part that depends on one that did not happen raises what it raises."""
    first = departments.check()
    (restraint,) = restraints(first)
    receipt, record = first["receipt"]["id"], restraint["records"][0]["id"]
    yield _part("t1", "an inspector checks before planning, and a restraint applies", _standing(first, "ACTIVE"))

    watch = departments.watch(receipt)
    yield _part("t2", "it watches the answer, by its receipt", Facet("watch", "WATCHED", watch["state"]))

    objection = departments.lodge(record)
    under = Facet("objection", "UNDER_VERIFICATION", objection["state"])
    yield _part("t3", "the subject objects to the record, and the objection is accepted", under)

    changed = hearer.wait(lambda each: _is_about(each, watch["id"], "ANSWER_CHANGED"))
    told = Facet("pushed, signed", f"watch.answer_changed of {receipt}", _news(changed))
    yield _part("t4", "the inspector's approval system is told that its answer would now differ", told)

    suspended = departments.check()
    yield _part("t5", "no joint measure is taken during verification", _standing(suspended, "SUSPENDED"))

    wrong = departments.find_wrong(objection["id"])
    withdrawn = departments.withdraw(objection["id"])
    states = f"{wrong['state']}, {withdrawn['state']}"
    ended = Facet("objection", "VERIFIED_WRONG, WITHDRAWN", states)
    yield _part("t6", "the provider finds the record wrong, and its issuer withdraws it", ended)

    clear = departments.check()
    yield _part("t7", "nothing rests on it any more", _standing(clear, ABSENT))

    notice = hearer.wait(lambda each: each["type"] == "rectification.open" and each["data"]["receipt"] == receipt)
    told = Facet("pushed, signed", f"rectification.open of {receipt}", _news(notice))
    yield _part("t8", "who relied on it is told what to set right", told)
    if notice is None:
        return

    case = departments.rectification(notice["data"]["proceeding"])
    done = departments.set_right(case)
    yield _part("t9", "it sets that right, and who found the record wrong confirms", Facet("", "DONE", done["state"]))


def _part(number: str, title: str, *facets: Facet) -> Part:
    return Part(id=number, title=title, facets=facets)


def _standing(check: dict[str, Any], expected: str) -> Facet:
    """Say how the one restraint stands, and that a suspended one says since when."""
    found = restraints(check)
    stands = ABSENT if not found else ", ".join(each["status"] for each in found)
    if any(each["status"] == "SUSPENDED" and not each["suspendedSince"] for each in found):
        stands += " since nobody knows when"
    return Facet("restraint", expected, stands)


def _is_about(news: dict[str, Any], proceeding: str, event: str) -> bool:
    return bool(news["data"]["proceeding"] == proceeding and news["data"]["event"] == event)


def _news(news: dict[str, Any] | None) -> str:
    return "nothing" if news is None else f"{news['type']} of {news['data']['receipt']}"
