"""A real process is killed with SIGKILL between two lines: what it printed is what the next one finds."""

from __future__ import annotations

from pathlib import Path

from tests.support.emulator_process import Shell

SELECT_SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"


def test_a_change_that_was_printed_survives_a_kill(tmp_path: Path) -> None:
    with Shell("normal", "--store", tmp_path) as shell:
        shell.say(SELECT_SSSE)
        assert shell.say("805E010007135790FF246802") == "9000"
        shell.kill()
    with Shell("normal", "--store", tmp_path) as shell:
        shell.say(SELECT_SSSE)
        assert [shell.say("0020000003135790"), shell.say("0020000003246802")] == ["63C5", "9000"]


def test_killing_after_every_guess_locks_the_card(tmp_path: Path) -> None:
    printed = []
    for _ in range(3):
        with Shell("two-left", "--store", tmp_path) as shell:
            shell.say(SELECT_SSSE)
            printed.append(shell.say("0020000003111111"))
            shell.kill()

    assert printed == ["63C1", "63C0", "6983"]
