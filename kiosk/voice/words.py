"""What only the voice says, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Of one language. `ends` are the signs that end a sentence, the plain one first."""

    ways: str
    between: str
    hint: str
    not_yet: str
    chosen: str
    ends: str
    page: str
    rare_sign: str
    pad: str
    digit_key: str
    volume: str


ZH = Words(
    ways="您可以选择：{}",
    between="；",
    hint="，{}",
    not_yet="，暂时不可用",
    chosen="，已选择",
    ends="。！？",
    page="，第{}页，共{}页",
    rare_sign="生僻字",
    pad="请在数字键盘上输入，数字不会读出",
    digit_key="数字键",
    volume="音量{}",
)
EN = Words(
    ways="You can choose: {}",
    between="; ",
    hint=", {}",
    not_yet=", not available yet",
    chosen=", selected",
    ends=".!?",
    page=", page {} of {}",
    rare_sign="rare character",
    pad="Use the number pad; digits are not read out",
    digit_key="digit key",
    volume="Volume {}",
)


def words_in(language: str) -> Words:
    """Those of `language`; Chinese where it has none."""
    return EN if language == "en" else ZH
