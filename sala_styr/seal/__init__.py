"""Seals: history that nobody can bend without its being seen.

Three layers, each of use without the next (docs/history-seal.md says what each can and cannot do):

1. *Complete and append-only*, kept by the database itself (``triggers``): history rows are never changed or taken away, and on PostgreSQL what
   is changed around the program is written in the history too.
2. *Sealed* (``sealing``): each history row becomes a leaf, a salted hash of what it says, in a Merkle tree (RFC 6962); a seal is the tree's root
   with the seal before it. Its code is printed in decided reports and mailed, so that somebody else has it.
3. *Verified* (``verifying``, ``offline``): everything is computed again and compared, here or by a stranger with an export.
"""

from sala_styr.seal.rewriting import allowing_rewrite

__all__ = ["allowing_rewrite"]
