"""The card's end of vpcd, the virtual reader behind a real pcscd.

A frame is a 2-byte big-endian length and a body. A body of one byte 00, 01, 02 or 04 is power off, power on, reset or
"get ATR" (only that one is answered); anything else is a command APDU. "Get ATR" is also the reader's presence poll,
so it changes nothing.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from queue import Empty, SimpleQueue

from emulator.reader.insertable import Insertable

POWER_OFF, POWER_ON, RESET, GET_ATR = 0, 1, 2, 4

RETRY_S = 0.25
CONNECT_S = 1.0
FIRST_POLL_S = 1.0
SILENCE_S = 2.0


class LinkState(Enum):
    """What became of the connection to vpcd."""

    WAITING = "waiting"  # nobody listens: pcscd is not running, or has no vpcd there
    IN_READER = "in reader"
    SLOT_TAKEN = "slot taken"  # connected, but never polled: another card is in this slot
    DROPPED = "dropped"  # the card fell silent, its socket was closed


class VpcdLink:
    """Keeps `card` in the vpcd slot at `host`:`port`, coming back whenever pcscd does.

    `tell` hears each change of state; it is called on the thread that runs `run`.
    """

    def __init__(self, card: Insertable, host: str, port: int, tell: Callable[[LinkState], None]) -> None:
        self._card = card
        self._address = (host, port)
        self._tell = tell
        self._told: LinkState | None = None
        self._stopping = False
        self._woken: SimpleQueue[None] = SimpleQueue()  # its put, unlike Event.set, may be called by a signal handler
        self._socket: socket.socket | None = None

    def run(self) -> None:
        """Serve until `stop`. What a network or pcscd can do is told and retried, never raised."""
        while not self._stopping:
            try:
                with socket.create_connection(self._address, CONNECT_S) as connected:
                    _refuse_itself(connected)
                    self._serve(connected)
            except OSError:
                if not self._stopping:
                    self._say(LinkState.WAITING)
            self._pause(RETRY_S)

    def stop(self) -> None:
        """Pull the card out and let `run` return; from any thread, or from a signal handler."""
        self._stopping = True
        self._woken.put(None)
        connected = self._socket
        if connected is not None:
            try:
                connected.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it was closed already, which is what we want

    def _serve(self, connected: socket.socket) -> None:
        connected.settimeout(FIRST_POLL_S)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connected
        frames, polled = Frames(connected), False
        try:
            while not self._stopping:
                try:
                    body = frames.next()
                except TimeoutError:
                    self._say(LinkState.SLOT_TAKEN)
                    continue
                if body is None:
                    raise ConnectionResetError("vpcd is gone")
                if not polled:
                    polled = True
                    self._say(LinkState.IN_READER)
                    connected.settimeout(None)
                if not self._handle(connected, body):
                    self._say(LinkState.DROPPED)
                    break
        finally:
            self._socket = None
            self._card.power_off()

    def _handle(self, connected: socket.socket, body: bytes) -> bool:
        """Carry out one frame; False where the card does not answer."""
        kind = body[0] if len(body) == 1 else None
        if kind == GET_ATR:
            connected.sendall(frame(self._card.atr))
        elif kind in (POWER_ON, RESET):
            self._card.reset()
        elif kind == POWER_OFF:
            self._card.power_off()
        else:
            response = self._card.transmit(body)
            if response is None:
                self._pause(SILENCE_S)
                return False
            connected.sendall(frame(response))
        return True

    def _pause(self, seconds: float) -> None:
        if not self._stopping:
            with suppress(Empty):
                self._woken.get(timeout=seconds)

    def _say(self, state: LinkState) -> None:
        if state is not self._told:
            self._told = state
            self._tell(state)


class Frames:
    """The frames that arrive on a stream socket, whatever pieces they come in."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._buffer = bytearray()

    def next(self) -> bytes | None:
        """The next body (1 to 65,535 bytes); None at the end of the stream. Raises TimeoutError as the socket does."""
        buffer = self._buffer
        while True:
            if len(buffer) >= 2:
                end = 2 + (buffer[0] << 8 | buffer[1])
                if len(buffer) >= end:
                    body = bytes(buffer[2:end])
                    del buffer[:end]
                    if body:
                        return body
                    continue
            # vpcd writes length and body apart; without an immediate ACK the second waits 40 ms for the first.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            piece = self._socket.recv(65_537)
            if not piece:
                return None
            buffer += piece


def _refuse_itself(connected: socket.socket) -> None:
    """Raises ConnectionRefusedError for a socket that met itself.

    Where nobody listens at a port that the kernel also gives to callers, as it may vpcd's, a call in some hundreds is
    given that very port and reaches itself; it would keep pcscd from ever listening there.
    """
    if connected.getsockname() == connected.getpeername():
        # Without lingering: the port is free again at once.
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ConnectionRefusedError("only this socket itself was there")


def frame(body: bytes) -> bytes:
    """`body` with its length, to be sent in one piece: a torn frame would bring pcscd down."""
    return len(body).to_bytes(2, "big") + body
