"""The list of offences joint punishment may follow from: data of the rule pack, which can grow (GO-09-b, GO-02-e)."""

from __future__ import annotations

import strawberry

from schema.codes import Area
from schema.dates import Period
from schema.declare import about, fact


@fact
class Offence:
    """Sort of serious dishonesty (严重失信行为), in a key area or in a field joint punishment was extended to."""

    id: strawberry.ID = about("Id, such as `wage-arrears`; records name it as `offenceCode`.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title.")
    in_force: Period = about("When it is on the list.")
    area: Area | None = about("Key area it belongs to (GO-09-b); null where it belongs to none.", default=None)
    field: str | None = about("Field it belongs to where it is in no key area (GO-02-e).", default=None)
