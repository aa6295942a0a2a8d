"""Sets of entries of one block, as whole numbers: bit n stands for the n-th entry. Pure Python.

Sets are joined and cut by one operation of the processor for many entries; kept, one takes two
bytes for each entry, or one bit for each place where that is less.
"""

from array import array
from collections.abc import Iterable, Iterator
from sys import byteorder

BLOCK = 4096  # entries
_WHOLE = BLOCK // 8  # bytes of a set with a bit for each place


def place(entry_id: int) -> tuple[int, int]:
    """Return the block of an entry, and its place there."""
    return divmod(entry_id, BLOCK)


def bits(places: Iterable[int]) -> int:
    """Return the set of these places."""
    row = bytearray(_WHOLE)
    for it in places:
        row[it >> 3] |= 1 << (it & 7)
    return int.from_bytes(row, "little")


def packed(found: int) -> bytes:
    """Return a set as it is kept."""
    if found.bit_count() * 2 >= _WHOLE:
        return found.to_bytes(_WHOLE, "little")
    return _sent(array("H", _ascending(found)))


def unpacked(kept: bytes) -> int:
    """Return a set that was kept."""
    if len(kept) == _WHOLE:
        return int.from_bytes(kept, "little")
    places = array("H")
    places.frombytes(kept)
    return bits(_read(places))


def below(at: int) -> int:
    """Return the set of all places before one."""
    return (1 << at) - 1


def descending(found: int) -> Iterator[int]:
    """Yield the places of a set, last one first."""
    while found:
        last = found.bit_length() - 1
        yield last
        found ^= 1 << last


def listed(words: dict[int, int]) -> bytes:
    """Return what an entry is made of as it is kept: numbers of words, and how often each is there.

    Of fifteen times and more only that is told.
    """
    return _sent(array("I", [word << 4 | min(times, 15) for word, times in sorted(words.items())]))


def read(kept: bytes) -> dict[int, int]:
    """Return what an entry is made of."""
    found = array("I")
    found.frombytes(kept)
    return {it >> 4: it & 15 for it in _read(found)}


def _ascending(found: int) -> list[int]:
    row = found.to_bytes(_WHOLE, "little")
    return [
        at * 8 + bit for at, byte in enumerate(row) if byte for bit in range(8) if byte >> bit & 1
    ]


def _sent(numbers: "array[int]") -> bytes:
    """Write numbers with the smallest byte first, on whatever machine."""
    return _read(numbers).tobytes()


def _read(numbers: "array[int]") -> "array[int]":
    if byteorder == "big":
        numbers.byteswap()
    return numbers
