"""Who may come about a card, and what they bring: one table for the screen, the case form, the slip and its QR code.

By the rules of the service: unlocking, resetting, replacing and lifting a loss all take the same. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Who(Enum):
    """Who came."""

    HOLDER = "holder"
    PROXY = "proxy"  # somebody for an adult
    GUARDIAN = "guardian"  # of a minor


class Document(Enum):
    """What staff looks at."""

    HOLDER_ID = "holder-id"
    PROXY_ID = "proxy-id"
    GUARDIAN_ID = "guardian-id"
    HOUSEHOLD_REGISTER = "household-register"  # the holder's page


@dataclass(frozen=True, slots=True)
class Said:
    """The same in both languages."""

    zh: str
    en: str

    def by(self, language: str) -> str:
        """In `language`, "zh_CN" or "en"."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Case:
    """Who comes, in words, and each document with its words, in the order in which they are said."""

    name: Said
    documents: Mapping[Document, Said]
    new_pin: Said | None = None  # who keys it in, where that is not the holder

    def listed(self, language: str, *, reset: bool = False) -> list[str]:
        """The documents in `language`, and with `reset` who keys in the new PIN."""
        said = (*self.documents.values(), *((self.new_pin,) if reset and self.new_pin else ()))
        return [each.by(language) for each in said]


BRING: Mapping[Who, Case] = MappingProxyType(
    {
        Who.HOLDER: Case(
            Said("本人办理", "For yourself"),
            MappingProxyType({Document.HOLDER_ID: Said("本人身份证件原件", "your original identity document")}),
        ),
        Who.PROXY: Case(
            Said("他人代办", "Somebody for you"),
            MappingProxyType(
                {
                    Document.HOLDER_ID: Said("持卡人身份证件原件", "your original identity document"),
                    Document.PROXY_ID: Said("代办人身份证件原件", "and their own"),
                }
            ),
            Said(
                "重置时由代办人输入新密码，请本人尽快修改",
                "for a reset they enter the new PIN; change it yourself soon after",
            ),
        ),
        Who.GUARDIAN: Case(
            Said("未成年人（监护人办理）", "For a minor, by a guardian"),
            MappingProxyType(
                {
                    Document.GUARDIAN_ID: Said("监护人身份证件原件", "the guardian's original identity document"),
                    Document.HOUSEHOLD_REGISTER: Said(
                        "户口簿中未成年人本人的一页", "the minor's page of the household register"
                    ),
                }
            ),
            Said("重置时由监护人输入新密码", "for a reset the guardian enters the new PIN"),
        ),
    }
)

IDENTITY_DOCUMENTS = Said(
    "身份证件：居民身份证；港澳台居民用居住证或来往内地（大陆）通行证；外国人用护照或永久居留身份证",
    "Identity document: a resident ID card; from Hong Kong, Macao or Taiwan, a residence permit or Mainland travel "
    "permit; from abroad, a passport or permanent resident ID card",
)
