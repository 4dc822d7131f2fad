"""Ids and chance: each a function of (seed, owner, kind, n-th of that kind).

Never the next draw of a shared generator, so that one more call in one place changes no id elsewhere.
"""

from __future__ import annotations

from hashlib import blake2b

from .store import Store


class Ids:
    """The id source of one world. Its counters are records of the store."""

    KIND = "kit.ids"

    def __init__(self, store: Store, seed: int = 1) -> None:
        self._store = store
        self.seed = seed

    def nth(self, owner: str, kind: str) -> int:
        """The next number of that kind for that owner, from 1."""
        record = self._store.get(self.KIND, owner, kind)
        number = 1 if record is None else int(record["n"]) + 1
        self._store.put(self.KIND, owner, kind, {"n": number})
        return number

    def secret(self, owner: str, kind: str, length: int = 32) -> str:
        """The next secret of that kind: `length` (at most 128) lower-case hexadecimal digits."""
        if length > 128:
            raise ValueError("a secret has at most 128 digits")
        return self.digest(owner, kind, self.nth(owner, kind)).hex()[:length]

    def chance(self, owner: str, kind: str) -> float:
        """The next random number of that kind, 0 <= x < 1."""
        bits = int.from_bytes(self.digest(owner, kind, self.nth(owner, kind))[:8]) >> 11
        return bits / 2**53  # a float holds 53 bits: with more, the greatest number would round up to 1

    def digest(self, *parts: object) -> bytes:
        """64 bytes that depend on the seed and `parts` only."""
        return digest(self.seed, *parts)


def digest(seed: int, *parts: object) -> bytes:
    """64 bytes that depend on the seed and `parts` only."""
    return blake2b("\0".join(map(str, (seed, *parts))).encode()).digest()
