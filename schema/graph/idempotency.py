"""The key a client gives a change, so that it is carried out once."""

from __future__ import annotations

from typing import Annotated

import strawberry

Key = Annotated[
    str,
    strawberry.argument(
        description="Text you make up for this request, such as a UUID: sent again with it, the request is carried "
        "out once and answered the same; with another request it is refused."
    ),
]
