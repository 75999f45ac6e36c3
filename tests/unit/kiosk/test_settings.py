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
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
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
        ("KIOSK_VOICE", "always", "voice", "always"),
        ("KIOSK_VOICE_COMMAND", '["say", "{language}"]', "voice_command", ("say", "{language}")),
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
        ("terminal = 7", "terminal", "digits and hyphens is wanted, in quotes"),
        ('terminal = "a terminal"', "terminal", "1 to 20 letters (A-Z, a-z), digits and hyphens is wanted"),
        ('terminal = ""', "terminal", "1 to 20 letters (A-Z, a-z), digits and hyphens is wanted"),
        ("reader = []", "reader", "text is wanted, in quotes"),
        ("journal = 7", "journal", "a path is wanted"),
        ("printer = 7", "printer", "text is wanted, in quotes"),
        ("slips = 7", "slips", "a path is wanted"),
        ('initial_pins = "123456"', "initial_pins", 'a list of text of six digits is wanted, such as ["000000"]'),
        ('initial_pins = ["123456", "12345"]', "initial_pins.1", "text of six digits is wanted"),
        ('initial_pins = ["12345a"]', "initial_pins.0", "text of six digits is wanted"),
        ('initial_pins = ["１２３４５６"]', "initial_pins.0", "text of six digits is wanted"),
        ("initial_pins = [123456]", "initial_pins.0", "text of six digits is wanted, in quotes"),
        ('voice = "on"', "voice", "asked or always or never is wanted"),
        ('voice_command = "say"', "voice_command", 'a list of text is wanted, such as ["program", "{language}"]'),
        ("voice_command = [7]", "voice_command.0", "text is wanted, in quotes"),
        ('role = "hall"', "role", "self-service or service-point is wanted"),
        ("screen_inches = true", "screen_inches", "a number from 0 to 200 is wanted"),
        ('screen_inches = "21.5"', "screen_inches", "a number from 0 to 200 is wanted"),
        ("screen_inches = nan", "screen_inches", "a number from 0 to 200 is wanted"),
        ('allow_virtual_reader = "yes"', "allow_virtual_reader", "true or false is wanted"),
        ("allow_virtual_reader = 1", "allow_virtual_reader", "true or false is wanted"),
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
    ("name", "value", "wanted"),
    [
        ("KIOSK_TERMINAL", "中文", "text of 1 to 20 letters"),
        ("KIOSK_INITIAL_PINS", '["12345"]', "text of six digits"),
        ("KIOSK_INITIAL_PINS", "123456", "a list of text of six digits"),
        ("KIOSK_INITIAL_PINS", "123456,888888", "a list of text of six digits"),
    ],
)
def test_what_is_wrong_in_the_environment_is_said_with_its_key(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, wanted: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsRefused, match=f"^settings: the environment's {name}: {wanted}"):
        load_settings(None)


def test_a_refused_value_is_not_repeated(tmp_path: Path) -> None:
    """It might be a PIN in the wrong place (OpenSC#877)."""
    with pytest.raises(SettingsRefused) as refused:
        load_settings(written(tmp_path, 'terminal = "my PIN is 135790"'))

    assert "135790" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("KIOSK_JOURNEL", "KIOSK_JOURNAL"),
        ("KIOSK_READERS", "KIOSK_READER"),
        ("KIOSK_STAFFREADER", "KIOSK_STAFF_READER"),
        ("kiosk_reader", "KIOSK_READER"),
        ("Kiosk_Journal", "KIOSK_JOURNAL"),
        ("KIOSK-OUTBOX", "KIOSK_OUTBOX"),
    ],
)
def test_a_misspelt_name_in_the_environment_is_refused_with_the_near_one(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "/j")

    with pytest.raises(SettingsRefused, match=rf"^settings: the environment's {name}: unknown; is {meant} meant\?$"):
        load_settings(None)


@pytest.mark.parametrize("key", ["journel", "JOURNAL"])
def test_a_misspelt_key_is_refused_with_the_near_one(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsRefused, match=rf": {key}: unknown key; is journal meant\?$"):
        load_settings(written(tmp_path, f'{key} = "/j"'))


