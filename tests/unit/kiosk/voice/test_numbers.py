"""Numbers, dates and signs are said as a person would read them out, in both languages."""

from __future__ import annotations

import pytest

from kiosk.voice.numbers import aloud, cardinal


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "零"), (2, "二"), (10, "十"), (17, "十七"), (20, "二十"), (100, "一百"), (305, "三百零五"), (990, "九百九十")],
)
def test_a_number_is_said_in_chinese(number: int, said: str) -> None:
    assert cardinal(number) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("请拨打 12333 查询。", "请拨打幺二三三三查询。"),
        ("2034\u00a0年\u00a03\u00a0月\u00a017\u00a0日", "二零三四年三月十七日"),
        ("2026-11-28 20:05之后可查", "二零二六年十一月二十八日二十点零五分之后可查"),
        ("工作日 9:00–17:30", "工作日九点至十七点三十分"),
        ("密码还可以输入 6 次", "密码还可以输入六次"),
        ("还剩 2 次机会", "还剩两次机会"),
        ("第 2 步，共 2 步", "第二步，共两步"),
        ("卡号末四位 569X", "卡号末四位五六九X"),
        ("尾号 4410", "尾号四四幺零"),
        ("查看更多（1/3）", "查看更多，第一页，共三页"),
        ("请点“返回”，暂不查看", "请点返回，暂不查看"),
        ("不可用（封存）", "不可用，封存"),
        ("李**", "李某某"),
        ("[2AE29]**", "生僻字某某"),
        ("*****569X", "五六九X"),
        ("已存为 PDF", "已存为PDF"),
    ],
)
def test_what_is_written_in_chinese_is_said(written: str, said: str) -> None:
    assert aloud(written, "zh_CN") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Call 12333.", "Call 1 2 3 3 3."),
        ("Card ending in 2013", "Card ending in 2 0 1 3"),
        ("Card ending in 569X", "Card ending in 5 6 9 X"),
        ("until 2034-03-17 (renewable)", "until 17 March 2034, renewable"),
        ("after 2026-11-28 20:15", "after 28 November 2026 8:15 p.m."),
        ("9:00–12:30", "9 a.m. to 12:30 p.m."),
        ("More (1/3)", "More, page 1 of 3"),
        ("李**", "李"),
        ("Taken out · not checked", "Taken out, not checked"),
        ("4 attempts left", "4 attempts left"),
    ],
)
def test_what_is_written_in_english_is_said(written: str, said: str) -> None:
    assert aloud(written, "en") == said
