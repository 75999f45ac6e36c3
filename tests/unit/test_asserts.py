"""Where the package's pytest plugin is at work, a failing assert of ours prints all that it looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECRET = frozenset(
    ("apdu", "data", "digits", "key", "keys", "master", "message", "new", "pin", "present", "puk", "secret", "session")
)


def looks_at_nothing_else(test: ast.expr) -> bool:
    """`… is not None`: what is printed is None, and what it was looked for in, which has to be printable."""
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot) and isinstance(test.left, ast.Name)


def telling(source: str) -> Iterator[str]:
    """Its asserts that would print a value with a secret's name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and not looks_at_nothing_else(node.test):
            names = {each.id for each in ast.walk(node.test) if isinstance(each, ast.Name)}
            names |= {each.attr for each in ast.walk(node.test) if isinstance(each, ast.Attribute)}
            if names & SECRET:
                yield f"{node.lineno}: {ast.unparse(node)}"


def test_no_assert_looks_at_a_key_or_a_pin() -> None:
    files = [*ROOT.glob("emulator/**/*.py"), *ROOT.glob("kiosk/**/*.py")]
    found = [f"{file.relative_to(ROOT)}:{each}" for file in files for each in telling(file.read_text("utf-8"))]

    assert (len(files) > 200, found) == (True, [])


def test_one_that_does_is_found() -> None:
    assert list(telling("assert len(key) == 16")) == ["1: assert len(key) == 16"]