def test_nothing_in_the_environment_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit file's `KIOSK_ISSUER=` is no issuer in the working folder."""
    monkeypatch.setenv("KIOSK_ISSUER", "")

    assert load_settings(None).issuer is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b'\xef\xbb\xbfreader = "ACS"\n', id="with a BOM"),
        pytest.param(b'# a terminal\r\nreader = "ACS"\r\nrole = "self-service"\r\n', id="with CRLF"),
    ],
)
def test_what_a_windows_editor_leaves_is_read(tmp_path: Path, text: bytes) -> None:
    assert load_settings(written(tmp_path, text)).reader == "ACS"


@pytest.mark.parametrize(
    ("said", "meant"), [("~/j", "j"), ("j", "etc/j"), ("../j", "etc/../j"), ("{tmp}/j", "j")], ids=str
)
def test_a_path_in_the_file_is_meant_from_home_or_from_the_files_folder(tmp_path: Path, said: str, meant: str) -> None:
    (tmp_path / "etc").mkdir()
    path = written(tmp_path / "etc", f'journal = "{said.format(tmp=tmp_path)}"')

    assert load_settings(path).journal == tmp_path / meant


def test_a_path_in_the_environment_is_meant_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("KIOSK_JOURNAL", "j")
    monkeypatch.setenv("KIOSK_SLIPS", "~/slips")
    settings = load_settings(written(tmp_path / "etc", 'reader = "ACS"'))

    assert (settings.journal, settings.slips) == (tmp_path / "work" / "j", tmp_path / "slips")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('""', "a path is wanted"),
        (r'"a\u0000b"', "a path is wanted"),
        ('"https://issuer.example:8443"', "reaches no issuer behind an address"),
        ('"~nobody-of-this-name/issuer"', "no such user's home"),
    ],
)
def test_what_is_no_path_is_refused(tmp_path: Path, said: str, reason: str) -> None:
    with pytest.raises(SettingsRefused, match=f": issuer: .*{reason}"):
        load_settings(written(tmp_path, f"issuer = {said}"))


IN_EACH_OTHERS_WAY = {
    "one path": 'journal = "kept"\noutbox = "./kept"',
    "behind a link": 'journal = "real/new"\noutbox = "link/new"',
    "behind a link that leads nowhere yet": 'journal = "to-new"\noutbox = "real/new"',
    "a hard link": 'journal = "real/there"\noutbox = "hard"',
    "the settings file": 'journal = "terminal.toml"',
    "the settings file by another name": 'outbox = "settings-hard"',
    "what SQLite makes beside the outbox": 'outbox = "o"\njournal = "o-wal"',
    "what SQLite makes beside what the outbox leads to": 'outbox = "to-new"\njournal = "real/new-journal"',
    "a file of the issuer's": 'issuer = "issuer"\njournal = "issuer/audit.head"',
    "another name of a file of the issuer's": 'issuer = "issuer"\njournal = "registry-hard"',
    "below the issuer's folder": 'issuer = "issuer"\noutbox = "issuer/not/yet/o"',
    "slips in the issuer's folder": 'issuer = "issuer"\nslips = "issuer/slips"',
    "the issuer's folder is the settings'": 'issuer = "."',
    "below what is to be a file": 'journal = "kept"\nslips = "kept/slips"',
    "slips are the journal": 'journal = "kept"\nslips = "kept"',
}
APART = {
    "all beside each other": 'journal = "j"\noutbox = "o"\nslips = "slips"\nissuer = "issuer"',
    "in the folder of slips": 'journal = "j"\noutbox = "o"\nslips = "."',
    "devices keep nothing": 'journal = "/dev/null"\nslips = "/dev/null"',
}


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with links in it, for settings that a test writes to terminal.toml."""
    for folder in ("real", "issuer"):
        (tmp_path / folder).mkdir()
    for file in ("real/there", "issuer/registry.sqlite", "terminal.toml"):
        (tmp_path / file).touch()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "to-new").symlink_to("real/new")
    for name, file in (("hard", "real/there"), ("registry-hard", "issuer/registry.sqlite")):
        (tmp_path / name).hardlink_to(tmp_path / file)
    (tmp_path / "settings-hard").hardlink_to(tmp_path / "terminal.toml")
    return tmp_path


def refused_as(path: Path) -> str:
    """What is said of these settings; nothing where they are taken."""
    try:
        load_settings(path)
    except SettingsRefused as refused:
        return str(refused)
    return ""


def test_two_keys_that_keep_something_in_one_place_are_refused_whatever_their_paths(linked: Path) -> None:
    said = {name: refused_as(written(linked, text)) for name, text in IN_EACH_OTHERS_WAY.items()}

    assert {name: words for name, words in said.items() if "each needs one of its own" not in words} == {}


def test_keys_that_are_in_nobodys_way_are_taken(linked: Path) -> None:
    for text in APART.values():
        load_settings(written(linked, text))


def test_who_is_in_whose_way_is_said(linked: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(written(linked, 'journal = "real/x"\noutbox = "link/x"'))

    assert str(refused.value) == (
        f"settings file {linked}/terminal.toml: journal ({linked}/real/x) lies in the place of"
        f" outbox ({linked}/link/x); each needs one of its own"
    )


def test_a_value_that_is_refused_for_a_reason_of_ours_is_told_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(written(tmp_path, 'journal = ""'))

    assert str(refused.value) == f"settings file {tmp_path}/terminal.toml: journal: a path is wanted"


def test_a_relative_folder_of_the_desktops_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config" / "kiosk").mkdir(parents=True)
    (tmp_path / "config" / "kiosk" / "settings.toml").write_text('reader = "not meant"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    settings = load_settings(None)

    assert (settings.journal, settings.reader) == (tmp_path / ".local" / "state" / "kiosk" / "journal.jsonl", "")


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's user, of a number that no account has."""
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os, "getuid", lambda: 64999)


