"""The log's tree: the test vectors that certificate transparency publishes, and what has to hold for any log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.issuer.merkle import (
    EMPTY,
    Place,
    Span,
    consistency,
    folded,
    grown,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    peaks,
    proof,
)

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUDED = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENT = {
    (1, 1): [],
    (1, 8): INCLUDED[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
SIZES = st.integers(0, 40)


class Log:
    """Leaves appended one batch after the other, and what is kept of them."""

    def __init__(self, *batches: list[bytes]) -> None:
        self.kept: dict[Place, bytes] = {}
        self.size = 0
        top: list[bytes] = []
        for batch in batches:
            added, top = grown(self.size, top, [leaf_hash(leaf) for leaf in batch])
            self.kept |= added
            self.size += len(batch)

    def root(self, size: int | None = None) -> bytes:
        places = peaks(Span(0, self.size if size is None else size))
        return folded([self.kept[place] for place in places])

    def proof(self, spans: list[Span]) -> tuple[bytes, ...]:
        return proof(spans, lambda places: {place: self.kept[place] for place in places})


def numbered(size: int) -> Log:
    return Log([str(number).encode() for number in range(size)])


PUBLISHED = Log([bytes.fromhex(leaf) for leaf in LEAVES])


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size: int) -> None:
    assert PUBLISHED.root(size).hex() == ROOTS[size]


@pytest.mark.parametrize(("number", "size"), INCLUDED)
def test_the_published_proofs_of_inclusion(number: int, size: int) -> None:
    assert [step.hex() for step in PUBLISHED.proof(inclusion(number, size))] == INCLUDED[number, size]


@pytest.mark.parametrize(("old", "size"), CONSISTENT)
def test_the_published_proofs_of_consistency(old: int, size: int) -> None:
    assert [step.hex() for step in PUBLISHED.proof(consistency(old, size))] == CONSISTENT[old, size]


@given(st.lists(st.lists(st.binary(max_size=3), max_size=6), max_size=8))
def test_however_it_came_it_is_the_same_log(batches: list[list[bytes]]) -> None:
    together = Log([leaf for batch in batches for leaf in batch])

    assert (Log(*batches).kept, Log(*batches).root()) == (together.kept, together.root())


@given(st.data(), SIZES)
def test_each_leaf_is_proved_in_its_place_and_in_no_other(data: st.DataObject, size: int) -> None:
    log, number = numbered(size + 1), data.draw(st.integers(0, size))
    path, leaf = log.proof(inclusion(number, size + 1)), leaf_hash(str(number).encode())
    elsewhere = data.draw(st.integers(-1, size + 1))

    assert is_included(leaf, elsewhere, size + 1, path, log.root()) is (elsewhere == number)
    assert not is_included(leaf_hash(b"another"), number, size + 1, path, log.root())


@given(SIZES, SIZES)
def test_a_log_is_proved_to_have_grown_from_each_of_its_earlier_states(one: int, other: int) -> None:
    old, size = sorted((one, other))
    log = numbered(size)
    path = log.proof(consistency(old, size))

    assert is_consistent(old, log.root(old), size, log.root(), path)
    assert old == 0 or not is_consistent(old, leaf_hash(b"another"), size, log.root(), path)
    assert size == 0 or not is_consistent(size, log.root(), old, log.root(old), path) or old == size


@given(st.data(), st.integers(2, 40))
def test_a_log_that_changed_anywhere_before_is_not_proved(data: st.DataObject, size: int) -> None:
    old, changed = data.draw(st.integers(1, size - 1)), data.draw(st.integers(0, size - 2))
    changed = min(changed, old - 1)
    log = numbered(size)
    forged = Log([str(number).encode() if number != changed else b"forged" for number in range(size)])

    assert not is_consistent(old, log.root(old), size, forged.root(), forged.proof(consistency(old, size)))


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=4), st.integers(1, 9), st.integers(-9, 9))
def test_nothing_that_is_handed_in_for_a_proof_raises(path: list[bytes], old: int, size: int) -> None:
    assert is_consistent(old, EMPTY, size, b"", path) is False
    assert is_included(EMPTY, old, size, path, b"") is False
