"""The virtual social security card, and all that stands behind a reader: `emulator.card("normal")` is one.

`VirtualReader` takes cards in and out in this process, `Pcscd` puts them behind a real PC/SC daemon, and pytest has
both as fixtures: `pytest --fixtures` lists them. docs/testing.md tells the rest.

(PYTEST_DONT_REWRITE: there is no assert here, and pytest would complain where this was imported before it began.)
"""

from __future__ import annotations

from os import urandom

# First: importing a subpackage sets its name here, which later would replace the function of the same name.
import emulator.card as _subpackage  # noqa: F401

TYPE_CHECKING = False  # what type checkers take for typing's, without loading typing: a terminal's start imports this
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from os import PathLike
    from typing import Literal

    from emulator.pcscd import Pcscd
    from emulator.reader.slot import SlotView
    from emulator.refusal import CardRefused
    from emulator.store.refusal import StoreRefused
    from emulator.virtual import NoAnswer, NoPin, VirtualCard, VirtualReader

__all__ = [
    "CardRefused",
    "NoAnswer",
    "NoPin",
    "Pcscd",
    "SlotView",
    "StoreRefused",
    "VirtualCard",
    "VirtualReader",
    "card",
]


def card(
    card: str | PathLike[str],
    /,
    *,
    store: str | PathLike[str] | None = None,
    protocol: Literal["t0", "t1"] | None = None,
    today: date | None = None,
    random: Callable[[int], bytes] = urandom,
) -> VirtualCard:
    """A virtual card, powered, in a reader of its own: a bundled card's id, or the path of a card file.

    Its memory lives in the folder `store`, durable before each response, or else as long as the object. `protocol` is
    the card file's own unless given. A new memory's dates such as "today+45d" count from `today`, else from China's
    date. `random(n)` gives the n bytes of a challenge: `random.Random(1).randbytes` for the same at every run.

    Raises CardRefused where there is no such card or its file is wrong, StoreRefused where the folder can't be used,
    TypeError or ValueError for what is no such thing at all.
    """
    # Here: it loads pydantic, and who only wants `emulator.iso7816` doesn't wait for that.
    from emulator.virtual import virtual_card

    return virtual_card(card, store=store, protocol=protocol, today=today, random=random)


if not TYPE_CHECKING:  # a type checker would take any misspelt name for one of these

    def __getattr__(name: str) -> object:
        """The other names of `__all__`, loaded when somebody asks for them."""
        from importlib import import_module

        homes = {
            "CardRefused": "emulator.refusal",
            "Pcscd": "emulator.pcscd",
            "SlotView": "emulator.reader.slot",
            "StoreRefused": "emulator.store.refusal",
        }
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(homes.get(name, "emulator.virtual")), name)

    def __dir__() -> list[str]:
        """What is loaded already, and what is when somebody asks for it."""
        return sorted({*globals(), *__all__})
