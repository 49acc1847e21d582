"""The tree of RFC 6962 and its proofs."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.seal.merkle import (
    Peaks,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

# The leaves and roots of the reference tests of Certificate Transparency.
DATA = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert root_of([leaf_hash(data) for data in DATA[:size]]).hex() == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_hash_of_nothing() -> None:
    assert root_of([]) == sha256(b"").digest()


@given(st.integers(1, 40), st.integers(0, 39), st.integers(1, 40))
def test_each_leaf_and_each_older_tree_can_be_proved_and_nothing_else(size: int, index: int, older: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    index, older = index % size, (older - 1) % size + 1
    root, proof = root_of(leaves), inclusion_proof(index, leaves)
    assert is_included(leaves[index], index, size, proof, root)
    assert not is_included(leaf_hash(b"another"), index, size, proof, root)
    path = consistency_proof(older, leaves)
    assert is_consistent(older, root_of(leaves[:older]), size, root, path)
    assert not is_consistent(older, node_hash(root, root), size, root, path)
    assert not is_consistent(older, root_of(leaves[:older]), size, node_hash(root, root), path)


@given(st.integers(0, 70), st.integers(0, 30))
def test_a_tree_grows_on_from_its_peaks(size: int, more: int) -> None:
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(size + more)]
    grown = Peaks()
    for leaf in leaves[:size]:
        grown.add(leaf)
    again = Peaks(grown.size, grown.packed)
    for leaf in leaves[size:]:
        again.add(leaf)
    assert again.root == root_of(leaves)