@pytest.mark.usefixtures("homeless")
def test_a_user_without_a_home_is_told_what_to_set() -> None:
    with pytest.raises(SettingsRefused, match=r"^settings: this user has no home; set HOME, or XDG_STATE_HOME"):
        load_settings(None)


@pytest.mark.usefixtures("homeless")
def test_a_user_without_a_home_needs_none_where_every_place_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = written(tmp_path, 'journal = "j"\noutbox = "o"\nslips = "s"')
    monkeypatch.setenv("KIOSK_READER", "ACS")
    by_file = load_settings(path).outbox
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    assert (by_file, load_settings(None).outbox) == (tmp_path / "o", tmp_path / "state" / "kiosk" / "outbox.sqlite")


def test_a_home_that_is_not_absolute_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "home")

    with pytest.raises(SettingsRefused, match="this user has no home; set HOME"):
        load_settings(None)


def test_a_working_folder_that_is_gone_matters_to_nothing_but_what_is_meant_from_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setenv("KIOSK_JOURNAL", "/j")
    journal = load_settings(None).journal
    monkeypatch.setenv("KIOSK_JOURNAL", "j")

    with pytest.raises(SettingsRefused, match=r"^settings: the working folder: No such file or directory$"):
        load_settings(None)
    assert journal == Path("/j")


@pytest.mark.parametrize("inches", ["nan", "inf", "-1", "21,5", "201"])
def test_a_size_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, inches: str) -> None:
    monkeypatch.setenv("KIOSK_SCREEN_INCHES", inches)

    with pytest.raises(SettingsRefused, match=r"KIOSK_SCREEN_INCHES: a number from 0 to 200 is wanted$"):
        load_settings(None)


def test_without_a_named_file_the_users_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, reader in ((tmp_path / ".config", "at home"), (tmp_path / "config", "where XDG says")):
        (folder / "kiosk").mkdir(parents=True)
        (folder / "kiosk" / "settings.toml").write_text(f'reader = "{reader}"')
    at_home = load_settings(None).reader
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    assert (at_home, load_settings(None).reader) == ("at home", "where XDG says")
    assert load_settings(written(tmp_path, "role = 'self-service'")).reader == ""


def test_the_users_own_file_is_refused_by_name_where_it_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / ".config" / "kiosk").mkdir(parents=True)
    (tmp_path / ".config" / "kiosk" / "settings.toml").symlink_to(tmp_path / "nowhere")

    with pytest.raises(SettingsRefused, match="No such file"):
        load_settings(None)


def test_every_key_has_a_meaning() -> None:
    assert [key for key, field in Settings.model_fields.items() if not field.description] == []


def test_settings_do_not_change_while_a_terminal_runs() -> None:
    settings = Settings()

    with pytest.raises(ValueError, match="frozen"):
        settings.reader = "another"  # type: ignore[misc]
