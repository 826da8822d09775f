"""What would change an answer: which record, corrected or ended, gives which outcome, and from when."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.codes import RecordKind
from schema.declare import CodeList, about, code_list, fact
from schema.measures import Guidance


@code_list
class ChangeKind(CodeList):
    """What would have to happen for the answer to be another."""

    RECORD_CLEARED = (
        "RECORD_CLEARED",
        "The record is withdrawn, corrected or repaired, and counts no more (撤销、更正、信用修复; GO-21-c, GO-22-d).",
    )
    ENTRY_ENDED = (
        "ENTRY_ENDED",
        "The entry ends by exit from its list or by the court; it may still count against clean years (移出、终结).",
    )
    VERIFIED_CORRECT = "VERIFIED_CORRECT", "The open verification ends, and the record is correct (核实无误; GO-22-c)."
    NAME_CONFIRMED = "NAME_CONFIRMED", "Its issuer confirms that the record is about this subject."
    TIME_PASSES = "TIME_PASSES", "Nothing else happens: a period, a window or the publicity of a record is over."


@fact
class PossibleChange:
    """One thing that would change the answer, found by judging the same facts again as if it had happened.

    It is no forecast: other records, rules or days may change the answer as well.
    """

    kind: ChangeKind = about("What would have to happen.")
    when: str = about("The same in plain words.")
    record: strawberry.ID | None = about("Id of the record concerned; null where time alone does it.", default=None)
    from_day: date | None = about(
        "First legal day of the other outcome; null: the legal day on which the change to the record takes effect.",
        default=None,
    )
    guidance: Guidance | None = about(
        "The guidance then; null where the grant does not show every kind of record it can hang on.", default=None
    )
    floor: Guidance | None = about("Worst guidance then established, where still INCOMPLETE.", default=None)
    ends: tuple[str, ...] = about("Ids of the measures that no longer apply then.", default=())
    begins: tuple[str, ...] = about("Ids of the measures that are ACTIVE then and are not now.", default=())
    kinds: tuple[RecordKind, ...] = about("Kinds of record the answer to this matter can hang on.", default=())
