"""`emulator shell`, the real command, as other programs drive it."""

from __future__ import annotations

from pathlib import Path

from tests.support.emulator_process import Shell, emulator

SELECT_SSSE = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF"
SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"


def test_a_script_runs_to_its_end() -> None:
    ended = emulator("shell", "normal", lines=f"# start\nreset\n{SELECT_SSSE}\n00200000\noff\non\n00200000\n")
    atr = "3B6D000000814A44468660610100000001"

    assert (ended.status, ended.output, ended.errors) == (0, [atr, "611E", "63C6", atr, "6985"], "")


def test_a_line_that_is_not_hex_ends_it_and_is_not_repeated() -> None:
    """OpenSC#877: PIN in a debug log."""
    ended = emulator("shell", "normal", lines="00A40000\nPIN 135790\n00A40000\n")

    assert (ended.status, ended.output) == (1, ["9000"])
    assert ended.errors == "emulator: line 2 is neither hex nor one of reset, off, on\n"


def test_bytes_that_are_no_text_are_a_line_that_is_not_hex() -> None:
    """Where the locale is strict about its encoding, as zh_CN.UTF-8 is."""
    ended = emulator("shell", "normal", lines=b"\xff\xfe\n", PYTHONIOENCODING="utf-8:strict")

    assert (ended.status, ended.errors) == (1, "emulator: line 1 is neither hex nor one of reset, off, on\n")


def test_a_mute_card_does_not_answer() -> None:
    ended = emulator("shell", "mute", lines="reset\n00A40000\n")

    assert ended.output == ["3B6D000000814A4446866061010000000A"]
    assert (ended.status, ended.errors) == (1, "emulator: line 2: the card does not answer\n")


def test_the_protocol_is_the_one_asked_for() -> None:
    ended = emulator("shell", "normal", "--protocol", "t1", lines=f"reset\n{SELECT_SSSE}")

    assert ended.output == ["3BED00000100814A44468660610100000001A2", "9000"]


def test_each_answer_comes_before_the_next_line_is_sent() -> None:
    """A host that waits for an answer before it goes on would otherwise wait for ever."""
    with Shell("normal") as shell:
        assert [shell.say(line) for line in (SSSE, "0020000003111111", "00200000")] == ["9000", "63C5", "63C5"]


def test_a_store_keeps_the_card_from_one_run_to_the_next(tmp_path: Path) -> None:
    left = [
        emulator("shell", "normal", "--store", tmp_path / "cards", lines=f"{SSSE}\n0020000003111111").output[-1]
        for _ in range(2)
    ]

    assert left == ["63C5", "63C4"]


def test_a_store_in_use_is_refused_while_the_first_goes_on(tmp_path: Path) -> None:
    with Shell("normal", "--store", tmp_path) as first:
        first.say(SSSE)
        second = emulator("shell", "normal", "--store", tmp_path)
        assert first.say("00200000") == "63C6"

    assert (second.status, "is in use by another process" in second.errors) == (1, True)
