"""What fields cost beyond their objects: one question to the departments is a thousand units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

QUESTION: Final = 1_000

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "check": (),
    "subject": (),
    "searchSubjects": (),
    "subjects": ("identifiers", "creditCodes"),
}
"""Root fields that ask departments, with the list arguments each of whose elements is a question of its own."""

READ: Final = 20

CHANGES: Final = (
    *("openJointCase", "respondToJointCase", "carryAcross", "endJointCase"),
    *("acceptObjection", "refuseObjection", "verifyRecord", "correctRecord", "withdrawRecord"),
    *("reportDecision", "reportApplied", "reportNotApplied", "adoptMeasures", "withdrawAdoption"),
    *("acceptWithMissing", "supplyMissing", "endCommitment"),
    *("reviewRepair", "askRepairEvidence", "addRepairEvidence", "decideRepair", "withdrawRepair"),
    *("answerRectification", "closeRectification"),
    *("reportPublished", "reportCollected", "withholdPublication", "takeDownPublication"),
    "dropCachedAnswers",
    *("replayDelivery", "watchReceipt", "endWatch", "announceChange"),
    *("issueNotice", "answerNotice", "returnNotice", "confirmCorrection", "closeNotice"),
)
"""Root fields of mutations, which write to the store."""

ASKING_CHANGES: Final = ("lodgeObjection", "applyForRepair", "openPublication")
"""Root fields of mutations that ask departments before they write."""

SUBSCRIPTIONS: Final = ("events",)
"""Root fields of subscriptions, which read the store again and again."""

READINGS: Final = (
    *("receipt", "statistics", "accesses", "jointCase", "jointCases", "sourceCaches"),
    *("objection", "objections"),
    *("decision", "decisions", "feedback", "feedbacks", "adoption", "adoptions"),
    *("supplyCommitment", "supplyCommitments"),
    *("repair", "repairs", "rectification", "rectifications"),
    *("delivery", "deliveries", "watch", "watches"),
    *("publication", "publications", "publicationLateness", "publicationDuties", "disclosureRules"),
    *("notice", "notices", "dutyAccounts"),
)
"""Root fields that read the store."""
