"""The tables in `docs/security.md` that are drawn from the code, each between two marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType

from kiosk.hall import Allowed, Where, allowed
from kiosk.hardened import GOES, IN_A_HALL, INPUT_PLUGINS, KEPT


def hall_and_desk() -> Iterable[str]:
    """What is allowed where."""
    columns = [allowed(where) for where in Where]
    yield "| may a terminal … | in a hall | in a hall, for trials | on a desk | why not |"
    yield "|---|---|---|---|---|"
    for field in fields(Allowed):
        cells = (_cell(getattr(column, field.name)) for column in columns)
        yield f"| {field.metadata['matter']} | {' | '.join(cells)} | {field.metadata['why']} |"


def environment() -> Iterable[str]:
    """What becomes of the environment."""
    yield "| names that begin with | what becomes of them | why |"
    yield "|---|---|---|"
    yield from (f"| `{name}` | go | {why} |" for name, why in GOES.items())
    yield from (f"| `{name}` | stay | {why} |" for name, why in KEPT.items())
    yield from (f"| `{name}` | {_in_a_hall(value)} | {why} |" for name, (value, why) in IN_A_HALL.items())
    yield ""
    yield f"`QT_QPA_GENERIC_PLUGINS` may name {', '.join(sorted(INPUT_PLUGINS))}."


SECTIONS: Mapping[str, Callable[[], Iterable[str]]] = MappingProxyType(
    {"hall and desk": hall_and_desk, "environment": environment}
)


def drawn(page: str) -> str:
    """`page` with what stands between its marks drawn anew. Raises ValueError where a mark is missing."""
    for name, section in SECTIONS.items():
        begin, end = f"<!-- drawn: {name} -->\n", f"<!-- end: {name} -->\n"
        before, found, rest = page.partition(begin)
        _, ends, after = rest.partition(end)
        if not found or not ends:
            raise ValueError(f"docs/security.md lacks the marks of {name}")
        lines = "\n".join(section())
        page = f"{before}{begin}{lines}\n{end}{after}"
    return page


def _cell(value: bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value)


def _in_a_hall(value: str) -> str:
    return f"in a hall `{value}`" if value else "go in a hall"
