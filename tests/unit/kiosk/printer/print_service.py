"""A print service as CUPS is to its clients: a few words of IPP over HTTP, one printer, the documents it was sent."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME = "Hall-Printer"
IDLE, STOPPED = 3, 5  # RFC 8011, printer-state

SEND_DOCUMENT = 0x0006
GROUPS = {  # operation → the group that its answer needs; 0x04 a printer's attributes, 0x02 a job's
    0x0005: 0x02,  # Create-Job
    SEND_DOCUMENT: 0x02,
    0x000B: 0x04,  # Get-Printer-Attributes
    0x4001: 0x04,  # CUPS-Get-Default
    0x4002: 0x04,  # CUPS-Get-Printers
}


class PrintService(ThreadingHTTPServer):
    """Listens on a port of its own; `documents` are what was sent to the printer."""

    daemon_threads = True

    def __init__(self, state: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state
        self.documents: list[bytes] = []

    @property
    def address(self) -> str:
        """For CUPS_SERVER."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: PrintService
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """One IPP request."""
        body = self._body()
        operation, request = struct.unpack(">HI", body[2:8])
        if operation == SEND_DOCUMENT:
            self.server.documents.append(body[body.index(b"%PDF") :])
        asks_for_another = b"/printers/" in body and f"/printers/{NAME}".encode() not in body
        group = None if asks_for_another else GROUPS.get(operation)
        attributes = {0x02: self._job, 0x04: self._printer}[group]() if group else b""
        status = 0x0000 if group else 0x0406  # not found
        answer = struct.pack(">BBHI", 2, 0, status, request) + _OPERATION + attributes + b"\x03"
        self._answer(200, answer)

    def do_GET(self) -> None:
        """No PPD: the printer takes PDF as it is."""
        self._answer(404, b"")

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _body(self) -> bytes:
        if self.headers.get("Expect"):
            self.send_response_only(100)
            self.end_headers()
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers["Content-Length"]))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _answer(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _printer(self) -> bytes:
        uri = f"ipp://{self.server.address}/printers/{NAME}"
        return b"".join(
            (
                b"\x04",
                _text(0x42, "printer-name", NAME),
                _text(0x45, "printer-uri-supported", uri),
                _text(0x41, "printer-info", NAME),
                _text(0x41, "printer-make-and-model", "Receipt printer"),
                _number(0x23, "printer-state", self.server.state),
                _number(0x23, "printer-type", 0x00809004),
                _text(0x44, "printer-state-reasons", "none"),
                _text(0x49, "document-format-supported", "application/pdf"),
                _text(0x44, "media-default", "iso_a5_148x210mm"),
                _text(0x44, "media-supported", "iso_a5_148x210mm"),
            )
        )

    def _job(self) -> bytes:
        return b"\x02" + _number(0x21, "job-id", 7) + _number(0x23, "job-state", 3)


def _text(tag: int, name: str, value: str) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value.encode()


def _number(tag: int, name: str, value: int) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">Hi", 4, value)


_OPERATION = b"\x01" + _text(0x47, "attributes-charset", "utf-8") + _text(0x48, "attributes-natural-language", "en")


@contextmanager
def print_service(state: int = IDLE) -> Iterator[PrintService]:
    """A print service at work."""
    with PrintService(state) as service:
        thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            service.shutdown()
            thread.join()


@contextmanager
def silent_service() -> Iterator[str]:
    """The address of a print service that takes every connection and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
