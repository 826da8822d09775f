"""The story the demo tells, end to end: every part goes as expected, and a forged message is not heard."""

from __future__ import annotations

import httpx
import pytest

from gateway.demo.stage import Stage
from gateway.demo.story.hearing import Hearer


@pytest.mark.go("GO-18-d", "GO-22-a", "GO-22-b", "GO-22-c", "GO-22-d", "GO-22-e")
def test_a_check_a_restraint_an_objection_what_is_pushed_and_the_rectification(stage: Stage) -> None:
    parts = list(stage.story())
    assert [part.id for part in parts] == [f"t{number}" for number in range(1, 10)]
    assert [part for part in parts if not part.ok] == []


def test_a_message_whose_signature_does_not_hold_is_not_heard() -> None:
    hearer = Hearer()
    headers = {"webhook-id": "m", "webhook-timestamp": "1795233600", "webhook-signature": "v1,Zm9yZ2Vk"}
    with hearer.hearing():
        reply = httpx.post(hearer.url, content=b'{"type": "watch.ended"}', headers=headers, trust_env=False)
    assert (reply.status_code, hearer.news) == (400, [])
