"""The vault: what it computes, what it never does, and the file that it is kept in."""

from __future__ import annotations

import copy
import os
import pickle
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from emulator.card.crypto import ALGORITHMS
from emulator.card.personalise import keys_of_card
from emulator.cards import bundled_cards, find_card, invented_master_keys
from emulator.issuer.answers import Reason, Refused
from emulator.issuer.new_pin import NewPin
from emulator.issuer.vault import Vault, VaultRefused
from tests.support.terminal import Terminal
from tests.support.workbench import profile

KEY = '"00112233445566778899AABBCCDDEEFF"'
FACTOR, INFO = bytes.fromhex("0102030405060708"), bytes.fromhex("1112131415161718")
PROOFS = {"sm4": "465BB78F50C5201A", "3des": "FCBD4C3463171B45"}
PIN_KEPT = {"sm4": "8424000004E4A319CC", "3des": "842400000455EE95DE"}
NEW_123456 = {
    "sm4": "8424000114E37CB7850735F98AA3A6F86566E2654CF4DB03C7",
    "3des": "842400010CE1BA00D65416D6B75D9DB30B",
}
BOTH_ALGORITHMS = pytest.mark.parametrize("algorithm", ["sm4", "3des"])
CARDS = bundled_cards()
NORMAL = find_card("normal").identification


def published(algorithm: str) -> tuple[Vault, bytes]:
    """A vault with the card of card.md's vectors, and the card's identification."""
    card = profile(application_algorithm=f'"{algorithm}"', keys_IRK=KEY, keys_STK=KEY, keys_PUK=KEY, keys_RKSSSE=KEY)
    return Vault.of([card], {}), card.identification


def bundled() -> Vault:
    return Vault.of(CARDS, invented_master_keys())


# --- what it computes


@BOTH_ALGORITHMS
def test_the_published_proofs(algorithm: str) -> None:
    vault, card = published(algorithm)

    assert {
        vault.internal_proof(card, FACTOR, INFO),
        vault.external_proof(card, "PUK", FACTOR, INFO),
        vault.external_proof(card, "RKSSSE", FACTOR, INFO),
    } == {bytes.fromhex(PROOFS[algorithm])}


@BOTH_ALGORITHMS
def test_the_published_messages(algorithm: str) -> None:
    vault, card = published(algorithm)

    assert vault.unblock_apdu(card, FACTOR, None) == bytes.fromhex(PIN_KEPT[algorithm])
    assert vault.unblock_apdu(card, FACTOR, NewPin(bytes.fromhex("123456"))) == bytes.fromhex(NEW_123456[algorithm])


def test_each_question_has_its_own_key() -> None:
    keys, sm4 = find_card("normal").keys.given, ALGORITHMS["sm4"]
    vault, terminal = bundled(), Terminal(lambda *_: "", sm4, keys)

    assert vault.internal_proof(NORMAL, FACTOR, INFO) == sm4.authentication_data(keys["IRK"], FACTOR, INFO)
    assert vault.external_proof(NORMAL, "PUK", FACTOR, INFO) == sm4.authentication_data(keys["PUK"], FACTOR, INFO)
    assert vault.external_proof(NORMAL, "RKSSSE", FACTOR, INFO) == sm4.authentication_data(keys["RKSSSE"], FACTOR, INFO)
    assert vault.unblock_apdu(NORMAL, FACTOR, None) == bytes.fromhex(terminal.unblocking(None, FACTOR))
    assert vault.unblock_apdu(NORMAL, FACTOR, NewPin(bytes.fromhex("123456"))) == bytes.fromhex(
        terminal.unblocking("123456", FACTOR)
    )


def test_keys_are_derived_where_the_card_says_so() -> None:
    card, masters = find_card("v1-3des"), invented_master_keys()
    derived = keys_of_card(card, masters)["PUK"]

    assert bundled().external_proof(card.identification, "PUK", FACTOR, INFO) == ALGORITHMS["3des"].authentication_data(
        derived, FACTOR, INFO
    )


