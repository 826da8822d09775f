"""Did-you-mean hints."""

from __future__ import annotations

from schema.suggest import did_you_mean


def test_the_nearest_word_is_named() -> None:
    assert did_you_mean("food-licence", ["food-production-licence", "public-tender"]) == (
        "did you mean food-production-licence?"
    )


def test_without_a_near_word_some_known_ones_are_listed() -> None:
    assert did_you_mean("zzz", ["b", "a"]) == "known: a, b"
    assert did_you_mean("zzz", [f"w{n:02}" for n in range(20)]).endswith("w11 …")
    assert did_you_mean("zzz", []) == "none is configured"


def test_a_very_long_word_is_compared_quickly_and_not_repeated() -> None:
    assert len(did_you_mean("x" * 1_000_000, ["public-tender"])) < 100
