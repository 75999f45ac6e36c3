"""The page in `docs/` drawn from the card's tables: `python -m emulator.pages` writes it, a test compares it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from emulator.card.files import Application
from emulator.card.instruction import Instruction
from emulator.card.keys import ATTEMPTS, BY_NAME, GLOBAL, KEYS
from emulator.card.layout import SSSE_NAME, ApplicationName, card_tree
from emulator.card.table import TABLE
from emulator.describe import Description, file_facts, selected_by
from emulator.iso7816.status import StatusWord, attempts, exact_length, meaning, more_data

_NOTE = "<!-- Drawn from the code by `make docs`; a test compares it. Don't edit it by hand. -->\n"
_VERSIONS = ("3.00", "2.00", "1.00")  # the newest first
_SEVEN = 7  # stands for the digits of a family
_FAMILIES = (("61xx", "xx", more_data(_SEVEN)), ("63Cx", "x", attempts(_SEVEN)), ("6Cxx", "xx", exact_length(_SEVEN)))
_ANY_ALGORITHM = 0x03  # it shows in the FCI of SSSE only


def commands_page() -> str:
    """`docs/card-commands.md`: the command table, status words, keys, and the file tree."""
    applications = _applications(_VERSIONS[0])
    return "\n".join(
        (
            "# What the card understands\n",
            _NOTE,
            "`emulator.card.table.TABLE`, row by row. `emulator cards show CARD` shows one card's keys and files.\n",
            "## Commands\n",
            "A blocked card answers `6A81` to everything; with the application blocked, all but SELECT of the MF and",
            "of the bank application is `9303`. A command is looked up by class and instruction (`6E00`, `6D00`).",
            "Then the columns are checked from left to right: P1 P2 (`6A86`; a key of no such id or of another use",
            "`6A88`), data and Le (`6700`), form (`6A80`), where (`6985`). What else it needs comes last: attempts",
            "left (`6983`), the file (`6A82`, `6986`, `6981`), its condition or a key's proof (`6982`), the record",
            "or the offset (`6A83`, `6B00`), a challenge (`6984`), and the PIN, the proof or the MAC itself (`63Cx`,",
            "`6988`). So a malformed command costs neither an attempt nor a challenge.\n",
            *_table(
                ("command", "CLA INS", "P1 · P2", "data and Le", "form of the data", "where", "needs"),
                map(_command, TABLE),
            ),
            "\nNumbers of P1, P2 and ids are hexadecimal, lengths decimal.\n",
            "## Status words\n",
            *_table(("status", "meaning"), _status_words()),
            "\n## Keys\n",
            f"One use a key. A key for EXTERNAL AUTHENTICATE has {ATTEMPTS} attempts, given back by a right proof;",
            f"with none left it is locked for ever. The keys of {GLOBAL} work in every DF below it as well.\n",
            *_table(("id", "key", "of", "use"), ((f"{k.id:02X}", k.name, k.home, k.use.value) for k in KEYS)),
            "\n## Files\n",
            f"{GLOBAL} is `{SSSE_NAME.decode('gbk')}` in GBK. Sizes are in bytes.\n",
            *_table(("application", "selected by"), ((each.label, selected_by(each)) for each in applications)),
            "",
            *_table(("file", "kind", "id", "SFI", "size", "read", "write"), _files()),
            "",
        )
    )


PAGES: Mapping[str, Callable[[], str]] = {"card-commands.md": commands_page}


def _command(row: Instruction) -> tuple[str, ...]:
    p1p2 = row.p1p2.words if row.key is None else f"{row.p1p2.words} (a key for {row.key.value})"
    header = f"{row.cla:02X} {row.ins:02X}"
    return (row.name, header, p1p2, row.length.words, row.form.words or "–", row.scope.words, row.needs or "–")


def _status_words() -> Iterator[tuple[str, str]]:
    """Every status word, the families at their places."""
    rows = [(f"{sw:04X}", _words(sw)) for sw in StatusWord]
    rows += [(name, _words(sw).replace(str(_SEVEN), digits)) for name, digits, sw in _FAMILIES]
    return ((f"`{name}`", words) for name, words in sorted(rows))


def _words(sw: int) -> str:
    return meaning(sw).partition(" ")[2]


def _applications(version: str) -> tuple[Application, ...]:
    tree = card_tree(get_args(ApplicationName), version=version, algorithm_id=_ANY_ALGORITHM, keys=BY_NAME)
    return (tree.mf, *tree.applications)


def _files() -> Iterator[tuple[str, ...]]:
    """Every file of the newest version; who may read it elsewhere, where that differs."""
    newest, *older = ({facts["path"]: facts for facts in _declared(version)} for version in _VERSIONS)
    for path, facts in newest.items():
        differing = {
            version: there[path]["read"]
            for version, there in zip(_VERSIONS[1:], older, strict=True)
            if there[path]["read"] != facts["read"]
        }
        read = "; ".join((facts["read"], *(f"version {version}: {words}" for version, words in differing.items())))
        yield (path, facts["kind"], facts["file_id"], str(facts["sfi"]), _size(facts), read, facts["write"])


def _declared(version: str) -> Iterator[Description]:
    return (file_facts(file, each) for each in _applications(version) for file in each.files)


def _size(facts: Description) -> str:
    if facts["kind"] == "transparent":
        return str(facts["bytes"])
    return f"{facts['capacity']} × {'' if facts['kind'] == 'cyclic' else 'up to '}{facts['record_bytes']}"


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    if not folder.is_dir():
        raise SystemExit(f"there is no folder {folder}: name the one of a checkout's pages, or go there")
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
