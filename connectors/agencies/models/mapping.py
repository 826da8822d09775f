"""From frHon rows to red-list entries, with who designated whom (GO-03-a, GO-03-b)."""

from __future__ import annotations

from connectors.agencies.models.drop import Row
from connectors.core.dates import read_day, read_last_day, span
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.faults import ContractBroken
from connectors.core.words import STATUSES, look_up, present
from schema.codes import ModelSource, RecordStatus
from schema.identifiers import Identifier
from schema.records import RedListEntry

_CATEGORIES = {
    "信用分级分类监管": ModelSource.CLASSIFIED_SUPERVISION,
    "诚信道德模范": ModelSource.MORAL_MODEL,
    "优秀青年志愿者": ModelSource.YOUNG_VOLUNTEER,
    "行业协会商会推荐": ModelSource.ASSOCIATION_MEMBER,
    "新闻媒体挖掘": ModelSource.NEWS_MEDIA,
}


def red_list_entry(delivery: Delivery, key: Identifier, row: Row) -> RedListEntry:
    """Map one row, whose code equals `key`."""
    number = document_number(row["IDENTIFICATION_NO"])
    designated_on = read_day(row["IDENTIFICATION_DATE"])
    return RedListEntry(
        id=delivery.id(row["ID"]),
        subject_name=present(row["NAME"]),
        identifiers=(key,),
        issuer=delivery.issuers.authority(row["IDENTIFICATION_DEPT"], row["IDENTIFICATION_DEPT_CODE"]),
        document_number=number,
        decided_on=designated_on,
        period=span(designated_on, read_last_day(row["EXPIRATION_DATE"])),
        status=look_up(STATUSES, row["STATE"], what="status") or RecordStatus.CURRENT,
        status_since=read_day(row["STATE_DATE"]),
        provenances=delivery.provenances(row["ID"], number),
        designation=present(row["FILE_NAME"]),
        model_source=_model_source(row["CATEGORY"]),
    )


def _model_source(word: str) -> ModelSource:
    found = look_up(_CATEGORIES, word, what="a category")
    if found is None:
        raise ContractBroken("the source gave a designation without a category")
    return found
