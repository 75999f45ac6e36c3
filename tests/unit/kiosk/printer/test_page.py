"""The slip on paper, read back from the PDF that it becomes."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
import segno
from PySide6.QtGui import QImage, QPageSize, QPainter

from kiosk.printer.block import code
from kiosk.printer.press import pdf
from kiosk.printer.slip import Slip
from tests.unit.kiosk.printer.paper import LANGUAGES, PAPERS, POINTS, pages_of, plain, sizes_of, slip

pytestmark = pytest.mark.usefixtures("window")  # fonts need Qt's application

ON_PAPER = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
IN_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def words_of(said: Slip) -> list[str]:
    """Everything that is to be read on it."""
    lines = (*said.facts, *said.matters.lines, *said.bring.lines, *said.go.lines)
    headings = (said.matters.heading, said.bring.heading, said.go.heading)
    return [
        *(said.title, said.lead, *headings, said.scan, said.ask, said.private),
        *(word for line in lines for word in astuple(line)),
    ]


@ON_PAPER
@IN_LANGUAGE
def test_every_word_can_be_read_on_it(paper: QPageSize, language: str) -> None:
    said = slip(language)
    page = "".join(pages_of(pdf(said, paper)))

    assert [word for word in words_of(said) if plain(word) not in page] == []


@ON_PAPER
@IN_LANGUAGE
def test_it_is_one_page(paper: QPageSize, language: str) -> None:
    assert len(pages_of(pdf(slip(language), paper))) == 1


def test_a_roll_is_cut_where_the_slip_ends() -> None:
    ((width, height),) = sizes_of(pdf(slip(), PAPERS["roll"]))

    assert (width, 180 < height < 260) == (80, True)


def test_a_pdf_is_of_a5_unless_said_otherwise() -> None:
    assert sizes_of(pdf(slip())) == [(148, 210)]


def test_what_does_not_fit_on_a_page_goes_on_the_next() -> None:
    many = tuple(replace(POINTS[0], zh=f"第 {number} 服务点") for number in range(30))
    said = slip(points=many)
    pages = pages_of(pdf(said, PAPERS["A5"]))
    read = "".join(pages)

    assert (len(pages) > 1, [word for word in words_of(said) if plain(word) not in read]) == (True, [])


def test_the_code_is_drawn_module_by_module() -> None:
    matrix = segno.make("城东政务大厅", error="m").matrix
    dots = 7
    image = QImage(len(matrix) * dots, len(matrix) * dots, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(dots * 1000)
    image.setDotsPerMeterY(dots * 1000)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    code("城东政务大厅", float(len(matrix))).draw(painter, 0, 0)
    painter.end()

    drawn = [
        [int(image.pixel(x * dots + dots // 2, y * dots + dots // 2) == 0xFF000000) for x in range(len(matrix))]
        for y in range(len(matrix))
    ]

    assert drawn == [list(row) for row in matrix]
