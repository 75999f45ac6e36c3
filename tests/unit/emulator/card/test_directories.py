"""SSSE and the DFs below it: how they are selected, what they answer, which files they hold, and who may read them."""

from __future__ import annotations

import pytest

from tests.support.workbench import RIGHT_PIN, SELECT_BANK, SELECT_MF, SELECT_SSSE, TRIES, Bench

AIDS = {
    "DF01": "D15600000500",
    "DF02": "D15600000501",
    "DF03": "D15600000502",
    "DF04": "D15600000503",
    "DF07": "D15600000504",
}
SELECT_DF05 = "00A4000002DF05"
SELECT_OF = {name: f"00A4040006{aid}" for name, aid in AIDS.items()} | {"DF05": SELECT_DF05, "SSSE": SELECT_SSSE}
FROM_ANYWHERE = {"MF": SELECT_MF, "bank": SELECT_BANK, **SELECT_OF}

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


@BOTH_PROTOCOLS
@pytest.mark.parametrize("before", FROM_ANYWHERE)
@pytest.mark.parametrize("name", AIDS)
def test_a_df_is_selected_by_name_from_anywhere(t1: bool, before: str, name: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, FROM_ANYWHERE[before])

    assert [bench.ask(SELECT_OF[name]), bench.say(TRIES)] == [f"6F088406{AIDS[name]}9000", "63C6"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("name", AIDS)
@pytest.mark.parametrize(("cut", "more"), [(-2, ""), (None, "00")], ids=["cut short", "a byte more"])
def test_a_df_is_selected_by_its_exact_name_only(t1: bool, name: str, cut: int | None, more: str) -> None:
    aid = AIDS[name][:cut] + more

    assert Bench(t1=t1).say(SELECT_SSSE, f"00A40400{len(aid) // 2:02X}{aid}") == "6A82"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("before", ["SSSE", *AIDS, "DF05"])
def test_df05_has_no_name_and_is_selected_by_its_file_id(t1: bool, before: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_OF[before])

    assert [bench.ask(SELECT_DF05), bench.say(TRIES), bench.say("00B0850001")] == ["6F009000", "63C6", "6A82"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("before", [SELECT_MF, SELECT_BANK], ids=["MF", "bank"])
def test_df05_is_not_found_outside_ssse(t1: bool, before: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, before, SELECT_DF05) == "6A82"


@BOTH_PROTOCOLS
def test_df05_is_selected_without_data_where_none_is_asked_for(t1: bool) -> None:
    bench = Bench(t1=t1)

    assert [bench.say(SELECT_SSSE, "00A4000C02DF05" + "00" * t1), bench.say("00B0850001")] == ["9000", "6A82"]


@BOTH_PROTOCOLS
def test_df05_is_no_ef(t1: bool) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, "00A4020002DF05") == "6A82"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("file_id", ["DF01", "DF02", "DF03", "DF04", "DF07"])
def test_the_others_have_a_name_and_no_file_id(t1: bool, file_id: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, f"00A4000002{file_id}") == "6A82"


@BOTH_PROTOCOLS
def test_a_card_without_the_social_security_application_has_none_of_them(t1: bool) -> None:
    bench = Bench(t1=t1, card_applications='["bank"]')

    assert {bench.say(select) for select in SELECT_OF.values()} == {"6A82"}


NO_FILES = ["DF02", "DF05", "DF07"]
# DF, SFI, tags, key to read (None: the PIN alone), key to write
RECORD_FILES = [
    ("DF01", 5, "20 21 0E", "RK1DF01", "UK1DF01"),
    ("DF01", 6, "23 24 28 2C 2D", "RK1DF01", "UK2DF01"),
    ("DF01", 7, "29", "RK1DF01", "UK3DF01"),
    ("DF03", 5, "30 31", "RK1DF03", "UK1DF03"),
    ("DF03", 6, "32 33", "RK1DF03", "UK2DF03"),
    ("DF03", 7, "34 35", "RK2DF03", "UK3DF03"),
    ("DF04", 5, "90 92 93", None, "UK1DF04"),
]
EVERY_RECORD_FILE = pytest.mark.parametrize(
    ("df", "sfi", "tags", "read_key", "write_key"),
    [pytest.param(*row, id=f"{row[0]} EF{row[1]:02X}") for row in RECORD_FILES],
)
KEYS_OF = {
    "DF01": ["UK1DF01", "UK2DF01", "UK3DF01", "UK4DF01", "UK5DF01", "RK1DF01"],
    "DF03": ["LKDF03", "RK1DF03", "RK2DF03", "UK1DF03", "UK2DF03", "UK3DF03"],
    "DF04": ["LKDF04", "RK1DF04", "UK1DF04", "UK2DF04"],
}
GLOBAL = ["UKSSSE", "PUK", "RKSSSE"]


def by_number(sfi: int) -> str:
    return f"00B201{sfi << 3 | 4:02X}"


@BOTH_PROTOCOLS
@EVERY_RECORD_FILE
def test_the_pin_opens_a_file_and_it_holds_these_records(
    t1: bool, df: str, sfi: int, tags: str, read_key: str | None, write_key: str
) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_OF[df], RIGHT_PIN)
    found = [tag for tag in (f"{tag:02X}" for tag in range(1, 0xFF)) if bench.ask(f"00B2{tag}{sfi << 3:02X}") != "6A83"]

    assert found == sorted(tags.split())
    assert [bench.ask(f"00B2{n:02X}{sfi << 3 | 4:02X}")[:2] for n in range(1, len(found) + 1)] == tags.split()


