"""Computing everything again and comparing: the chain of seals, the leaves with their rows, the tables with their history, and the batches.

Each part gives its findings one by one, so memory is constant and the first can be told before the rest is looked at.
"""

from sala_styr.seal.verifying.findings import Finding, Kind
from sala_styr.seal.verifying.whole import Verification, verify

__all__ = ["Finding", "Kind", "Verification", "verify"]
