"""The words for the public, Chinese first and English second: short, plain, without blame."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.session.state import Farewell, NotChanged, Unrecognised


class Words(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str


REFUSALS: dict[Refusal, Words] = {
    Refusal.INITIAL: Words("这是发卡时的初始密码", "This is a PIN that cards are issued with."),
    Refusal.SAME: Words("与现在的密码相同", "This is your present PIN."),
    Refusal.ONE_DIGIT: Words("六位数字全部相同", "All six digits are the same."),
    Refusal.RUN: Words("数字依次连续", "The digits follow one another."),
    Refusal.REPEATED: Words("数字有规律地重复", "The digits repeat."),
    Refusal.HOLDER_NUMBER: Words("是社会保障号码的一部分", "It is part of your social security number."),
    Refusal.BIRTH_DATE: Words("是您的出生日期", "It is your birth date."),
    Refusal.CARD_NUMBER: Words("是卡号的一部分", "It is part of your card number."),
    Refusal.DIFFERENT: Words("两次输入的新密码不一样", "The two new PINs differ."),
}

# By the fault's value: nothing in `ui` knows the card's side.
FAULTS: dict[str, Words] = {
    "no-service": Words("读卡服务没有运行", "The card reader service (pcscd) is not running."),
    "not-allowed": Words("本机没有读卡权限", "pcscd does not allow this user to use card readers."),
    "no-reader": Words("没有找到读卡器", "There is no card reader."),
    "card-gone": Words("卡已取出", "The card is gone."),
    "card-mute": Words("卡没有应答", "The card does not answer."),
    "card-busy": Words("读卡器正被其他程序占用", "Another program is using the card."),
    "answer-lost": Words("没有收到卡的应答", "The card's answer was lost."),
    "card-hung": Words("卡长时间没有应答", "The card took too long to answer."),
    "other": Words("读卡器出现故障", "The card reader failed."),
}

STANDINGS: dict[StandingAnswer, Words] = {
    Standing.SEALED: Words("封存（尚未启用）", "Sealed (not enabled yet)"),
    Standing.NORMAL: Words("正常", "In use"),
    Standing.LOST: Words("已挂失", "Reported lost"),
    Standing.APPLICATION_LOCKED: Words("应用锁定", "Locked by the issuer"),
    Standing.TEMPORARILY_LOST: Words("临时挂失", "Reported lost for now"),
    Standing.CANCELLED: Words("已注销", "Ended"),
    NoStanding.ASKED: Words("正在查询", "Being looked up"),
    NoStanding.NOT_LISTED: Words("本机查不到", "Not on record here"),
    NoStanding.UNREACHABLE: Words("暂时查不到", "Can't be looked up now"),
}

UNRECOGNISED: dict[Unrecognised, Words] = {
    Unrecognised.MUTE: Words(
        "读不到这张卡。请取出，芯片朝上、按箭头方向重新插入。",
        "This card can't be read. Take it out and put it in again, chip up, in the direction of the arrow.",
    ),
    Unrecognised.BANK_CARD: Words(
        "这张卡只有银行功能，请到银行办理。",
        "This is a bank card only. Please ask the bank.",
    ),
    Unrecognised.UNSUPPORTED: Words(
        "本机不支持这种卡。请到服务网点或拨打 12333。",
        "This machine can't serve this card. Please go to a service point or call 12333.",
    ),
}

NOT_CHANGED: dict[NotChanged, Words] = {
    NotChanged.REFUSED: Words(
        "密码没有修改：卡没有接受。请到服务网点办理。",
        "Your PIN was not changed: the card did not accept it. Please go to a service point.",
    ),
    NotChanged.NOT_SENT: Words(
        "密码没有修改：修改前卡已取出。现在的密码仍然有效。",
        "Your PIN was not changed: the card was taken out first. Your present PIN still works.",
    ),
    NotChanged.OTHER_CARD: Words(
        "密码没有修改：换了另一张卡。",
        "No PIN was changed: this is a different card.",
    ),
    NotChanged.OLD_PIN_HOLDS: Words(
        "密码没有修改，原来的密码仍然有效。可以再改一次。",
        "Your PIN was not changed; the old one still works. You can try again.",
    ),
    NotChanged.UNSETTLED: Words(
        "不能确定密码是否已修改。请先试新密码，不行再试原密码；或到服务网点办理。",
        "We can't tell whether the PIN was changed. Try the new one first, then the old; or go to a service point.",
    ),
}

FAREWELLS: dict[Farewell, Words] = {
    Farewell.ENDED: Words("请取走您的卡", "Please take your card."),
    Farewell.CARD_STOPPED: Words(
        "卡没有应答，什么都没有修改。请取出卡，重新插入。",
        "The card did not answer; nothing was changed. Take it out and put it in again.",
    ),
    Farewell.OTHER_CARD: Words(
        "换了另一张卡，什么都没有修改。请取出卡，重新插入。",
        "This is a different card; nothing was changed. Take it out and put it in again.",
    ),
}

ADVICE: dict[str, Words] = {
    "card-cancelled": Words(
        "此卡已注销，不能再用。卡上的银行账户请到银行柜台销户。",
        "This card has ended. Close its bank account at the bank's counter.",
    ),
    "replace-lost-card": Words(
        "此卡已挂失。请带身份证到社保服务网点或银行网点补卡。",
        "This card is reported lost. Replace it at a service point or the bank, with your ID card.",
    ),
    "lift-or-confirm-loss": Words(
        "此卡临时挂失，到期自动解除。可到服务网点提前解除或正式挂失。",
        "Reported lost for now; this ends by itself. A service point can lift it or make it final.",
    ),
    "issuer-locked": Words(
        "发卡机构锁定了此卡的社保功能。请带身份证到服务网点咨询。",
        "The issuer has locked this card's social security function. Please go to a service point.",
    ),
    "pin-locked": Words(
        "社保密码已锁定。请带身份证到服务网点解锁或重置，自助机不能办理。",
        "The PIN is locked. A service point can unlock or reset it; bring your ID card. Not possible at this machine.",
    ),
    "pin-last-attempt": Words(
        "社保密码只能再输一次，输错即锁定。没有把握请到服务网点重置。",
        "One PIN attempt is left before the PIN locks. If unsure, have it reset at a service point.",
    ),
    "pin-few-attempts": Words(
        "社保密码剩余次数不多。一次输对后，次数会恢复。",
        "Few PIN attempts are left. One right entry brings all of them back.",
    ),
    "enable-card": Words(
        "此卡尚未启用，参保缴费不受影响。修改初始密码即可启用，也可到服务网点或拨打 12333。",
        "Not enabled yet; contributions are unaffected. Change the initial PIN here, or ask a service point or 12333.",
    ),
    "card-expired": Words(
        "此卡已过有效期。请到服务网点或网上申请换卡。",
        "This card has expired. Apply for a new one at a service point or online.",
    ),
    "renew-soon": Words(
        "此卡即将到期，现在就可以到服务网点或网上申请换卡。",
        "This card ends soon. You can already apply for a new one, at a service point or online.",
    ),
    "standing-not-listed": Words(
        "本机查不到此卡的状态。请拨打 12333 或到服务网点查询。",
        "This machine has no record of the card. Ask 12333 or a service point.",
    ),
    "standing-unreachable": Words(
        "暂时查不到此卡的状态。请稍后再查，或拨打 12333。",
        "The card's standing can't be looked up just now. Try later, or ask 12333.",
    ),
    "all-well": Words(
        "此卡正常，可以使用。",
        "This card is in use and in order.",
    ),
}
