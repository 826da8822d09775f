"""Commits receipts from eight askers at once without end, and prints the id of each once it is acknowledged."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from os import urandom
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from gateway.receipts.body import seal_receipt  # noqa: E402 - the path comes first, as this runs as a script
from gateway.receipts.ids import RANDOM_BYTES, receipt_id  # noqa: E402
from gateway.receipts.keys import SigningKey, read_signing_key  # noqa: E402
from gateway.store.committer import GroupCommitter  # noqa: E402
from gateway.store.engine import Mode, open_store  # noqa: E402
from gateway.store.errors import NotDurable  # noqa: E402
from gateway.store.groups import Signer  # noqa: E402
from gateway.store.writer import GroupWriter  # noqa: E402
from tests.receipts.making import draft  # noqa: E402
from tests.store.making import VAULT, soon, submission  # noqa: E402


async def ask(committer: GroupCommitter) -> None:
    """Ask, wait until it is durable, acknowledge if it is, and ask again."""
    while True:
        made = seal_receipt(draft(id=receipt_id(datetime.now(UTC), urandom(RANDOM_BYTES))), urandom)
        try:
            await committer.submit(submission(made), soon())
        except NotDurable:
            await asyncio.sleep(0.05)
            continue
        sys.stdout.write(made.id + "\n")
        sys.stdout.flush()


async def main(url: str, key: SigningKey) -> None:
    """Serve the store until killed."""
    store = open_store(url, Mode.SERVE)
    signer = Signer(key=lambda: key, vault=VAULT, now=lambda: datetime.now(UTC))
    committer = GroupCommitter(GroupWriter(store, signer))
    await asyncio.gather(*(ask(committer) for _ in range(8)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], read_signing_key(Path(sys.argv[2]).read_bytes())))
