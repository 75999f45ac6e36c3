"""UPDATE RECORD: a record replaced by one of its tag and length, or a new identifier appended where there is room."""

from __future__ import annotations

import pytest

from emulator.store.volatile import VolatileStore
from tests.support.workbench import RIGHT_PIN, SELECT_SSSE, Bench, Fault, cells_of_new, profile

# The pad, SFI 19: everybody's, room for three records of eight bytes; 30 03 AABBCC and 31 01 11 are there.
READ_PAD = "00B201CD"
PAD = "3003AABBCC310111"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "then"),
    [
        pytest.param("00DC01CC053003010203", "3003010203310111", id="by number"),
        pytest.param("00DC31C803310122", "3003AABBCC310122", id="by id, first"),
        pytest.param("00DC31C903310122", "3003AABBCC310122", id="by id, last"),
        pytest.param("00DC31CA03310122", "3003AABBCC310122", id="by id, next"),
        pytest.param("00DC31CB03310122", "3003AABBCC310122", id="by id, previous"),
        pytest.param("00DC32C803320122", PAD + "320122", id="a new id is appended"),
        pytest.param("00DC32CB03320122", PAD + "320122", id="a new id is appended, whatever the mode"),
        pytest.param("00DC32C8083206" + "22" * 6, PAD + "3206" + "22" * 6, id="a new id with all the room"),
        pytest.param("00DC32C8023200", PAD + "3200", id="a new id with nothing"),
    ],
)
def test_what_is_written_is_read_back_also_by_the_next_process(t1: bool, command: str, then: str) -> None:
    bench = Bench(t1=t1)

    assert [bench.say(SELECT_SSSE, command), bench.ask(READ_PAD)] == ["9000", then + "9000"]
    bench.reopen()
    bench.say(SELECT_SSSE)
    assert bench.ask(READ_PAD) == then + "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("00DC01CC05310300AABB", "6A80", id="the tag of another record"),
        pytest.param("00DC30C80531030AABBC", "6A80", id="by id, with another tag"),
        pytest.param("00DC32C803330122", "6A80", id="a new id, with another tag"),
        pytest.param("00DC01CC043002AABB", "6700", id="shorter than the record"),
        pytest.param("00DC01CC063004AABBCCDD", "6700", id="longer than the record"),
        pytest.param("00DC03CC03320122", "6A83", id="a number that is not there"),
        pytest.param("00DC32C8093207" + "22" * 7, "6A84", id="more than a record's room"),
        pytest.param("00DC01CD053003010203", "6A86", id="mode 5: all that follow"),
        pytest.param("00DC00CC053003010203", "6A86", id="P1 00"),
        pytest.param("00DC01CC", "6700", id="no data"),
        pytest.param("00DC01CC0530030102", "6700", id="Lc beyond the data"),
        pytest.param("00DC01CC05300301020300", "6700", id="an Le as well"),
        pytest.param("00DC01CC0530040102AA", "6A80", id="no whole object"),
        pytest.param("00DC01CC0130", "6A80", id="a tag alone"),
        pytest.param("00DC01CC020000", "6A80", id="tag 00"),
        pytest.param("00DC01CC02FF00", "6A80", id="tag FF"),
        pytest.param("00DC01CC0630FF0001AA00", "6A80", id="a length of three bytes"),
        pytest.param("00DC010405300301020A", "6986", id="no current file"),
        pytest.param("00DC014C053003010203", "6A82", id="no such file"),
        pytest.param("00DC01C4053003010203", "6981", id="a transparent file"),
        pytest.param("00DC012C12" + "0110" + "00" * 16, "6982", id="not open"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_written(t1: bool, command: str, answer: str) -> None:
    bench = Bench(t1=t1)

    assert (bench.say(SELECT_SSSE, command), bench.store.written) == (answer, [])


@BOTH_PROTOCOLS
def test_a_full_file_takes_no_new_record_and_still_changes_old_ones(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, "00DC32C803320122")

    assert [bench.say("00DC33C803330122"), bench.say("00DC32C803320133")] == ["6A84", "9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("read", "command"),
    [("00B202CC03", "00DC31CA03310122"), ("00B201CC05", "00DC30CB053003010203")],
    ids=["next after the last", "previous before the first"],
)
def test_an_id_that_is_there_is_never_appended_again(t1: bool, read: str, command: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, read, command) == "6A83"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "then"),
    [
        pytest.param("00DC30C803300122", "300122300111310133", id="first"),
        pytest.param("00DC30C903300122", "300100300122310133", id="last"),
        pytest.param("00DC30CA03300122", "300122300111310133", id="next without a pointer"),
        pytest.param("00DC30CB03300122", "300100300122310133", id="previous without a pointer"),
    ],
)
def test_of_an_id_that_comes_back_the_mode_finds_the_record(t1: bool, command: str, then: str) -> None:
    records = {1: "300100", 2: "300111", 3: "310133"}
    cells = {f"record:SSSE/pad:{number:02}": bytes.fromhex(record) for number, record in records.items()}
    bench = Bench(t1=t1, store=VolatileStore(cells_of_new(profile()) | cells))

    assert [bench.say(SELECT_SSSE, command), bench.ask(READ_PAD)] == ["9000", then + "9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("read", "command"),
    [("00B201CC05", "00DC31CA03310122"), ("00B202CC03", "00DC30CB053003010203")],
    ids=["next behind the first", "previous before the second"],
)
def test_next_and_previous_count_from_the_current_record(t1: bool, read: str, command: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, read, command) == "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("read", "command"),
    [("00B205EC03", "00DC30CA053003010203"), ("00B201EC03", "00DC31CB03310122")],
    ids=["next", "previous"],
)
def test_the_current_record_of_another_file_does_not_count(t1: bool, read: str, command: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, read, command) == "9000"


@BOTH_PROTOCOLS
def test_a_file_without_records_has_none_to_read_and_takes_its_first(t1: bool) -> None:
    cells = {name: cell for name, cell in cells_of_new(profile()).items() if not name.startswith("record:SSSE/pad")}
    bench = Bench(t1=t1, store=VolatileStore(cells))
    answers = [bench.say(SELECT_SSSE, READ_PAD), bench.say("00DC01CC03320122"), bench.say("00DC32C803320122")]

    assert [*answers, bench.ask(READ_PAD)] == ["6A83", "6A83", "9000", "3201229000"]


@BOTH_PROTOCOLS
def test_the_record_written_is_the_current_one(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, "00DC02CC03310122")

    assert [bench.say("00B2310203"), bench.say("00B2300305")] == ["6A83", "3003AABBCC9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("sfi", "record"),
    [(5, "020132"), (6, "0A0132")],
    ids=["card data", "holder data"],
)
def test_card_and_holder_data_are_written_with_the_update_key_alone(t1: bool, sfi: int, record: str) -> None:
    bench, write = Bench(t1=t1), f"00DC{record[:2]}{sfi << 3:02X}03{record}"
    answers = [bench.say(SELECT_SSSE, write), bench.say(RIGHT_PIN, write), bench.terminal.prove("RKSSSE")]
    answers += [bench.say(write), bench.terminal.prove("UKSSSE"), bench.say(write)]

    assert answers == ["6982", "6982", "9000", "6982", "9000", "9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("command", ["00DC01CC053003010203", "00DC32C803320122"], ids=["replaced", "appended"])
def test_a_store_that_fails_leaves_the_records(t1: bool, command: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.FAILURE)

    assert [bench.say(command), bench.ask(READ_PAD)] == ["6581", PAD + "9000"]
