"""A flipped bit, a missing end, a wrong log: refused and left as it is, or the state that a torn last write leaves.

Most are tried on the bytes alone; the same is then seen on real files.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.store.refusal import Broken
from emulator.store.rehearsal import LOG_LENGTH, rehearsed
from emulator.store.sqlite import SqliteStore, StoreRefused
from tests.unit.emulator.store.scenes import CELLS, killed, log_of, opened, put, snapshot

NAME, LOG = "normal.sqlite", "normal.sqlite-wal"
WRITES = 8
FRAME = 24 + 512
LIVE = 32 + WRITES * FRAME


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Database and log of a process that was killed after eight writes."""
    return killed(tmp_path_factory.mktemp("killed") / NAME, WRITES)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("closed") / NAME
    killed(path, WRITES)
    return path.read_bytes()


def flipped(data: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


def counter(database: bytes, log: bytes) -> int | None:
    """What the counter would be, None where the files are refused."""
    try:
        cells = rehearsed(database, log).cells
    except Broken:
        return None
    assert {**cells, "pin.remaining": b""} == {**CELLS, "pin.remaining": b""}
    return cells["pin.remaining"][0]


def test_the_log_is_as_long_as_the_sweep_thinks(left: dict[str, bytes]) -> None:
    log = left[LOG]

    assert (len(log), log[LIVE:].count(0)) == (LOG_LENGTH, LOG_LENGTH - LIVE)
    assert log[LIVE - FRAME : LIVE].count(0) < FRAME


def test_no_flipped_bit_of_a_closed_database_gives_another_state(closed: bytes) -> None:
    assert {counter(flipped(closed, at, at % 8), b"") for at in range(len(closed))} == {None, WRITES}


def test_no_flipped_bit_of_the_database_beside_a_log_gives_another_state(left: dict[str, bytes]) -> None:
    database = left[NAME]

    assert {counter(flipped(database, at, at % 8), left[LOG]) for at in range(0, len(database), 3)} == {None, WRITES}


def test_a_flipped_bit_in_the_log_is_seen_or_costs_the_last_write_at_most(left: dict[str, bytes]) -> None:
    outcomes = {at: counter(left[NAME], flipped(left[LOG], at, at % 8)) for at in range(0, LIVE, 3)}

    assert {found for at, found in outcomes.items() if at < LIVE - FRAME} == {None}
    assert {found for at, found in outcomes.items() if at >= LIVE - FRAME} <= {WRITES - 1, None}


def test_a_flipped_bit_behind_the_logs_end_changes_nothing(left: dict[str, bytes]) -> None:
    assert {counter(left[NAME], flipped(left[LOG], at, 3)) for at in range(LIVE, LOG_LENGTH, 4999)} == {WRITES}


@given(length=st.integers(0, LOG_LENGTH - 1))
@settings(max_examples=60, deadline=None)
def test_a_log_cut_short_is_refused(left: dict[str, bytes], length: int) -> None:
    assert counter(left[NAME], left[LOG][:length]) is None


def test_a_database_cut_short_is_refused(closed: bytes, left: dict[str, bytes]) -> None:
    assert {counter(closed[:length], b"") for length in range(0, len(closed), 7)} == {None}
    assert {counter(left[NAME][:length], left[LOG]) for length in range(0, len(left[NAME]), 64)} <= {None, WRITES}


@pytest.mark.parametrize("torn", range(0, FRAME, 67))
def test_a_torn_last_write_leaves_the_state_before_it(left: dict[str, bytes], torn: int) -> None:
    log = left[LOG]
    end = LIVE - FRAME + torn

    assert counter(left[NAME], log[:end] + bytes(len(log) - end)) == WRITES - 1


def test_a_torn_write_of_many_pages_leaves_the_state_before_it(tmp_path: Path) -> None:
    """Its pages reach the disk in any order: the first may be missing, the last there."""
    many = {f"record:{index}": bytes(90) for index in range(12)}
    path = tmp_path / NAME
    with opened(path, {**CELLS, **many}) as store:
        store.write({"pin.remaining": b"\x05"})
        before = snapshot(path)
        store.write(dict.fromkeys(many, b"\xff" * 90) | {"pin.remaining": b"\x04"})
        after = snapshot(path)
    new = [at for at in range(0, LOG_LENGTH, 512) if before[LOG][at : at + 512] != after[LOG][at : at + 512]]
    assert len(new) > 3
    for missing in new:
        log = bytearray(after[LOG])
        log[missing : missing + 512] = before[LOG][missing : missing + 512]

        assert rehearsed(after[NAME], bytes(log)).cells["pin.remaining"] == b"\x05"


def test_a_log_that_was_begun_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    left = killed(tmp_path / NAME, writes=255)

    assert counter(left[NAME], left[LOG]) == 255
    assert counter(left[NAME], flipped(left[LOG], 32 + 2 * FRAME, 1)) is None


def test_the_log_of_an_earlier_time_is_refused(tmp_path: Path) -> None:
    path = tmp_path / NAME
    early = killed(path, writes=4)
    late = killed(path, writes=6)

    assert counter(late[NAME], early[LOG]) is None
    assert counter(early[NAME], late[LOG]) is None


def test_the_log_of_another_store_is_refused(left: dict[str, bytes], closed: bytes, tmp_path: Path) -> None:
    other = killed(tmp_path / NAME, writes=5)

    assert counter(left[NAME], other[LOG]) is None
    assert counter(closed, other[LOG]) is None


def test_the_old_log_of_one_opening_is_refused_after_it_was_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with opened(path) as store:
        for number in range(150):
            store.write({"pin.remaining": bytes((number,))})
        early = snapshot(path)
        for number in range(150):
            store.write({"pin.remaining": bytes((number,))})
        late = snapshot(path)

    assert counter(late[NAME], early[LOG]) is None


def test_a_log_of_something_else_is_refused(left: dict[str, bytes], closed: bytes) -> None:
    assert counter(left[NAME], b"\xa5" * LOG_LENGTH) is None
    assert counter(left[NAME], bytes(LOG_LENGTH)) is None
    assert counter(closed, b"\xa5" * LOG_LENGTH) is None


def test_the_log_of_a_later_opening_is_refused(tmp_path: Path) -> None:
    """Though nothing was written in it: there may have been writes between the two."""
    path = tmp_path / NAME
    killed(path, writes=0)
    early = path.read_bytes()
    killed(path, writes=0)

    assert counter(early, killed(path, writes=0)[LOG]) is None


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO owner SELECT * FROM owner",
        "UPDATE owner SET mark = x'00'",
        "UPDATE owner SET open = 2",
        "UPDATE owner SET card = 'locked'",
        "UPDATE cell SET value = x'05' WHERE name = 'pin.remaining'",
        "UPDATE cell SET name = 'pin.limit' WHERE name = 'pin.remaining'",
        "UPDATE cell SET slot = 9 WHERE slot = 2",
        "DELETE FROM cell WHERE slot = 3",
        "DELETE FROM cell",
    ],
)
def test_a_well_formed_change_by_another_hand_is_refused(closed: bytes, change: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(closed[:18] + b"\1\1" + closed[20:])
        connection.execute(change)
        changed = connection.serialize()

    assert counter(changed[:18] + b"\2\2" + changed[20:], b"") is None


def test_a_log_that_repeats_a_closed_database_is_no_harm(tmp_path: Path) -> None:
    """Closed, but the power went before the log was taken away."""
    path = tmp_path / NAME
    left = killed(path, WRITES)

    assert counter(path.read_bytes(), left[LOG]) == WRITES


def test_a_log_that_was_only_made_is_no_harm(closed: bytes) -> None:
    assert [counter(closed, bytes(length)) for length in (1, 512, LOG_LENGTH)] == [WRITES] * 3


REAL = [
    pytest.param({LOG: None}, id="log-missing"),
    pytest.param({LOG: b""}, id="log-empty"),
    pytest.param({NAME: None}, id="database-missing"),
    pytest.param({NAME: b""}, id="database-empty"),
    pytest.param({NAME: b"dear diary\n" * 200}, id="database-a-text"),
    pytest.param({LOG: b"\xa5" * LOG_LENGTH}, id="log-of-something-else"),
    pytest.param({"normal.sqlite-journal": b"\xd9\xd5\x05\xf9"}, id="a-journal-beside-it"),
]


@pytest.mark.parametrize("change", REAL)
def test_what_is_refused_stays_byte_for_byte(
    left: dict[str, bytes], change: dict[str, bytes | None], tmp_path: Path
) -> None:
    files = {name: data for name, data in {**left, **change}.items() if data is not None}
    path = put(files, tmp_path / "store")

    with pytest.raises(StoreRefused, match="move"):
        SqliteStore.open(path, "normal", lambda: CELLS)

    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == files


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sqlite_finds_what_was_found_in_memory(
    left: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """On real files, with any bit of either flipped."""
    name = data.draw(st.sampled_from([NAME, LOG]))
    at = data.draw(st.integers(0, len(left[NAME]) - 1 if name == NAME else LIVE - 1))
    files = {**left, name: flipped(left[name], at, data.draw(st.integers(0, 7)))}
    path = put(files, tmp_path_factory.mktemp("flip") / "store")
    expected = counter(files[NAME], files[LOG])

    try:
        store = SqliteStore.open(path, "normal", lambda: CELLS)
    except StoreRefused:
        assert expected is None or name == NAME
        assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == files
    else:
        assert store.load()["pin.remaining"] == bytes((expected or 0,))
        assert expected in (WRITES, WRITES - 1)
        store.close()


def test_a_store_that_was_opened_after_a_kill_is_whole_again(left: dict[str, bytes], tmp_path: Path) -> None:
    path = put(left, tmp_path / "store")
    for number in (9, 10, 11):
        with opened(path) as store:
            store.write({"pin.remaining": bytes((number,))})
    with opened(path) as store:
        assert store.load()["pin.remaining"] == b"\x0b"
    assert not log_of(path).exists()
