"""The other end of the wire: what vpcd does inside pcscd, on a real socket, with a deadline on everything."""

from __future__ import annotations

import queue
import socket
import struct
import threading
from types import TracebackType

from emulator.reader.insertable import Insertable
from emulator.reader.vpcd import LinkState, VpcdLink, frame

DEADLINE_S = 5.0
OFF, ON, RESET, GET_ATR = b"\x00", b"\x01", b"\x02", b"\x04"


class Contact:
    """One connection to a card."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        connected.settimeout(DEADLINE_S)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, *bodies: bytes) -> None:
        """These frames in one segment."""
        self.send_raw(b"".join(frame(body) for body in bodies))

    def send_raw(self, raw: bytes) -> None:
        """Bytes as they are."""
        self._socket.sendall(raw)

    def piece(self) -> bytes:
        """What one receive gives: the segment that is there."""
        return self._socket.recv(100_000)

    def receive(self) -> bytes:
        """The next frame's body."""
        return self._exactly(int.from_bytes(self._exactly(2), "big"))

    def say(self, *commands: str) -> str:
        """Send each command and take its answer; the last one, in hex."""
        answer = b""
        for command in commands:
            self.send(bytes.fromhex(command))
            answer = self.receive()
        return answer.hex().upper()

    def atr(self) -> str:
        """Poll, as pcscd does every 400 ms."""
        self.send(GET_ATR)
        return self.receive().hex().upper()

    def is_dropped(self) -> bool:
        """True once the card's end closes; raises TimeoutError where it doesn't."""
        return self._socket.recv(1) == b""

    def close(self) -> None:
        """As pcscd does when it ends."""
        self._socket.close()

    def abort(self) -> None:
        """As the system does for a pcscd that was killed: reset instead of end."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def _exactly(self, size: int) -> bytes:
        received = b""
        while len(received) < size:
            piece = self._socket.recv(size - len(received))
            assert piece, "the card's end closed in mid-frame"
            received += piece
        return received


class VpcdEnd:
    """vpcd, listening on a free port."""

    def __init__(self, port: int = 0) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._contacts: list[Contact] = []

    def accept(self, within_s: float = DEADLINE_S) -> Contact:
        """The next card that comes. Raises TimeoutError."""
        self._listener.settimeout(within_s)
        self._contacts.append(Contact(self._listener.accept()[0]))
        return self._contacts[-1]

    def close(self) -> None:
        """Listen no more, and leave every card."""
        self._listener.close()
        for contact in self._contacts:
            contact.close()


class RunningLink:
    """A card's link on a thread of its own, and what it told."""

    def __init__(self, card: Insertable, port: int) -> None:
        self._told: queue.SimpleQueue[LinkState] = queue.SimpleQueue()
        self.link = VpcdLink(card, "127.0.0.1", port, self._told.put)
        self._thread = threading.Thread(target=self.link.run)
        self._thread.start()

    def told(self, within_s: float = DEADLINE_S) -> LinkState | None:
        """The next state told; None where none comes in time."""
        try:
            return self._told.get(timeout=within_s)
        except queue.Empty:
            return None

    def ends(self, within_s: float) -> bool:
        """True where `run` returns in time."""
        self._thread.join(within_s)
        return not self._thread.is_alive()

    def __enter__(self) -> RunningLink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.link.stop()
        assert self.ends(DEADLINE_S)
