"""An issuer's own settings: a file in its folder, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.back_office import BackOfficeRefused, back_office
from emulator.issuer.settings import IssuerSettings, SettingsRefused, read_settings


@pytest.mark.parametrize(
    ("content", "listed"), [(None, False), ("", False), ("claims_list_cards = true", True), ("# none", False)]
)
def test_what_a_file_does_not_name_is_as_usual(tmp_path: Path, content: str | None, listed: bool) -> None:
    if content is not None:
        (tmp_path / "issuer.toml").write_text(content)

    assert read_settings(tmp_path) == IssuerSettings(claims_list_cards=listed)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"claims_list_cards = 1", "claims_list_cards is to be true or false"),
        (b"claim_lists_cards = true", "there is no setting claim_lists_cards; it knows audit_key, claims_list_cards"),
        (b"claims_list_cards =", "is no TOML"),
        (b'audit_key = "\\u0000"', "audit_key is to be a path"),
        (b"\xff", "is no text in UTF-8"),
        (b"claims_list_cards = " + b"[" * 2000, "is no TOML"),
        (b"claims_list_cards = " + b"1" * 5000, "is no TOML"),
    ],
)
def test_a_file_that_can_not_be_meant_is_refused_with_its_mend(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "issuer.toml").write_bytes(content)

    with pytest.raises(SettingsRefused) as refused:
        read_settings(tmp_path)
    assert reason in str(refused.value)
    assert "issuer.toml" in str(refused.value)


def test_an_issuer_whose_settings_are_refused_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "issuer.toml").write_text("what = 1")

    with (
        pytest.raises(BackOfficeRefused, match=r"no setting what; it knows audit_key"),
        back_office(tmp_path, []),
    ):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["issuer.toml"]
