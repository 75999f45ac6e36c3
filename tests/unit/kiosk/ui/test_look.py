"""How large a millimetre is drawn, whatever is known of the screen."""

from __future__ import annotations

import pytest

from kiosk.ui.look import LEAST_MM, PX_PER_MM, Look, px_per_mm

NOTHING = (0.0, 0.0)


@pytest.mark.parametrize(
    ("size", "inches", "told_mm", "dense"),
    [
        pytest.param((1080, 1920), 0.0, NOTHING, 4.03, id="usual pixels"),
        pytest.param((1080, 1920), 27.0, NOTHING, 3.212, id="the settings say it"),
        pytest.param((1366, 768), 0.0, (410.0, 230.0), 3.334, id="the screen says it"),
        pytest.param((1366, 768), 18.5, (410.0, 230.0), 3.335, id="the settings outdo the screen"),
        pytest.param((1366, 768), 0.0, NOTHING, 2.870, id="nobody says it"),
        pytest.param((1366, 768), 0.0, (16.0, 9.0), 2.870, id="the screen tells an aspect ratio for millimetres"),
    ],
)
def test_a_millimetre_is_by_what_is_known_of_the_screen(
    size: tuple[int, int], inches: float, told_mm: tuple[float, float], dense: float
) -> None:
    assert px_per_mm(*size, inches, told_mm) == pytest.approx(dense, abs=0.001)


@pytest.mark.parametrize("size", [(1366, 768), (768, 1366), (1280, 1024), (800, 600)], ids=str)
@pytest.mark.parametrize("inches", [7.0, 10.1, 15.6])
def test_on_a_screen_that_is_too_small_all_is_drawn_smaller_and_finds_room(
    size: tuple[int, int], inches: float
) -> None:
    dense = px_per_mm(*size, inches)
    assert (size[0] / dense, size[1] / dense) >= LEAST_MM
    assert size[1] / dense >= LEAST_MM[1] - 0.001


@pytest.mark.parametrize("size", PX_PER_MM, ids=str)
def test_a_usual_screen_is_drawn_in_its_true_size(size: tuple[int, int]) -> None:
    assert px_per_mm(*size) == PX_PER_MM[size]


@pytest.mark.parametrize(
    ("glass_at_mm", "may_lower", "reach_mm"), [(1000.0, True, 218.0), (900.0, False, 301.176), (1100.0, True, 218.0)]
)
def test_the_page_may_be_lowered_where_the_glass_is_higher_than_everybody_reaches(
    glass_at_mm: float, may_lower: bool, reach_mm: float
) -> None:
    look = Look(width=1280, height=1024, px_per_mm=3.4, glass_at_mm=glass_at_mm)
    assert look.may_lower is may_lower
    assert look.reach_mm == pytest.approx(reach_mm, abs=0.001)
