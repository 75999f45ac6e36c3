pragma Singleton
import QtQuick
import Kiosk.Model

// What is known of a card, and advised, in words.
QtObject {
    function pin(v: var): string {
        return v.hasPin === false ? qsTr("尚未设置社保密码") : attempts(v.triesLeft)
    }

    function attempts(left: int): string {
        return left < 0 ? "" : left === 0 ? qsTr("密码已锁定") : qsTr("密码还可以输入 %n 次", "", left)
    }

    function day(iso: string): string {
        if (iso === "")
            return qsTr("未知")
        const [year, month, date] = iso.split("-")
        // never broken
        return Terminal.language === "en" ? iso : qsTr("%1 年 %2 月 %3 日").arg(year).arg(Number(month)).arg(Number(date)).replace(/ /g, "\u00a0")
    }

    // A day and a time to the minute.
    function moment(iso: string): string {
        const [date, time] = iso.split("T")
        return time === undefined ? qsTr("未知") : day(date) + " " + time
    }

    function standing(id: string): string {
        const language = Terminal.language
        const words = {
            "sealed": qsTr("未启用（封存）"),
            "normal": qsTr("正常"),
            "lost": qsTr("已挂失"),
            "application-locked": qsTr("社保功能已锁定"),
            "temporarily-lost": qsTr("临时挂失"),
            "cancelled": qsTr("已注销"),
            "asked": qsTr("正在查询"),
            "not-listed": qsTr("无登记记录"),
            "unreachable": qsTr("暂时无法查询"),
            "not-configured": qsTr("本机无法查询")
        }
        return words[id] ?? ""
    }

    // What the standing means for the person who holds the card.
    function meaning(v: var): string {
        switch (barred(v) ? "" : v.standing) {
        case "sealed":
            return qsTr("社保功能尚未启用。")
        case "normal":
            return v.expired ? qsTr("登记正常，但卡已过有效期。") : v.triesLeft === 0 ? qsTr("登记正常，但社保密码已锁定。") : qsTr("社保功能可以使用。")
        case "lost":
            return qsTr("已正式挂失，社保功能停用。")
        case "application-locked":
            return qsTr("发卡机构停用了社保功能。")
        case "temporarily-lost":
            return v.lostUntil ? qsTr("暂停使用，%1之后自动恢复。").arg(day(v.lostUntil)) : qsTr("暂停使用，到期自动恢复。")
        case "cancelled":
            return qsTr("此卡已注销。")
        default:
            return ""
        }
    }

    function validity(v: var): string {
        return day(v.validUntil) + (v.expired ? qsTr("（已过期）") : v.renewable ? qsTr("（可以换卡）") : "")
    }

    function genuine(id: string): string {
        const words = {
            "unknown": qsTr("尚未核对"),
            "asked": qsTr("正在核对"),
            "genuine": qsTr("已通过核对"),
            "not-genuine": qsTr("未通过核对"),
            "silent": qsTr("卡没有应答"),
            "postponed": qsTr("稍后可以核对"),
            "unchecked": qsTr("暂时无法核对"),
            "not-here": qsTr("本机无法核对")
        }
        return words[id] ?? ""
    }

    // A card that did not prove itself to an issuer that knows it, so that no PIN is asked for.
    function barred(v: var): bool {
        return v.genuine === "not-genuine" || v.genuine === "silent" || v.genuine === "postponed"
    }

    // A card of which nobody can tell here and now whether it is genuine.
    function unchecked(v: var): bool {
        return v.genuine === "unchecked" || v.genuine === "not-here"
    }

    function bank(v: var): string {
        switch (v.bank) {
        case "active":
            return v.bankUntil ? qsTr("已激活，至 %1").arg(day(v.bankUntil)) : qsTr("已激活")
        case "not-active":
            return qsTr("未激活")
        case "ended":
            return qsTr("金融功能已到期")
        case "asked":
            return qsTr("正在查询")
        case "not-here":
            return qsTr("本机无法查询")
        default:
            return qsTr("暂时无法查询")
        }
    }

    // Rows for `Facts`: the person's other cards, or why they are not shown.
    function otherCards(v: var): var {
        const language = Terminal.language
        const cards = v.others ?? []
        const told = v.othersAre === "pin-needed" ? (v.hasPin === false ? qsTr("设置密码后可查") : v.triesLeft === 0 ? qsTr("密码解锁后可查") : qsTr("输入密码后显示")) : v.othersAre === "asked" ? qsTr("正在查询") : v.othersAre === "known" ? qsTr("没有") : v.othersAre === "not-here" ? qsTr("本机无法查询") : v.othersAre === "withheld" ? qsTr("此卡不支持查询") : v.limitedUntil ? qsTr("%1之后可查").arg(moment(v.limitedUntil)) : qsTr("暂时无法查询")
        return cards.length === 0 ? [[qsTr("您的其他卡"), told]] : [[qsTr("您的其他卡"), qsTr("%n 张", "", cards.length)], ...cards.map(card => [otherCard(card), standing(card.standing)])]
    }

    function otherCard(card: var): string {
        const province = Provinces.name(card.region)
        return province === "" ? qsTr("尾号 %1").arg(card.lastFour) : qsTr("%1，尾号 %2").arg(province).arg(card.lastFour)
    }

    // What can be done about a card right here.
    function deed(intent: string): string {
        const words = {
            "enable": qsTr("启用新卡"),
            "change-pin": qsTr("修改密码"),
            "unlock": qsTr("解锁指引"),
            "set-pin": qsTr("怎样设置密码"),
            "replace": qsTr("怎样补换卡"),
            "lift": qsTr("怎样恢复使用"),
            "renew": qsTr("怎样换卡"),
            "case": qsTr("在此办理")
        }
        return words[intent] ?? ""
    }

    // The worst that is known of a card, in a few words.
    function headline(id: string): string {
        const language = Terminal.language
        const words = {
            "to-be-replaced": qsTr("需要换卡"),
            "pin-locked": qsTr("密码已锁定"),
            "last-attempt": qsTr("密码仅剩一次机会"),
            "expired": qsTr("已过期"),
            "few-attempts": qsTr("密码剩余次数不多"),
            "bank-ended": qsTr("金融功能已到期"),
            "expiring": qsTr("即将到期"),
            "pin-not-set": qsTr("尚未设置社保密码"),
            "checking": qsTr("正在核对"),
            "validity-unknown": qsTr("有效期未知")
        }
        return words[id] ?? (standing(id) || genuine(id))
    }

    // Where to go for an errand.
    function goFor(errand: string): string {
        const language = Terminal.language
        const words = {
            "unlock": qsTr("到服务网点解锁或重置"),
            "set-pin": qsTr("到服务网点设置密码"),
            "replace": qsTr("到服务网点补换卡"),
            "lift": qsTr("到服务网点恢复使用"),
            "renew": qsTr("到服务网点换新卡")
        }
        return words[errand] ?? ""
    }

    // A tile of the menu: `offer` is a deed and the headline that bars it, "" for none.
    function offer(offer: var, staffed: bool): var {
        const language = Terminal.language
        const here = staffed && (offer.deed === "unlock" || offer.deed === "set-pin")
        const place = here ? qsTr("核对身份后在此办理") : qsTr("到服务网点办理")
        const words = {
            "enable": ["check", qsTr("启用新卡"), qsTr("修改密码，即可启用"), "change-pin"],
            "change-pin": ["lock", qsTr("修改密码"), qsTr("需要当前密码")],
            "standing": ["search", qsTr("查询状态"), qsTr("卡的状态与有效期")],
            "unlock": ["unlock", qsTr("解锁与重置"), place],
            "set-pin": ["unlock", qsTr("设置密码"), place],
            "replace": ["card", qsTr("补换卡"), qsTr("怎样办理，去哪里办")],
            "lift": ["reset", qsTr("恢复使用"), qsTr("怎样办理，去哪里办")],
            "renew": ["card", qsTr("换新卡"), qsTr("怎样办理，去哪里办")]
        }
        const [glyph, text, hint, intent] = words[offer.deed] ?? ["none", "", ""]
        return {
            glyph: glyph,
            text: text,
            hint: offer.bar === "" ? hint : qsTr("%1，不能办理").arg(headline(offer.bar === "postponed" ? "unchecked" : offer.bar)),
            intent: here ? "case" : intent ?? offer.deed
        }
    }

    // Its sentences, each for itself; of one alone it is the one.
    function sentences(text: string): var {
        return (text.match(/[^。；]+?(?:[。；]|[.;](?= )|$)\s*/g) ?? [text]).map(each => each.trim()).filter(each => each !== "")
    }

    function adviceTone(id: string): string {
        switch (id) {
        case "all-well":
            return "good"
        case "card-not-genuine":
        case "card-silent":
        case "card-cancelled":
        case "replace-lost-card":
        case "issuer-locked":
        case "replace-locked-card":
        case "pin-locked":
            return "bad"
        case "bank-account-ended":
        case "lift-or-confirm-loss":
        case "card-expired":
        case "pin-last-attempt":
        case "pin-few-attempts":
            return "warn"
        default:
            return "info"
        }
    }

    function electronicCard(id: string): string {
        const words = {
            "as-physical-card": qsTr("与实体卡一致"),
            "all-services": qsTr("可以使用"),
            "after-authorisation": qsTr("本人授权后可用"),
            "unavailable": qsTr("不能使用"),
            "not-here": qsTr("本机无法查询")
        }
        return words[id] ?? qsTr("暂时无法查询")
    }

    function advice(id: string): string {
        // what was asked too often is answered again from then on
        const limit = Terminal.values.limitedUntil ?? ""
        switch (id) {
        case "card-cancelled":
            return qsTr("此卡已注销，不能再用。卡上的银行账户请到银行柜台销户。")
        case "replace-lost-card":
            return qsTr("此卡已挂失。请带身份证到社保服务网点或银行网点补卡。")
        case "lift-or-confirm-loss":
            return qsTr("此卡临时挂失，到期自动解除。可到服务网点提前解除或正式挂失。")
        case "issuer-locked":
            return qsTr("发卡机构锁定了此卡的社保功能。请带身份证到服务网点咨询。")
        case "replace-locked-card":
            return Terminal.values.staff ? qsTr("社保密码已锁定，此卡也已无法解锁或重置，需要换卡。请告知持卡人带身份证件到社保服务网点或合作银行网点换卡。") : qsTr("社保密码已锁定，此卡也已无法解锁或重置，需要换卡。请带身份证件到社保服务网点或合作银行网点换卡。")
        case "pin-locked":
            return Terminal.values.staff ? qsTr("社保密码已锁定。工作人员核对身份后，可以在这里解锁或重置。") : qsTr("社保密码已锁定。请带身份证到服务网点解锁或重置，自助机不能办理。")
        case "pin-last-attempt":
            return Terminal.values.staff ? qsTr("社保密码只能再输一次，输错即锁定。如不确定，可以请工作人员在这里重置。") : qsTr("社保密码只能再输一次，输错即锁定。如不确定，请到服务网点重置。")
        case "pin-few-attempts":
            return qsTr("社保密码剩余次数不多。一次输对后，次数会恢复。")
        case "pin-not-set":
            return Terminal.values.staff ? qsTr("此卡尚未设置社保密码。工作人员核对身份后，可以在这里设置。") : qsTr("此卡尚未设置社保密码。请带身份证到服务网点设置。")
        case "enable-card":
            return qsTr("此卡尚未启用，参保缴费不受影响。修改密码即可启用，改过的请再改一次；也可到服务网点或拨打 12333。")
        case "card-expired":
            return qsTr("此卡已过有效期。请到服务网点或网上申请换卡。")
        case "validity-unknown":
            return qsTr("无法读取此卡的有效期。请拨打 12333 或到服务网点查询。")
        case "renew-soon":
            return qsTr("此卡即将到期，已经可以到服务网点或网上申请换卡。")
        case "standing-not-listed":
            return qsTr("没有此卡的登记记录。请拨打 12333 或到服务网点查询。")
        case "standing-unreachable":
            return limit !== "" ? qsTr("近期查询较多，%1之后可再查询此卡的状态。").arg(moment(limit)) : qsTr("暂时无法查询此卡的状态。请稍后再查，或拨打 12333。")
        case "standing-not-configured":
            return qsTr("本机未连接发卡机构，无法核对此卡；尚未启用的卡，改密后也不会启用。请拨打 12333 或到服务网点查询。")
        case "card-not-genuine":
            return qsTr("此卡未通过真伪核对。为保障您的密码安全，本机无法为它修改密码。请到服务网点咨询。")
        case "card-silent":
            return qsTr("此卡没有应答真伪核对。为保障您的密码安全，本机暂不受理。请取出后重新插入；仍不行，请到服务网点咨询。")
        case "card-postponed":
            return limit !== "" ? qsTr("近期查询较多，暂时无法核对此卡。为保障您的密码安全，请在%1之后再试。").arg(moment(limit)) : qsTr("暂时无法核对此卡。为保障您的密码安全，请稍后再试。")
        case "card-unchecked":
            if (Terminal.values.triesLeft === 0)
                return limit !== "" ? qsTr("近期查询较多，%1之后可再核对此卡的真伪。").arg(moment(limit)) : qsTr("暂时无法核对此卡的真伪。")
            return limit !== "" ? qsTr("近期查询较多，%1之后可再核对此卡的真伪。密码仍可修改，但不会因此启用此卡。").arg(moment(limit)) : qsTr("暂时无法核对此卡的真伪。密码仍可修改，但不会因此启用此卡。")
        case "activate-bank-function":
            return qsTr("金融功能未激活。请带身份证和卡到卡上银行的任一网点激活。")
        case "bank-account-ended":
            return qsTr("金融功能已到期，取款和网银会停用，社保和就医不受影响。请到银行网点办理。")
        case "several-cards":
            return qsTr("您有不止一张卡。不再用的卡请到服务网点注销，卡上的银行账户到银行柜台销户。")
        case "all-well":
            return qsTr("此卡正常，可以使用。")
        default:
            return ""
        }
    }
}
