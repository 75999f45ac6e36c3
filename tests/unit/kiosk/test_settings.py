"""Settings: what a terminal has without any, what a file and the environment change, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.settings import Settings, SettingsRefused, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("KIOSK_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "terminal.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    settings = load_settings(None)

    assert (settings.terminal, settings.reader, settings.initial_pins, settings.journal) == (
        "610100-0001",
        "",
        ("123456", "000000", "888888"),
        tmp_path / ".local" / "state" / "kiosk" / "journal.jsonl",
    )


def test_the_journal_goes_where_the_desktop_keeps_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    assert load_settings(None).journal == tmp_path / "state" / "kiosk" / "journal.jsonl"


def test_slips_go_beside_the_journal_where_there_is_no_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    settings = load_settings(None)

    assert (settings.printer, settings.slips) == ("", settings.journal.parent / "slips")


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    path = written(tmp_path, 'terminal = "610200-0007"\nreader = "ACS"\njournal = "/j"\ninitial_pins = ["960815"]\n')
    settings = load_settings(path)

    assert (settings.terminal, settings.reader, settings.journal, settings.policy.initial) == (
        "610200-0007",
        "ACS",
        Path("/j"),
        (b"960815",),
    )


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("KIOSK_TERMINAL", "610200-0007", "terminal", "610200-0007"),
        ("KIOSK_READER", "ACS", "reader", "ACS"),
        ("KIOSK_JOURNAL", "/j", "journal", Path("/j")),
        ("KIOSK_PRINTER", "Hall", "printer", "Hall"),
        ("KIOSK_SLIPS", "/s", "slips", Path("/s")),
        ("KIOSK_INITIAL_PINS", '["960815"]', "initial_pins", ("960815",)),
    ],
)
def test_the_environment_changes_what_it_names(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(load_settings(None), field) == expected


def test_the_file_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_READER", "from the environment")
    monkeypatch.setenv("KIOSK_TERMINAL", "from-the-environment")
    settings = load_settings(written(tmp_path, 'reader = "from the file"'))

    assert (settings.reader, settings.terminal) == ("from the file", "from-the-environment")


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('readers = "ACS"', "readers", "unknown key"),
        ("[journal_file]\npath = 1", "journal_file", "unknown key"),
        ("_cli_parse_args = true", "_cli_parse_args", "unknown key"),
        ("terminal = 7", "terminal", "valid string"),
        ('terminal = "a terminal"', "terminal", "pattern"),
        ('terminal = ""', "terminal", "pattern"),
        ("reader = []", "reader", "valid string"),
        ("journal = 7", "journal", "path"),
        ("printer = 7", "printer", "valid string"),
        ("slips = 7", "slips", "path"),
        ('initial_pins = "123456"', "initial_pins", "tuple"),
        ('initial_pins = ["123456", "12345"]', "initial_pins.1", "pattern"),
        ('initial_pins = ["12345a"]', "initial_pins.0", "pattern"),
        ('initial_pins = ["１２３４５６"]', "initial_pins.0", "pattern"),
        ("initial_pins = [123456]", "initial_pins.0", "valid string"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_reason(tmp_path: Path, text: str, key: str, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsRefused) as refused:
        load_settings(path)

    said = str(refused.value)
    assert (said.startswith(f"settings file {path}: {key}: "), reason in said) == (True, True)


@pytest.mark.parametrize("text", [b"terminal", b"terminal = ", b"terminal = 'a", b"\xff\xfe"], ids=repr)
def test_what_is_not_toml_is_said_with_the_file(tmp_path: Path, text: bytes) -> None:
    path = written(tmp_path, text)

    with pytest.raises(SettingsRefused, match=f"^settings file {path}: "):
        load_settings(path)


@pytest.mark.parametrize("path", ["missing.toml", "."])
def test_a_file_that_can_not_be_read_is_named(tmp_path: Path, path: str) -> None:
    with pytest.raises(SettingsRefused, match=f"^settings file {tmp_path / path}: "):
        load_settings(tmp_path / path)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("KIOSK_TERMINAL", "a terminal", "terminal"),
        ("KIOSK_INITIAL_PINS", '["12345"]', "initial_pins.0"),
        ("KIOSK_INITIAL_PINS", "123456", "initial_pins"),
        ("KIOSK_INITIAL_PINS", "123456,888888", "initial_pins"),
    ],
)
def test_what_is_wrong_in_the_environment_is_said_with_its_key(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsRefused, match=rf"^settings: .*\b{key}\b"):
        load_settings(None)


def test_a_refused_value_is_not_repeated(tmp_path: Path) -> None:
    """It might be a PIN in the wrong place (OpenSC#877)."""
    with pytest.raises(SettingsRefused) as refused:
        load_settings(written(tmp_path, 'terminal = "my PIN is 135790"'))

    assert "135790" not in str(refused.value)


def test_settings_do_not_change_while_a_terminal_runs() -> None:
    settings = Settings()

    with pytest.raises(ValueError, match="frozen"):
        settings.reader = "another"  # type: ignore[misc]
