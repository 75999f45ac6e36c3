"""Slip and receipts on paper, read back from the PDF that it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from functools import partial

import pytest
import segno
from PySide6.QtGui import QImage, QPageSize, QPainter

from kiosk.printer.block import code
from kiosk.printer.paper import Paper
from kiosk.printer.press import pdf
from kiosk.printer.receipt import Done
from tests.unit.kiosk.printer.paper import LANGUAGES, PAPERS, POINTS, pages_of, plain, receipt, sizes_of, slip

pytestmark = pytest.mark.usefixtures("window")  # fonts need Qt's application

SAYING = {"slip": slip, "unlock": partial(receipt, Done.UNLOCK), "reset": partial(receipt, Done.RESET)}
SAID = pytest.mark.parametrize("say", SAYING.values(), ids=SAYING)
ON_PAPER = pytest.mark.parametrize("size", PAPERS.values(), ids=PAPERS)
IN_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def words_of(said: Paper) -> list[str]:
    """Everything that is to be read on it."""
    sections = (*said.ticked, said.go)
    lines = (*said.facts, *(line for section in sections for line in section.lines))
    return [
        *(said.title, said.lead, said.ask, said.private),
        *(word for section in sections for word in (section.heading, section.lead)),
        *(word for line in lines for word in astuple(line)),
        *([said.code.words] if said.code else []),
    ]


@SAID
@ON_PAPER
@IN_LANGUAGE
def test_every_word_can_be_read_on_it(say: Callable[[str], Paper], size: QPageSize, language: str) -> None:
    said = say(language)
    page = "".join(pages_of(pdf(said, size)))

    assert [word for word in words_of(said) if plain(word) not in page] == []


@SAID
@ON_PAPER
@IN_LANGUAGE
def test_it_is_one_page(say: Callable[[str], Paper], size: QPageSize, language: str) -> None:
    assert len(pages_of(pdf(say(language), size))) == 1


def test_a_roll_is_cut_where_the_slip_ends() -> None:
    ((width, height),) = sizes_of(pdf(slip(), PAPERS["roll"]))

    assert (width, 180 < height < 260) == (80, True)


@pytest.mark.parametrize("done", Done)
def test_a_receipt_is_no_longer_than_it_needs(done: Done) -> None:
    ((_, height),) = sizes_of(pdf(receipt(done), PAPERS["roll"]))

    assert 90 < height < 150


def test_a_pdf_is_of_a5_unless_said_otherwise() -> None:
    assert sizes_of(pdf(slip())) == [(148, 210)]


def test_what_does_not_fit_on_a_page_goes_on_the_next() -> None:
    many = tuple(replace(POINTS[0], zh=f"第 {number} 服务点") for number in range(30))
    said = slip(points=many)
    pages = pages_of(pdf(said, PAPERS["A5"]))
    read = "".join(pages)

    assert (len(pages) > 1, [word for word in words_of(said) if plain(word) not in read]) == (True, [])


def test_a_sign_that_no_font_has_is_its_code_on_paper_as_well() -> None:
    points = (replace(POINTS[0], zh="城东\ue000政务大厅", how_zh="长\ue000路 1 号"),)
    (page,) = pages_of(pdf(slip(points=points)))

    assert [said for said in ("城东[E000]政务大厅", "长[E000]路1号") if plain(said) not in page] == []


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
