"""Signs with several readings are read as they are meant. The engine's phonemes say so: noise has a length as well."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from emulator.assets import ASSETS
from kiosk.voice.numbers import aloud
from kiosk.voice.pinyin import latin, marked_up, readings, syllables

READINGS = readings(ASSETS / "voice" / "readings.toml")
HAN = re.compile("[\u4e00-\u9fff]+")
WITHIN_S = 20

# As a newsreader would: with every tone that changes before another.
SAID = {
    "重置密码": "chong2 zhi4 mi4 ma3",
    "请重新插入": "qing3 chong2 xin1 cha1 ru4",
    "我已了解": "wo2 yi3 liao3 jie3",
    "长时间没有应答": "chang2 shi2 jian1 mei2 you3 ying4 da2",
    "发卡机构": "fa1 ka3 ji1 gou4",
    "卡上的银行": "ka3 shang4 de5 yin2 hang2",
    "仍不行": "reng2 bu4 xing2",
    "还可以输入一次": "hai2 ke2 yi3 shu1 ru4 yi2 ci4",
    "只有银行功能": "zhi2 you3 yin2 hang2 gong1 neng2",
    "已存为文件": "yi3 cun2 wei2 wen2 jian4",
    "下一步": "xia4 yi2 bu4",
    "两次输入不一致": "liang3 ci4 shu1 ru4 bu4 yi2 zhi4",
    "重庆": "chong2 qing4",
    "西藏": "xi1 zang4",
    "户口簿": "hu4 kou3 bu4",
    "曾某某": "zeng1 mou2 mou3",
    "单某某": "shan4 mou2 mou3",
    "女": "nü3",
}


def phonemes(ssml: str, voice: str = "cmn-latn-pinyin") -> str:
    """What espeak-ng makes of it, in its own letters."""
    program = ["espeak-ng", "-m", "-b", "1", "-x", "-q", "-v", voice, "--stdin"]
    done = subprocess.run(program, input=ssml, capture_output=True, encoding="utf-8", check=True, timeout=WITHIN_S)
    return done.stdout.strip()


@pytest.mark.parametrize("text", SAID)
def test_the_engine_says_what_is_meant(text: str) -> None:
    assert phonemes(marked_up(text, READINGS)) == phonemes(f"<speak>{SAID[text]}</speak>")


def test_a_wrong_reading_sounds_otherwise() -> None:
    """Else what the engine says would prove nothing."""
    assert phonemes("<speak>zhong4 zhi4</speak>") != phonemes(marked_up("重置", READINGS))


def test_every_sign_of_every_screen_has_a_syllable() -> None:
    texts = [text or "" for text in (each.findtext("source") for each in _messages())]
    runs = {run for text in texts for run in HAN.findall(aloud(re.sub("%n|%[0-9]", "3", text), "zh_CN"))}
    assert runs
    assert {run for run in runs if len(syllables(run, READINGS)) != len(run)} == set()


@pytest.mark.parametrize(("sign", "syllable"), [("重", "chong2"), ("卡", "ka3"), ("发", "fa1"), ("长", "chang2")])
def test_a_sign_that_our_texts_mean_in_one_way_is_read_in_no_other(sign: str, syllable: str) -> None:
    """A dictionary of words takes 重听 for hard of hearing, and 发卡 for a hairpin."""
    runs = {run for each in _messages() for run in HAN.findall(each.findtext("source") or "") if sign in run}
    read = {run: syllables(run, READINGS)[run.index(sign)] for run in runs}
    assert read
    assert {run: said for run, said in read.items() if said != syllable} == {}


def test_no_sign_is_read_as_english_letters() -> None:
    """The engine marks what it reads in another language; all of the screens in one go."""
    texts = {each.findtext("source") or "" for each in _messages()}
    chinese = sorted(text for text in texts if not re.search("[A-Za-z]", text))
    said = phonemes(marked_up("。".join(aloud(re.sub("%n|%[0-9]", "3", text), "zh_CN") for text in chinese), READINGS))
    assert (len(said) > 1000, "(en)" in said) == (True, False)


def test_letters_in_a_chinese_sentence_are_said_in_english() -> None:
    assert "p'i: d'i:; 'Ef" in phonemes(marked_up("已存为PDF", READINGS))


def test_signs_of_mark_up_are_text() -> None:
    b, c = ('<voice xml:lang="en">' + letter + "</voice>" for letter in "bc")
    assert marked_up("<b> & c", READINGS) == f"<speak>&lt; {b} &gt; &amp;  {c}</speak>"


def test_a_chinese_name_in_english_is_spelt_in_latin_letters() -> None:
    assert latin("Welcome, 曾", READINGS) == "Welcome, Zeng"


def _messages() -> list[ET.Element]:
    return list(ET.parse(Path(ASSETS / "i18n" / "kiosk_en.ts")).iter("message"))
