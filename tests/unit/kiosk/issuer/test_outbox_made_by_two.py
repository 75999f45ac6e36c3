"""An outbox that two programs begin at once while a third looks at it: none of them takes it for another file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from kiosk.issuer.report_file import ReportFile, reports_in

ROUNDS = 20  # two programs that each look before they write met in two rounds of three


def begin(path: Path, at_once: Barrier) -> None:
    at_once.wait()
    ReportFile(path).close()


def test_two_begin_it_at_once(tmp_path: Path) -> None:
    at_once = Barrier(2)
    with ThreadPoolExecutor(2) as programs:
        for each in range(ROUNDS):
            list(programs.map(begin, [tmp_path / str(each)] * 2, [at_once] * 2))


@pytest.mark.parametrize("programs", [1, 2])
def test_it_is_looked_at_while_it_is_begun(tmp_path: Path, programs: int) -> None:
    with ThreadPoolExecutor(programs) as threads:
        for each in range(ROUNDS):
            path, at_once = tmp_path / str(each), Barrier(programs)
            begun = [threads.submit(begin, path, at_once) for _ in range(programs)]
            seen = [reports_in(path)]
            while not all(one.done() for one in begun):
                seen.append(reports_in(path))
            for one in begun:
                one.result()
            assert set(seen) == {()}
