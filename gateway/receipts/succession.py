"""How one signing key follows another: the old one ends where the new one begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from gateway.receipts.keys import KeyFileError, PublicKey, PublicKeys


def succeeded(known: PublicKeys, current: PublicKey) -> PublicKeys:
    """Give the public keys with the current one among them; every other one ends in the second the current one begins.

    What was signed in that second, by either, stays valid: validity is written in whole seconds. Raises `KeyFileError`
    where the current one has ended, as where an old signing key was put back.
    """
    ended = known[current.key_id].not_after if current.key_id in known else None
    if ended is not None and ended != current.not_after:
        raise KeyFileError(
            f"the signing key {current.key_id} ended at {ended.isoformat()}, as the public keys say; "
            "restore the signing key that followed it, or make a new one with `tally keys rotate-signing`"
        )
    end = current.not_before + timedelta(seconds=1)
    others = {
        key_id: key if key.not_after is not None else replace(key, not_after=end)
        for key_id, key in known.items()
        if key_id != current.key_id
    }
    return {**others, current.key_id: current}
