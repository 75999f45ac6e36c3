"""The card's two algorithms against published answers and the vectors that terminals are tested with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB
from hypothesis import given
from hypothesis import strategies as st

from emulator.card.crypto import ALGORITHMS, Algorithm, card_key, process_key

DES3, SM4 = ALGORITHMS["3des"], ALGORITHMS["sm4"]
BOTH = pytest.mark.parametrize("algorithm", [DES3, SM4], ids=lambda algorithm: algorithm.name)

KEY = bytes.fromhex("00112233445566778899AABBCCDDEEFF")
CHALLENGE = bytes.fromhex("0102030405060708")
INFO = bytes.fromhex("1112131415161718")
NEW_PIN = bytes.fromhex("123456")
HISTORICAL = bytes.fromhex("00814A4446866061010000000A")

KEYS = st.binary(min_size=16, max_size=16)
CHALLENGES = st.sampled_from([4, 8]).flatmap(lambda size: st.binary(min_size=size, max_size=size))


def ecb(algorithm: Algorithm, key: bytes, blocks: bytes) -> bytes:
    """The bare block cipher, one block after another."""
    return Cipher(algorithm.keyed(key), ECB()).encryptor().update(blocks)


def opened(algorithm: Algorithm, cipher: bytes) -> str:
    """What was enciphered under KEY and CHALLENGE, length and padding included."""
    key = process_key(algorithm, KEY, CHALLENGE)
    return Cipher(algorithm.keyed(key), ECB()).decryptor().update(cipher).hex().upper()


def sealed(algorithm: Algorithm, framed: str) -> bytes:
    """`framed`, whole blocks in hexadecimal with any length byte and padding, enciphered under KEY and CHALLENGE."""
    return ecb(algorithm, process_key(algorithm, KEY, CHALLENGE), bytes.fromhex(framed))


def unblock(algorithm: Algorithm, new_pin: bytes | None) -> str:
    """The whole PIN UNBLOCK command, as a terminal makes it under KEY and CHALLENGE."""
    cipher = b"" if new_pin is None else algorithm.encipher(KEY, CHALLENGE, new_pin)
    head = bytes((0x84, 0x24, 0x00, new_pin is not None, len(cipher) + 4))
    return (head + cipher + algorithm.mac(KEY, CHALLENGE, head + cipher)).hex().upper()


@pytest.mark.parametrize(("name", "number", "block"), [("3des", 0x01, 8), ("sm4", 0x03, 16)])
def test_an_algorithm_is_found_by_its_name(name: str, number: int, block: int) -> None:
    algorithm = ALGORITHMS[name]

    assert (algorithm.name, algorithm.id, algorithm.block) == (name, number, block)


def test_ssf33_is_not_among_them() -> None:
    assert set(ALGORITHMS) == {"3des", "sm4"}


@pytest.mark.parametrize(
    ("algorithm", "key", "plain", "cipher"),
    [
        # GB/T 32907-2016, appendix A.1
        (
            SM4,
            "0123456789ABCDEFFEDCBA9876543210",
            "0123456789ABCDEFFEDCBA9876543210",
            "681EDF34D206965E86B3E94F536E4246",
        ),
        # FIPS 81, appendix B
        (DES3, "0123456789ABCDEF", "4E6F772069732074", "3FA40E8A984D4815"),
        # NIST SP 800-20, variable plaintext: with both halves alike triple DES is single DES
        (DES3, "0101010101010101" * 2, "8000000000000000", "95F8A5E5DD31D900"),
    ],
    ids=["sm4", "des", "3des-of-one-key"],
)
def test_the_block_cipher_gives_the_published_answer(algorithm: Algorithm, key: str, plain: str, cipher: str) -> None:
    assert ecb(algorithm, bytes.fromhex(key), bytes.fromhex(plain)) == bytes.fromhex(cipher)


def test_triple_des_of_two_keys_enciphers_deciphers_and_enciphers() -> None:
    single = [Cipher(DES3.keyed(half), ECB()) for half in (KEY[:8], KEY[8:])]
    inner = single[1].decryptor().update(single[0].encryptor().update(INFO))

    assert ecb(DES3, KEY, INFO) == single[0].encryptor().update(inner)


@pytest.mark.parametrize(
    ("algorithm", "expected"), [(SM4, "647CDAE69F766CC0BE3DD185634471DC"), (DES3, "00E2B15307A7A330")]
)
def test_process_key(algorithm: Algorithm, expected: str) -> None:
    assert process_key(algorithm, KEY, CHALLENGE).hex().upper() == expected


@pytest.mark.parametrize(("algorithm", "expected"), [(SM4, "465BB78F50C5201A"), (DES3, "FCBD4C3463171B45")])
def test_authentication_data(algorithm: Algorithm, expected: str) -> None:
    assert algorithm.authentication_data(KEY, CHALLENGE, INFO).hex().upper() == expected


@pytest.mark.parametrize(("algorithm", "expected"), [(SM4, "8424000004E4A319CC"), (DES3, "842400000455EE95DE")])
def test_unblock_that_keeps_the_pin(algorithm: Algorithm, expected: str) -> None:
    assert unblock(algorithm, None) == expected


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        (SM4, "8424000114E37CB7850735F98AA3A6F86566E2654CF4DB03C7"),
        (DES3, "842400010CE1BA00D65416D6B75D9DB30B"),
    ],
)
def test_unblock_with_a_new_pin(algorithm: Algorithm, expected: str) -> None:
    assert unblock(algorithm, NEW_PIN) == expected


@pytest.mark.parametrize(
    ("algorithm", "cipher"), [(SM4, "E37CB7850735F98AA3A6F86566E2654C"), (DES3, "E1BA00D65416D6B7")]
)
def test_the_card_reads_the_new_pin(algorithm: Algorithm, cipher: str) -> None:
    assert algorithm.decipher(KEY, CHALLENGE, bytes.fromhex(cipher)) == NEW_PIN


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [(SM4, "3B6916860CC5BCE316E6B2E988A82D12"), (DES3, "FAC4185A6CED2BD6DA75E13B132FEF9A")],
)
def test_card_key(algorithm: Algorithm, expected: str) -> None:
    assert card_key(algorithm, KEY, "610100", HISTORICAL).hex().upper() == expected


@BOTH
def test_a_card_key_is_diversified_by_province_then_region_then_card(algorithm: Algorithm) -> None:
    province = algorithm.diversify(KEY, bytes.fromhex("3631303030307368"))
    region = algorithm.diversify(province, bytes.fromhex("3631303130307378"))

    assert card_key(algorithm, KEY, "610100", HISTORICAL) == algorithm.diversify(region, HISTORICAL[5:])


@BOTH
def test_chip_vendor_and_card_os_do_not_enter_a_card_key(algorithm: Algorithm) -> None:
    other = bytes(5) + HISTORICAL[5:]

    assert card_key(algorithm, KEY, "610100", other) == card_key(algorithm, KEY, "610100", HISTORICAL)


@BOTH
def test_a_step_enciphers_the_factor_and_its_complement(algorithm: Algorithm) -> None:
    expected = ecb(algorithm, KEY, CHALLENGE + bytes.fromhex("FEFDFCFBFAF9F8F7"))

    assert algorithm.diversify(KEY, CHALLENGE) == expected


@BOTH
def test_a_short_challenge_is_padded_with_zeros(algorithm: Algorithm) -> None:
    padded = CHALLENGE[:4] + bytes(algorithm.block - 4)

    assert process_key(algorithm, KEY, CHALLENGE[:4]) == ecb(algorithm, KEY, padded)


def test_all_of_a_16_byte_challenge_counts_with_sm4() -> None:
    assert process_key(SM4, KEY, CHALLENGE + INFO) == ecb(SM4, KEY, CHALLENGE + INFO)


@pytest.mark.parametrize(
    "computation",
    [
        lambda: DES3.authentication_data(KEY, CHALLENGE * 2, INFO),
        lambda: DES3.mac(KEY, CHALLENGE * 2, b""),
        lambda: DES3.encipher(KEY, CHALLENGE * 2, NEW_PIN),
        lambda: DES3.decipher(KEY, CHALLENGE * 2, bytes(8)),
    ],
    ids=["authentication data", "mac", "encipher", "decipher"],
)
def test_a_16_byte_challenge_never_gets_as_far_as_3des(computation: Callable[[], object]) -> None:
    with pytest.raises(AssertionError):
        computation()


@BOTH
@pytest.mark.parametrize("length", [0, 5, 7, 8, 15, 16, 17, 32, 255])
def test_a_mac_is_over_the_message_and_80_and_zeros_even_where_it_is_aligned(algorithm: Algorithm, length: int) -> None:
    message = bytes(range(length))
    padded = (message + b"\x80").ljust((length // algorithm.block + 1) * algorithm.block, b"\0")
    key = process_key(algorithm, KEY, CHALLENGE)
    last = Cipher(algorithm.keyed(key), CBC(bytes(algorithm.block))).encryptor().update(padded)[-algorithm.block :]
    words = [int.from_bytes(last[at : at + 4], "big") for at in range(0, algorithm.block, 4)]
    expected = words[0] if algorithm is DES3 else words[0] ^ words[1] ^ words[2] ^ words[3]

    assert algorithm.mac(KEY, CHALLENGE, message) == expected.to_bytes(4, "big")


@pytest.mark.parametrize(
    ("algorithm", "plain", "expected"),
    [
        (DES3, "", "0080000000000000"),
        (DES3, "123456", "0312345680000000"),
        (DES3, "112233445566", "0611223344556680"),
        (DES3, "11223344556677", "0711223344556677"),  # aligned
        (DES3, "1122334455667788", "08112233445566778880000000000000"),
        (SM4, "", "00800000000000000000000000000000"),
        (SM4, "123456", "03123456800000000000000000000000"),
        (SM4, "1122334455667788", "08112233445566778880000000000000"),
        (SM4, "AA" * 14, "0E" + "AA" * 14 + "80"),
        (SM4, "AA" * 15, "0F" + "AA" * 15),  # aligned
        (SM4, "AA" * 16, "10" + "AA" * 16 + "80" + "00" * 14),
    ],
)
def test_enciphered_data_is_padded_only_where_it_is_unaligned(algorithm: Algorithm, plain: str, expected: str) -> None:
    assert opened(algorithm, algorithm.encipher(KEY, CHALLENGE, bytes.fromhex(plain))) == expected


@BOTH
@given(key=KEYS, challenge=CHALLENGES, plain=st.binary(max_size=255))
def test_what_was_enciphered_is_deciphered(algorithm: Algorithm, key: bytes, challenge: bytes, plain: bytes) -> None:
    assert algorithm.decipher(key, challenge, algorithm.encipher(key, challenge, plain)) == plain


@BOTH
@given(blocks=st.integers(0, 4), data=st.data())
def test_whatever_is_deciphered_is_what_encipher_makes(algorithm: Algorithm, blocks: int, data: st.DataObject) -> None:
    size = blocks * algorithm.block
    start = data.draw(st.binary(max_size=size)) + b"\x80"
    framed = start.ljust(size, b"\0")[:size]
    cipher = sealed(algorithm, framed.hex())
    plain = algorithm.decipher(KEY, CHALLENGE, cipher)

    assert plain is None or algorithm.encipher(KEY, CHALLENGE, plain) == cipher


@pytest.mark.parametrize(
    ("algorithm", "framed"),
    [
        (DES3, "0312345600000000"),
        (SM4, "03123456000000000000000000000000"),
        (DES3, "0312345680000001"),
        (SM4, "03123456800000000000000000000001"),
        (DES3, "0412345680000000"),
        (DES3, "0212345680000000"),
        (DES3, "0811223344556677"),
        (DES3, "FF11223344556677"),
        (SM4, "10" + "AA" * 15),
        (DES3, "03123456800000000000000000000000"),
        (DES3, "07112233445566778000000000000000"),
        (SM4, "0F" + "AA" * 15 + "80" + "00" * 15),
    ],
    ids=[
        "3des, no 80", "sm4, no 80", "3des, not 00 at the end", "sm4, not 00 at the end", "length one too many",
        "length one too few", "length past the end", "length FF", "sm4, length past the end", "a block too many",
        "3des, aligned and padded", "sm4, aligned and padded",
    ],
)  # fmt: skip
def test_a_wrong_length_byte_or_padding_is_refused(algorithm: Algorithm, framed: str) -> None:
    assert algorithm.decipher(KEY, CHALLENGE, sealed(algorithm, framed)) is None


@pytest.mark.parametrize(("algorithm", "size"), [(DES3, 0), (DES3, 7), (DES3, 12), (SM4, 0), (SM4, 8), (SM4, 17)])
def test_what_is_not_whole_blocks_is_refused(algorithm: Algorithm, size: int) -> None:
    assert algorithm.decipher(KEY, CHALLENGE, bytes(size)) is None


@BOTH
@pytest.mark.parametrize("size", [0, 8, 15, 17, 24])
def test_a_key_of_another_length_is_a_bug_and_is_not_told(algorithm: Algorithm, size: int) -> None:
    with pytest.raises(AssertionError) as caught:
        process_key(algorithm, b"K" * size, CHALLENGE)

    assert "K" not in str(caught.value)


@BOTH
@pytest.mark.parametrize("size", [0, 8, 15, 17, 24])
def test_a_master_key_of_another_length_is_a_bug_and_is_not_told(algorithm: Algorithm, size: int) -> None:
    with pytest.raises(AssertionError) as caught:
        card_key(algorithm, b"K" * size, "610100", HISTORICAL)

    assert "K" not in str(caught.value)


@BOTH
def test_a_plaintext_that_is_too_long_is_a_bug_and_is_not_told(algorithm: Algorithm) -> None:
    with pytest.raises(ValueError, match="range") as caught:
        algorithm.encipher(KEY, CHALLENGE, b"P" * 256)

    assert "PP" not in str(caught.value)


def test_the_library_is_not_loaded_before_something_is_computed() -> None:
    code = "import sys; from emulator.card import crypto; sys.exit('cryptography' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0
