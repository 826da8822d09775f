"""Two gateways over one PostgreSQL store and one state folder, whose departments ask at one and the other in turn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from sqlalchemy import Connection, delete, select, update

from gateway.accounting.counting import count_stretch, is_behind
from gateway.accounting.groups import AccountGroup
from gateway.accounting.ledger import Known
from gateway.configuration.loading import load_configuration
from gateway.demo.children import Child
from gateway.demo.servers import Gateway, Town, gateway_starting, put_before, variables
from gateway.demo.story.hearing import Hearer
from gateway.demo.story.playing import hook_up
from gateway.demo.worlds import World
from gateway.paths import shipped
from gateway.store.engine import Mode, open_store
from gateway.store.tables import account_count, account_position, event, overdue_duty, proceeding
from tests.acceptance.departments import numbers
from tests.acceptance.repairing import Repairing

EACH = 2  # requests of a key at each gateway
SECONDS = 60.0


class Move(NamedTuple):
    """A mutation about to be sent; `part` of what it answers is the proceeding.

    `others` is the code those who come too late with another key are refused with; None where theirs are carried out
    too.
    """

    part: str
    client: str
    document: str
    said: dict[str, Any]
    others: str | None = "ILLEGAL_TRANSITION"


class Sent(NamedTuple):
    """A mutation that was carried out, with its key, and what it was answered."""

    move: Move
    key: str
    answer: Any


class Pair(Repairing):
    """Departments before both gateways."""

    def __init__(self, gateways: tuple[Gateway, Gateway], hearer: Hearer, url: str) -> None:
        super().__init__(gateways[0])
        self.gateways = gateways
        self.hearer = hearer
        self.url = url
        self._sides = cycle((0, 1))
        self._store = open_store(url, Mode.APPEND)
        self._client = httpx.Client(trust_env=False, timeout=SECONDS)

    def post(self, query: str, client: str, /, **variables: Any) -> Any:
        """Give the whole answer of one gateway, of the other the next time."""
        return self.post_at(next(self._sides), query, client, variables)

    def post_at(self, side: int, query: str, client: str, variables: dict[str, Any]) -> Any:
        """Give the whole answer of one of them."""
        asked = {"query": query, "variables": variables}
        headers = {"authorization": f"Bearer {client}"}
        return self._client.post(f"{self.gateways[side].url}/graphql", json=asked, headers=headers).json()

    def moved(self, move: Move) -> tuple[Any, list[Sent]]:
        """Send a mutation under two keys, each at both gateways several times, all at once.

        Whatever is sent under one key is answered the same, and carried out once. Gives the proceeding as it is left,
        and what was carried out.
        """
        names = [f"R-{next(numbers)}" for _ in range(2)]
        before = self.happened()
        with ThreadPoolExecutor(len(names) * 2 * EACH) as threads:
            racing = [
                (name, threads.submit(self.sent, move, name, side))
                for _ in range(EACH)
                for name in names
                for side in (0, 1)
            ]
        said = {name: [each.result() for other, each in racing if other == name] for name in names}
        happened = self.happened()

        done = [name for name in names if "errors" not in said[name][0]]
        assert len(done) == (len(names) if move.others is None else 1), said
        for name in done:
            assert said[name] == [said[name][0]] * len(said[name])
        changes = [said[name][0]["data"]["change"] for name in done]
        left = max(changes, key=lambda change: int(change["sequence"]))[move.part]
        for answer in (each for name in names if name not in done for each in said[name]):
            assert_refused(answer, move, left)

        ids = {change[move.part]["id"] for change in changes}
        assert len({change["sequence"] for change in changes}) == len(changes)
        (kind,) = {kind for kind, case_id in happened if case_id in ids}
        assert {case_id for other, case_id in happened.keys() - before.keys() if other == kind} <= ids
        for change in changes:
            shown = [int(each["sequence"]) for each in change[move.part]["trail"]]
            assert shown == [each for each in happened[kind, change[move.part]["id"]] if each <= shown[-1]]
        assert happened[kind, left["id"]][-1] == int(left["trail"][-1]["sequence"])
        return left, [Sent(move, name, said[name][0]) for name in done]

    def assert_answered_again(self, sent: Sent) -> None:
        """Send what was carried out again, at one of them: it is answered as it was then, whatever happened since."""
        assert self.sent(sent.move, sent.key, next(self._sides)) == sent.answer

    def sent(self, move: Move, key: str, side: int) -> Any:
        """Send a mutation under a key to one of them, and give the whole answer."""
        return self.post_at(side, move.document, move.client, {**move.said, "key": key})

    def happened(self) -> dict[tuple[str, str], list[int]]:
        """Give the numbers of the events of every proceeding, by its kind and id, as the store holds them."""
        found: dict[tuple[str, str], list[int]] = {}
        with self._store.reading() as connection:
            for row in connection.execute(select(event).order_by(event.c.seq)):
                found.setdefault((row.case_kind, row.case_id), []).append(row.seq)
        return found

    def make_due(self, case_id: str, day: date) -> None:
        """Let the next step of a proceeding have been due on a day."""
        with self._store.writing() as connection:
            late = update(proceeding).where(proceeding.c.id == case_id)
            connection.execute(late.values(due_on=day.isoformat(), overdue_since=None))

    def accounts(self) -> tuple[dict[AccountGroup, int], dict[AccountGroup, int]] | None:
        """Give the accounts as both gateways counted them, and as one counts the log at once from its beginning.

        None while something is not counted yet.
        """
        now = datetime.now(UTC)
        with self._store.writing() as connection:
            if is_behind(connection, now):
                return None
            counted = _groups(connection)
            for table in (account_count, account_position, overdue_duty):
                connection.execute(delete(table))
            while is_behind(connection, now):
                count_stretch(connection, self._known(), now)
            anew = _groups(connection)
            connection.rollback()
        return counted, anew

    def _known(self) -> Known:
        configuration = load_configuration(shipped("config"), variables(self.gateway.town.sources))
        return Known(
            regions={slug: agency.region for slug, agency in configuration.directory.agencies.items()},
            agencies={},  # of sources that were silent, which count when a month closes
            calendar=configuration.calendar,
        )

    def close(self) -> None:
        """Close what the store is read with, and the connections to both."""
        self._store.close()
        self._client.close()


def _groups(connection: Connection) -> dict[AccountGroup, int]:
    return {AccountGroup(*row[:-1]): row[-1] for row in connection.execute(select(account_count))}


def assert_refused(answer: Any, move: Move, left: Any) -> None:
    """A request that came too late is told the steps that are legal, which are those the proceeding now shows."""
    (error,) = answer["errors"]
    refused = error["extensions"]
    assert refused["code"] == move.others, answer
    if move.others == "ILLEGAL_TRANSITION" and "nextSteps" in left:
        legal = ", ".join(left["nextSteps"])
        assert refused["hint"] == (f"what may follow: {legal}" if legal else "nothing more may follow for your agency")


def share(config: Path, url: str, hearer: Hearer) -> dict[str, str]:
    """Write into a configuration which store is shared, and whom news goes to; gives the variables it reads."""
    settings = config / "gateway.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[store]", f'[store]\nurl = "{url}"'), encoding="utf-8")
    return hook_up(config, hearer)


@contextmanager
def paired(town: Town, url: str, folder: Path) -> Iterator[Pair]:
    """Run both, with everything under a folder; their news goes to one hearer."""
    hearer, state = Hearer(), folder / "state"
    with ExitStack() as stack:
        stack.enter_context(hearer.hearing())
        hook: dict[str, str] = {}
        loading: list[Child] = []
        for name in ("one", "other"):
            config, log = folder / name, folder / f"{name}.log"
            shutil.copytree(shipped("config"), config)
            hook = share(config, url, hearer)
            loading.append(stack.enter_context(gateway_starting(state, World(), config=config, log=log)))
        one, other = (put_before(child, town, state, hook) for child in loading)
        pair = Pair((one, other), hearer, url)
        stack.callback(pair.close)
        yield pair
        for name in ("one", "other"):
            assert "Traceback" not in (folder / f"{name}.log").read_text(encoding="utf-8")
