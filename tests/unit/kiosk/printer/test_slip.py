"""What the slip says, and what it does not."""

from __future__ import annotations

import pytest

from kiosk.errand import ERRANDS, Errand
from kiosk.printer.slip import slip_of
from tests.support.samples import FACTS, HOLDER
from tests.unit.kiosk.printer.paper import AT, LANGUAGES, POINTS, TERMINAL, slip, written


def words(language: str) -> str:
    return written(slip(language))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", ["末四位 569X", "由工作人员核对身份后办理", "自助机不能", "12333", "2026-11-22 14:05", TERMINAL]),
        ("en", ["ends in 569X", "Staff check who you are", "machine can't", "12333", "2026-11-22 14:05", TERMINAL]),
    ],
)
def test_it_says_whose_card_who_does_it_and_where_it_came_from(language: str, said: list[str]) -> None:
    assert [each for each in said if each not in words(language)] == []


def test_a_number_that_is_not_known_is_said_so() -> None:
    said = [slip_of(Errand.UNLOCK, "", language, TERMINAL, AT, POINTS).facts[0].text for language in LANGUAGES]

    assert said == ["卡号未知", "number not known"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_every_service_point_with_the_way_there(language: str) -> None:
    said = words(language)

    assert [point for point in POINTS if point.name(language) not in said or point.way(language) not in said] == []


@pytest.mark.parametrize(
    ("language", "brings"),
    [
        (
            "zh_CN",
            [
                "本人身份证件原件",
                "持卡人身份证件原件、代办人身份证件原件、重置时由代办人输入新密码，请本人尽快修改",
                "监护人身份证件原件、户口簿中未成年人本人的一页、重置时由监护人输入新密码",
            ],
        ),
        (
            "en",
            [
                "your original identity document",
                "your original identity document, and their own, "
                "for a reset they enter the new PIN; change it yourself soon after",
                "the guardian's original identity document, the minor's page of the household register, "
                "for a reset the guardian enters the new PIN",
            ],
        ),
    ],
)
def test_who_comes_brings_what_the_rules_say(language: str, brings: list[str]) -> None:
    _, bring = slip(language).ticked

    assert [line.text for line in bring.lines] == brings


def test_english_is_without_chinese() -> None:
    assert [character for character in words("en") if character > "\u2e7f"] == []


def test_a_language_that_it_does_not_speak_is_chinese() -> None:
    assert slip("fr").title == slip("zh_CN").title


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_holds_public_text_alone(language: str) -> None:
    code = slip(language).code

    assert code is not None
    assert [word in code.content for word in ("569X", TERMINAL, POINTS[0].name(language))] == [False, False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobodys_name_and_number_are_on_it(language: str) -> None:
    personal = (FACTS.number, FACTS.identification.hex().upper(), HOLDER.name, HOLDER.number)

    assert [value for value in personal if value in words(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("errand", "sections"), [(Errand.UNLOCK, 2), (Errand.REPLACE, 1), (Errand.RENEW, 1)])
def test_it_is_for_the_errand_and_speaks_of_a_pin_where_that_is_one(
    language: str, errand: Errand, sections: int
) -> None:
    paper = slip(language, errand=errand)
    name = ERRANDS[errand].name.by(language)

    assert (name in paper.title, len(paper.ticked), paper.code is not None and name in paper.code.content) == (
        True,
        sections,
        True,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_no_resident_id_card_reads_what_to_bring_instead(language: str) -> None:
    words_of = {"zh_CN": ("护照", "居住证", "通行证"), "en": ("passport", "residence permit", "travel permit")}
    said = slip(language)
    assert said.code is not None

    missing = [word for word in words_of[language] if word not in said.ticked[-1].lead or word not in said.code.content]
    assert missing == []