def test_evidence_of_the_pin_is_judged_by_pik() -> None:
    """Of derived keys too, and in both algorithms."""
    for card in (find_card("normal"), find_card("v1-3des")):
        algorithm, keys = ALGORITHMS[card.application.algorithm], keys_of_card(card, invented_master_keys())
        proof = bundled().internal_proof(card.identification, FACTOR, INFO, "PIK")

        assert proof == algorithm.authentication_data(keys["PIK"], FACTOR, INFO)
        assert bundled().has_pik(card.identification)


def test_of_a_card_without_pik_there_is_nothing_to_judge_by(tmp_path: Path) -> None:
    card = profile(keys_PIK="false")
    vault, path = Vault.of([card], {}), tmp_path / "keys.toml"
    vault.save(path)

    for kept in (vault, Vault.open(path)):
        assert kept.internal_proof(card.identification, FACTOR, INFO, "PIK") == Refused(Reason.NO_KEY)
        assert not kept.has_pik(card.identification)
        assert isinstance(kept.internal_proof(card.identification, FACTOR, INFO), bytes)
    assert not vault.has_pik(bytes(16))


def test_a_file_from_before_there_was_pik_gains_it(tmp_path: Path) -> None:
    path, before = saved(tmp_path), bundled()
    path.write_text("\n".join(line for line in path.read_text().splitlines() if not line.startswith("PIK")))
    vault = Vault.open(path)

    for card in (find_card("normal"), find_card("v1-3des")):
        proofs = [each.internal_proof(card.identification, FACTOR, INFO, "PIK") for each in (vault, before)]
        assert vault.has_pik(card.identification)
        assert proofs[0] == proofs[1]


@pytest.mark.parametrize(
    "card", [bytes(16), b"", find_card("bank-only").identification], ids=["unknown", "none", "bank"]
)
def test_a_card_without_keys_here_is_refused(card: bytes) -> None:
    vault = bundled()

    assert {
        vault.internal_proof(card, FACTOR, INFO),
        vault.external_proof(card, "PUK", FACTOR, INFO),
        vault.unblock_apdu(card, FACTOR, None),
    } == {Refused(Reason.NO_KEY)}


@pytest.mark.parametrize("size", [*range(4), *range(5, 8), *range(9, 16), 17, 24, 255])
def test_what_no_card_gives_for_a_challenge_is_refused(size: int) -> None:
    vault = bundled()

    assert {
        vault.external_proof(NORMAL, "PUK", bytes(size), INFO),
        vault.unblock_apdu(NORMAL, bytes(size), None),
    } == {Refused(Reason.MALFORMED)}


@pytest.mark.parametrize(("algorithm", "usable"), [("sm4", True), ("3des", False)])
def test_a_challenge_is_no_longer_than_a_block(algorithm: str, usable: bool) -> None:
    vault, card = published(algorithm)

    assert (vault.unblock_apdu(card, bytes(16), None) != Refused(Reason.MALFORMED)) is usable


# --- what it never does


def test_it_offers_nothing_else() -> None:
    """Each has the issuer's own bytes, or the card's challenge, for its message: add none that takes a terminal's."""
    assert {name for name in dir(Vault) if not name.startswith("_")} == {
        "of",
        "open",
        "save",
        "fingerprint",
        "fingerprint_before",
        "old_audit",
        "has_pik",
        "internal_proof",
        "external_proof",
        "unblock_apdu",
    }


@pytest.mark.parametrize("show", [repr, str, "{}".format])
def test_no_key_can_be_printed(show: Callable[[Vault], str]) -> None:
    shown = show(bundled()).upper()

    keys = [key for card in CARDS for key in keys_of_card(card, invented_master_keys()).values()]
    assert not [key for key in keys if key.hex().upper() in shown]
    assert len(shown) < 80


@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy])
def test_no_key_can_be_taken_along(take: Callable[[object], object]) -> None:
    vault = bundled()

    for secret in (vault, vault._cards[NORMAL]):
        with pytest.raises(TypeError, match="keys stay where they are"):
            take(secret)


