"""What a person goes to a service point for, with the words that screen, slip and QR code share. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.bring import Said


class Errand(StrEnum):
    """What is done there, and at no self-service terminal."""

    UNLOCK = "unlock"  # a PIN that is locked or forgotten
    SET_PIN = "set-pin"  # of a card that has none
    REPLACE = "replace"  # a card that is lost, or that nothing unlocks any more
    LIFT = "lift"  # a loss that was reported for now
    RENEW = "renew"  # a card at its end


@dataclass(frozen=True, slots=True)
class Told:
    """An errand in words: its name, and what is to be known before going."""

    name: Said
    lead: Said


_NOT_HERE = Said(
    "由工作人员核对身份后办理，自助机不能办理。",
    "Staff check who you are and do it there; a self-service machine can't.",
)
ERRANDS: Mapping[Errand, Told] = MappingProxyType(
    {
        Errand.UNLOCK: Told(Said("社保密码解锁、重置", "PIN unlock or reset"), _NOT_HERE),
        Errand.SET_PIN: Told(Said("设置社保密码", "Setting a PIN"), _NOT_HERE),
        Errand.REPLACE: Told(
            Said("补换社会保障卡", "Replacing the card"),
            Said(
                "社保服务网点和合作银行网点都可以办理。原卡不能再用。",
                "Service points and branches of the card's bank do it. The old card can't be used any more.",
            ),
        ),
        Errand.LIFT: Told(
            Said("解除临时挂失", "Lifting a temporary loss report"),
            Said(
                "可以提前解除，也可以转为正式挂失。不办理，到期自动解除。",
                "It can be lifted early, or made final. If you do nothing, it ends by itself.",
            ),
        ),
        Errand.RENEW: Told(
            Said("到期换卡", "Renewing the card"),
            Said(
                "多数地区可以当场换卡，也可以网上申请。",
                "Most regions replace it on the spot. You can also apply online.",
            ),
        ),
    }
)
ASK = Said("咨询电话 12333", "Questions: call 12333")