@BOTH_PROTOCOLS
@EVERY_RECORD_FILE
def test_without_the_pin_its_own_read_key_opens_it_and_no_other(
    t1: bool, df: str, sfi: int, tags: str, read_key: str | None, write_key: str
) -> None:
    opening = []
    for key in KEYS_OF[df] + GLOBAL:
        bench = Bench(t1=t1)
        bench.say(SELECT_OF[df])
        assert bench.say(by_number(sfi)) == "6982"
        bench.terminal.prove(key)
        opening += [key] if bench.ask(by_number(sfi))[-4:] == "9000" else []

    assert opening == ([read_key] if read_key else [])


@BOTH_PROTOCOLS
@EVERY_RECORD_FILE
def test_its_own_write_key_writes_it_and_no_other_nor_the_pin(
    t1: bool, df: str, sfi: int, tags: str, read_key: str | None, write_key: str
) -> None:
    writing = []
    for key in KEYS_OF[df] + GLOBAL:
        bench = Bench(t1=t1)
        bench.say(SELECT_OF[df], RIGHT_PIN)
        record = bench.ask(by_number(sfi))[:-4]
        write = f"00DC01{sfi << 3 | 4:02X}{len(record) // 2:02X}{record[:-2]}AA"
        assert bench.say(write) == "6982"
        bench.terminal.prove(key)
        writing += [key] if bench.say(write) == "9000" else []

    assert writing == [write_key]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("proved", "answer"),
    [
        ([], "6982"),
        (["PIN"], "6982"),
        (["RK1DF04"], "6982"),
        (["PIN", "UK2DF04"], "6982"),
        (["PIN", "RK1DF04"], "9610" + "00" * 16 + "9000"),
    ],
)
def test_df04_ef06_takes_the_pin_and_its_read_key(t1: bool, proved: list[str], answer: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_OF["DF04"])
    for each in proved:
        assert (bench.say(RIGHT_PIN) if each == "PIN" else bench.terminal.prove(each)) == "9000"

    assert bench.ask(by_number(6)) == answer


@BOTH_PROTOCOLS
def test_df04_ef08_is_a_cycle_of_thirty_records_that_the_pin_opens(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_OF["DF04"])
    before = bench.say(by_number(8))
    bench.say(RIGHT_PIN)
    records = [bench.ask(f"00B2{number:02X}44") for number in range(1, 32)]

    assert (before, records) == ("6982", ["00" * 0x1C + "9000"] * 30 + ["6A83"])


@BOTH_PROTOCOLS
def test_df04_ef08_is_never_written_from_outside(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_OF["DF04"], RIGHT_PIN)
    proofs = [bench.terminal.prove(key) for key in KEYS_OF["DF04"] + GLOBAL]

    assert {*proofs, bench.say("00DC01441C011A" + "00" * 26), bench.say("00DC0140020100")} == {"9000", "6982"}


@BOTH_PROTOCOLS
@pytest.mark.parametrize("df", NO_FILES)
def test_the_others_hold_no_files(t1: bool, df: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_OF[df], RIGHT_PIN)

    assert {bench.say(f"00B201{sfi << 3 | 4:02X}") for sfi in range(1, 31)} == {"6A82"}


@BOTH_PROTOCOLS
@pytest.mark.parametrize("df", ["DF01", "DF03", "DF04"])
def test_an_ef_is_selected_in_its_own_df_only(t1: bool, df: str) -> None:
    bench = Bench(t1=t1)
    inside = [bench.say(SELECT_OF[df], select, "00B20104") for select in ("00A4020002EF06", "00A4000002EF06")]

    assert inside == ["6982", "6982"]
    assert bench.say(SELECT_OF["DF02"], "00A4020002EF06") == "6A82"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("df", [*AIDS, "DF05"])
def test_the_pin_is_the_same_in_every_df(t1: bool, df: str) -> None:
    bench = Bench(t1=t1)
    answers = [bench.say(SELECT_SSSE, SELECT_OF[df], "0020000003111111"), bench.say(SELECT_SSSE, TRIES)]
    answers += [bench.say(SELECT_OF[df], "805E010007135790FF246802"), bench.say(SELECT_SSSE, "0020000003246802")]

    assert answers == ["63C5", "63C5", "9000", "9000"]