def test_keys_that_no_service_needs_are_not_kept() -> None:
    assert set(bundled()._cards[NORMAL].keys) == {"IRK", "STK", "PUK", "RKSSSE", "PIK"}


# --- its file


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    vault, path = bundled(), tmp_path / "keys.toml"
    vault.save(path)
    again = Vault.open(path)

    for card in CARDS:
        assert again.internal_proof(card.identification, FACTOR, INFO) == vault.internal_proof(
            card.identification, FACTOR, INFO
        )
    assert again.unblock_apdu(NORMAL, FACTOR, None) == vault.unblock_apdu(NORMAL, FACTOR, None)
    assert again.fingerprint() == vault.fingerprint()


def test_a_vault_is_told_from_one_with_another_key_or_other_cards(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.write_text(re.sub('PUK = "....', 'PUK = "C0DE', path.read_text(), count=1))
    vaults = bundled(), Vault.open(path), Vault.of(CARDS[: len(CARDS) // 2], invented_master_keys())

    assert len({vault.fingerprint() for vault in vaults}) == 3


def test_the_audits_key_of_an_old_file_is_read_and_never_written_again(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.write_text(f'audit = "{"0A" * 32}"\n{path.read_text()}')
    old = Vault.open(path)
    old.save(path)

    assert (old.old_audit, Vault.open(path).old_audit) == (b"\n" * 32, None)
    assert Vault.open(path).fingerprint() == old.fingerprint()


def test_the_file_is_its_owners_alone_whatever_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text("")
    path.chmod(0o666)
    bundled().save(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_says_that_its_keys_are_test_keys(tmp_path: Path) -> None:
    bundled().save(tmp_path / "keys.toml")

    assert "test keys" in (tmp_path / "keys.toml").read_text().splitlines()[0]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601, 0o620, 0o777])
def test_a_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    path = saved(tmp_path)
    path.chmod(mode)

    with pytest.raises(VaultRefused, match=rf"{path} can't serve .* others than its owner .* chmod 600 {path}"):
        Vault.open(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    os.chown(path, 12345, -1)

    with pytest.raises(VaultRefused, match="another user"):
        Vault.open(path)


def test_a_missing_file_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match=r"there is none\. Put it back"):
        Vault.open(tmp_path / "keys.toml")


def test_a_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match="can't serve as the vault"):
        Vault.open(tmp_path)


def test_a_place_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match="No such file or directory"):
        bundled().save(tmp_path / "missing" / "keys.toml")


SPOILT: dict[str, Callable[[str], str]] = {
    "empty": lambda text: text[:0],
    "no toml": lambda text: text + "\nC0FFEE",
    "cut off": lambda text: text[: len(text) // 2 - 5],
    "an old audit key too short": lambda text: f'audit = "00"\n{text}',
    "a key that is no hex": lambda text: re.sub('IRK = "..', 'IRK = "XY', text, count=1),
    "a key too short": lambda text: text.replace('PUK = "', 'PUK = "00" # ', 1),
    "a PIK that is no key": lambda text: text.replace('PIK = "', 'PIK = true # "', 1),
    "a PIK too short": lambda text: text.replace('PIK = "', 'PIK = "00" # ', 1),
    "a key missing": lambda text: text.replace("STK =", "# STK =", 1),
    "an unknown key": lambda text: text + '\nBK = "00112233445566778899AABBCCDDEEFF"\n',
    "an unknown algorithm": lambda text: text.replace('"sm4"', '"rot13"', 1),
    "no identification": lambda text: text.replace("[card.", "[card.X", 1),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_malformed_file_is_refused_and_nothing_of_it_repeated(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    path = saved(tmp_path)
    path.write_text(spoil(path.read_text()))

    with pytest.raises(VaultRefused, match=r"It was left as it is: restore a copy\.$") as refused:
        Vault.open(path)

    said = str(refused.value).replace(str(path), "").upper()
    assert not [word for word in said.split() if len(word) > 30]
    assert "C0FFEE" not in said


def saved(folder: Path) -> Path:
    """The file of a vault."""
    bundled().save(folder / "keys.toml")
    return folder / "keys.toml"
