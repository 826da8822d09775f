"""Three-valued logic."""

from __future__ import annotations

from itertools import product

import pytest

from gateway.rules.truth import all_of, any_of, known, negated
from schema.measures import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(("left", "right"), list(product(Truth, repeat=2)))
def test_conjunction_and_disjunction_mirror_each_other(left: Truth, right: Truth) -> None:
    assert all_of((left, right)) is negated(any_of((negated(left), negated(right))))
    assert all_of((left, right)) is (F if F in (left, right) else U if U in (left, right) else T)


def test_nothing_asked_holds_and_nothing_offered_does_not() -> None:
    assert all_of(()) is T
    assert any_of(()) is F
    assert [known(holds=value) for value in (True, False, None)] == [T, F, U]
