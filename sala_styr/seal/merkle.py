"""The Merkle tree of RFC 6962 §2.1: hashes with a sign for leaf (0x00) and node (0x01), its root, and the two proofs.

The tree grows at its right side only; ``Peaks`` keeps what is needed to grow it, log₂(n) hashes.
"""

from collections.abc import Sequence
from hashlib import sha256

SIZE = 32
EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962 §2.1: the hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 §2.1: the hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Peaks:
    """A tree that grows: the roots of its whole subtrees, the largest first."""

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        self.size = size
        self._peaks = [packed[at : at + SIZE] for at in range(0, len(packed), SIZE)]
        if len(self._peaks) != size.bit_count():
            raise ValueError("a tree of this size has another number of peaks")

    def add(self, leaf: bytes) -> None:
        """Grow by one leaf (its hash)."""
        carried, height = leaf, self.size
        while height & 1:
            carried, height = node_hash(self._peaks.pop(), carried), height >> 1
        self._peaks.append(carried)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self._peaks:
            return EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root

    @property
    def packed(self) -> bytes:
        return b"".join(self._peaks)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of these leaves' hashes."""
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)
    return peaks.root


def _split(count: int) -> int:
    """The largest power of two below ``count`` (which is 2 or more)."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 §2.1.1: the hashes that lead from leaf ``index`` to the root, the nearest first."""
    if len(leaves) == 1:
        return []
    cut = _split(len(leaves))
    if index < cut:
        return [*inclusion_proof(index, leaves[:cut]), root_of(leaves[cut:])]
    return [*inclusion_proof(index - cut, leaves[cut:]), root_of(leaves[:cut])]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Does the proof lead from the leaf's hash at ``index`` to the root of the ``size`` leaves?"""
    return 0 <= index < size and _from_leaf(leaf, index, size, list(proof)) == root


def _from_leaf(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    if size == 1:
        return leaf if not proof else None
    if not proof:
        return None
    cut, beside = _split(size), proof.pop()
    if index < cut:
        left = _from_leaf(leaf, index, cut, proof)
        return left and node_hash(left, beside)
    right = _from_leaf(leaf, index - cut, size - cut, proof)
    return right and node_hash(beside, right)


def consistency_proof(older: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 §2.1.2: the hashes that show that the tree of the first ``older`` leaves is the beginning of this one."""
    return _subproof(older, leaves, whole=True)


def _subproof(older: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    if older == len(leaves):
        return [] if whole else [root_of(leaves)]
    cut = _split(len(leaves))
    if older <= cut:
        return [*_subproof(older, leaves[:cut], whole), root_of(leaves[cut:])]
    return [*_subproof(older - cut, leaves[cut:], False), root_of(leaves[:cut])]


def is_consistent(older: int, older_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Does the proof show that the tree with ``older_root`` is the beginning of that with ``root``?"""
    if not 0 < older <= size:
        return False
    left = list(proof)
    both = _both_roots(older, size, left, older_root, whole=True)
    return not left and both == (older_root, root)


def _both_roots(older: int, size: int, proof: list[bytes], said: bytes, whole: bool) -> tuple[bytes, bytes] | None:
    """The roots of the older and the newer tree as the proof gives them; ``proof`` is used up from its end."""
    if older == size:
        if whole:
            return said, said
        return (proof[-1], proof.pop()) if proof else None
    if not proof:
        return None
    cut, beside = _split(size), proof.pop()
    if older <= cut:
        both = _both_roots(older, cut, proof, said, whole)
        return both and (both[0], node_hash(both[1], beside))
    both = _both_roots(older - cut, size - cut, proof, said, False)
    return both and (node_hash(beside, both[0]), node_hash(beside, both[1]))
