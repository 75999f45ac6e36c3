"""pyscard's reader and connection over a reader in this process: what a script sees of a real one."""

from __future__ import annotations

import pytest
from smartcard.CardConnection import CardConnection
from smartcard.Exceptions import CardConnectionException, NoCardException
from smartcard.reader.Reader import Reader
from smartcard.util import toBytes, toHexString

import emulator
from emulator.pyscard import VirtualConnection, VirtualPyscardReader
from tests.support.workbench import SELECT_SSSE, TRIES, WRONG_PIN

SELECT, EMPTY_VERIFY, WRONG = toBytes(SELECT_SSSE), toBytes(TRIES), toBytes(WRONG_PIN)


@pytest.fixture
def connected(virtual_reader: emulator.VirtualReader, virtual_card: emulator.VirtualCard) -> VirtualConnection:
    virtual_reader.insert(virtual_card)
    connection = VirtualPyscardReader(virtual_reader).createConnection()
    connection.connect()
    return connection


def test_a_script_written_for_pyscard_reads_the_card(virtual_reader: emulator.VirtualReader) -> None:
    virtual_reader.insert(emulator.card("normal"))
    reader = VirtualPyscardReader(virtual_reader)
    with reader.createConnection() as connection:
        connection.connect()
        said = connection.transmit(SELECT), connection.transmit(EMPTY_VERIFY)

        assert (isinstance(reader, Reader), isinstance(connection, CardConnection)) == (True, True)
        assert said == (([], 0x61, 0x1E), ([], 0x63, 0xC6))
        assert toHexString(connection.getATR()) == "3B 6D 00 00 00 81 4A 44 46 86 60 61 01 00 00 00 01"
        assert connection.getProtocol() == CardConnection.T0_protocol
    assert str(reader) == virtual_reader.name


def test_without_a_card_there_is_no_connection(virtual_reader: emulator.VirtualReader) -> None:
    connection = VirtualPyscardReader(virtual_reader).createConnection()

    with pytest.raises(NoCardException):
        connection.connect()
    with pytest.raises(CardConnectionException, match="not connected"):
        connection.transmit(SELECT)


def test_a_card_that_was_changed_is_another_connections(
    virtual_reader: emulator.VirtualReader, connected: VirtualConnection
) -> None:
    virtual_reader.insert(emulator.card("two-left"))

    with pytest.raises(CardConnectionException, match="removed"):
        connected.transmit(SELECT)
    connected.disconnect()
    connected.connect()
    assert connected.transmit(SELECT) == ([], 0x61, 0x1E)


def test_a_card_that_is_pulled_during_a_command_is_an_exception(
    connected: VirtualConnection, virtual_card: emulator.VirtualCard
) -> None:
    connected.transmit(SELECT)
    virtual_card.pull_at(1)

    with pytest.raises(CardConnectionException, match="before its answer"):
        connected.transmit(WRONG)
    assert virtual_card.tries_left == 5


@pytest.mark.virtual_card(protocol="t1")
def test_a_protocol_that_the_card_has_not_got_is_refused(connected: VirtualConnection) -> None:
    assert connected.getProtocol() == CardConnection.T1_protocol
    with pytest.raises(CardConnectionException, match="the card has T=1"):
        connected.connect(CardConnection.T0_protocol)
    connected.connect(CardConnection.T0_protocol | CardConnection.T1_protocol)


@pytest.mark.parametrize("again", ["reconnect", "disconnect, connect"])
def test_what_was_selected_is_forgotten_with_the_connection(connected: VirtualConnection, again: str) -> None:
    connected.transmit(SELECT)
    for call in again.split(", "):
        getattr(connected, call)()

    assert connected.transmit(EMPTY_VERIFY) == ([], 0x69, 0x85)
