"""Fixtures for whoever tests card software with pytest: they come with the package, nothing has to be imported."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest

import emulator

if TYPE_CHECKING:
    from emulator.reader.private_pcscd import PrivatePcscd

_MARKER = (
    'virtual_card(card="normal", protocol=None, store=None, today=None, random=os.urandom): '
    "which card the fixture virtual_card is, as emulator.card takes it"
)

# pyscard's SWIG makes a type while Python ends, of which Python warns since 3.12: as an error, a segmentation fault.
_NO_ERROR = "builtin type swig"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Take one warning for no error, in tests and before and after them, whatever the run takes for errors."""
    early_config.addinivalue_line("filterwarnings", f"ignore:{_NO_ERROR}:DeprecationWarning")
    warnings.filterwarnings("ignore", _NO_ERROR, DeprecationWarning)


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marker."""
    config.addinivalue_line("markers", _MARKER)


@pytest.fixture
def virtual_card(request: pytest.FixtureRequest) -> Iterator[emulator.VirtualCard]:
    """A new card with power, its memory in this process: `normal`, or what `@pytest.mark.virtual_card` says.

    `parametrize("virtual_card", [...], indirect=True)` says the card as well.
    """
    marker = request.node.get_closest_marker("virtual_card")
    arguments, named = (marker.args, dict(marker.kwargs)) if marker else ((), {})
    if (card := getattr(request, "param", None)) is not None:  # parametrize("virtual_card", [...], indirect=True)
        arguments, named = (card,), {name: value for name, value in named.items() if name != "card"}
    try:
        made = _made(arguments, named)
    except (emulator.CardRefused, emulator.StoreRefused, TypeError, ValueError) as error:
        raise pytest.fail.Exception(f"virtual_card: {error}", pytrace=False) from None
    with made as card:
        yield card


def _made(arguments: Sequence[Any], named: Mapping[str, Any]) -> emulator.VirtualCard:
    """The card that a marker's arguments describe; TypeError where they are not as the marker explains itself."""
    if arguments and "card" in named:
        raise TypeError("the marker names two cards")
    card, *rest = arguments or (named.get("card", "normal"),)
    how = {name: value for name, value in named.items() if name != "card"}
    try:
        signature(emulator.card).bind(card, *rest, **how)
    except TypeError as error:
        raise TypeError(f"the marker takes a card and, by name, protocol, store, today, random: {error}") from None
    return emulator.card(card, **how)


@pytest.fixture
def virtual_reader() -> emulator.VirtualReader:
    """An empty reader in this process: `insert` a card from `emulator.card`, `remove` it."""
    return emulator.VirtualReader()


@pytest.fixture(scope="session")
def _private_pcscd() -> Iterator[PrivatePcscd]:
    """One for the whole run: libpcsclite keeps the first socket that it is told of."""
    from emulator.reader.private_pcscd import SOCKET_VARIABLE, PcscdFailed, PrivatePcscd

    try:
        daemon = PrivatePcscd()
    except PcscdFailed as why:
        raise pytest.fail.Exception(f"pcscd: {why}", pytrace=False) from None
    with daemon, pytest.MonkeyPatch.context() as patch:
        patch.setenv(SOCKET_VARIABLE, str(daemon.socket_path))
        yield daemon


@pytest.fixture
def pcscd(_private_pcscd: PrivatePcscd) -> Iterator[emulator.Pcscd]:
    """A pcscd of the run's own with two empty readers: `insert` a card from `emulator.card`, and PC/SC programs see it.

    Needs Debian's pcscd and vsmartcard-vpcd, and no rights.
    """
    if not _private_pcscd.alive:
        _private_pcscd.start()
    with emulator.Pcscd(_private_pcscd) as readers:
        yield readers
