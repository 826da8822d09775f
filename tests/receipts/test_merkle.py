from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.receipts.merkle import inclusion_path, leaf_hash, root_from_path, tree_root

# Leaves and roots of the reference tree of Certificate Transparency (RFC 6962, whose hash RFC 9162 keeps).
ENTRIES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
ENTRIES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_roots_are_those_of_the_reference_tree(size: int, root: str) -> None:
    assert tree_root([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == root


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_is_proven_at_its_place_and_nowhere_else(size: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    root = tree_root(leaves)
    for index in range(size):
        path = inclusion_path(leaves, index)
        assert root_from_path(leaves[index], index, size, path) == root
        other = (index + 1) % size
        assert size == 1 or root_from_path(leaves[other], index, size, path) != root


@given(st.integers(1, 200), st.data())
def test_a_changed_proof_leads_elsewhere(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(number.to_bytes(2)) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path = list(inclusion_path(leaves, index))
    with pytest.raises(ValueError, match="longer"):
        root_from_path(leaves[index], index, size, [*path, sha256(b"").digest()])
    if path:
        with pytest.raises(ValueError, match="shorter"):
            root_from_path(leaves[index], index, size, path[:-1])
        place = data.draw(st.integers(0, len(path) - 1))
        path[place] = leaf_hash(path[place])
        assert root_from_path(leaves[index], index, size, path) != tree_root(leaves)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        root_from_path(b"", index, size, ())
    with pytest.raises(IndexError):
        inclusion_path([b""] * size, index)
