pragma Singleton
import QtQuick
import Kiosk.Model

// Ids become words here.
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
            return v.expired ? qsTr("登记正常，但卡已过有效期。") : qsTr("社保功能可以使用。")
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
        const told = v.othersAre === "pin-needed" ? qsTr("输入密码后显示") : v.othersAre === "asked" ? qsTr("正在查询") : v.othersAre === "known" ? qsTr("没有") : v.othersAre === "not-here" ? qsTr("本机无法查询") : v.othersAre === "withheld" ? qsTr("此卡不支持查询") : v.limitedUntil ? qsTr("%1之后可查").arg(moment(v.limitedUntil)) : qsTr("暂时无法查询")
        return cards.length === 0 ? [[qsTr("您的其他卡"), told]] : [[qsTr("您的其他卡"), qsTr("%n 张", "", cards.length)], ...cards.map(card => [otherCard(card), standing(card.standing)])]
    }

    function otherCard(card: var): string {
        const province = Provinces.name(card.region)
        return province === "" ? qsTr("尾号 %1").arg(card.lastFour) : qsTr("%1，尾号 %2").arg(province).arg(card.lastFour)
    }

    // What can be done about a card right here.
    function deed(intent: string): string {
        const words = {
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

    // The standing at a glance: a card that is not what it says, or past its date, is told as that.
    function glance(v: var): string {
        return barred(v) ? genuine(v.genuine) : v.expired && v.standing === "normal" ? qsTr("已过期") : standing(v.standing)
    }

    function glanceTone(v: var): string {
        return v.genuine === "postponed" ? "info" : barred(v) ? "bad" : v.expired && v.standing === "normal" ? "warn" : standingTone(v.standing)
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

    function standingTone(id: string): string {
        switch (id) {
        case "normal":
            return "good"
        case "sealed":
        case "asked":
        case "not-listed":
        case "not-configured":
        case "unreachable":
            return "info"
        case "temporarily-lost":
            return "warn"
        default:
            return "bad"
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

    function refusal(id: string): string {
        const words = {
            "initial": qsTr("这是发卡时的初始密码"),
            "same": qsTr("与当前密码相同"),
            "one-digit": qsTr("六位数字全部相同"),
            "run": qsTr("数字依次连续"),
            "repeated": qsTr("数字有规律地重复"),
            "holder-number": qsTr("是社会保障号码的一部分"),
            "birth-date": qsTr("是您的出生日期"),
            "card-number": qsTr("是卡号的一部分"),
            "different": qsTr("两次输入不一致")
        }
        return words[id] ?? ""
    }

    // One reason is enough: the first.
    function refusals(ids: var): string {
        if (!ids || ids.length === 0)
            return ""
        return (ids[0] === "different" ? qsTr("%1，请重新输入") : qsTr("%1，请换一个")).arg(refusal(ids[0]))
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

    function notChanged(id: string): string {
        const words = {
            "no-pin": Terminal.values.staff ? qsTr("此卡尚未设置社保密码，没有可以修改的密码。工作人员核对身份后，可以在这里设置。") : qsTr("此卡尚未设置社保密码，没有可以修改的密码。请带身份证到服务网点设置。"),
            "no-count": qsTr("卡没有给出剩余次数，没有向卡发送密码。\n请到服务网点办理。"),
            "refused": qsTr("修改未成功。请到服务网点办理。"),
            "not-sent": qsTr("修改前卡已取出，当前密码仍然有效。"),
            "cut-off": qsTr("修改前读卡中断，当前密码仍然有效。"),
            "other-card": qsTr("换了另一张卡，没有修改任何密码。"),
            "old-pin-holds": qsTr("原来的密码仍然有效，可以再改一次。"),
            "attempt-lost": qsTr("刚才的密码可能用掉了一次机会。\n重新插卡后，可以看到剩余次数。"),
            "cut-off-at-pin": qsTr("读卡中断，当前密码仍然有效，但可能用掉了一次机会。\n重新插卡后，可以看到剩余次数。"),
            "wrong-pin": Terminal.values.triesLeft !== 1 ? qsTr("密码不正确，还剩 %1 次机会。").arg(Terminal.values.triesLeft) : Terminal.values.staff ? qsTr("密码不正确，还剩 1 次机会。\n再输错，密码就会锁定。") : qsTr("密码不正确，还剩 1 次机会。\n再输错，密码就会锁定，要到服务网点解锁。"),
            "locked": qsTr("社保密码已锁定。\n请带卡和身份证到服务网点，解锁或重置。"),
            "unsettled": qsTr("请先试新密码，如不正确，再试原密码。\n输错会用掉一次机会，输对后次数恢复；也可到服务网点办理。"),
            "unconfirmed": qsTr("卡没有证明新密码已生效，这不是您的问题。\n请带卡到服务网点核对；急用时请先试新密码，输错会用掉一次机会。"),
            "contradicted": qsTr("卡的答复前后不一致，刚才用掉了一次机会。\n请不要再试，带卡到服务网点办理。")
        }
        return words[id] ?? ""
    }

    function slip(id: string): string {
        const words = {
            "printing": qsTr("正在打印"),
            "printed": qsTr("已打印，请取走"),
            "saved": qsTr("没有打印机，已存为 PDF"),
            "failed": qsTr("暂时无法打印")
        }
        return words[id] ?? ""
    }

    function matter(id: string): string {
        const words = {
            "unlock": qsTr("解锁"),
            "reset": qsTr("重置")
        }
        return words[id] ?? ""
    }

    function matterMeans(id: string): string {
        const words = {
            "unlock": qsTr("密码不变，次数恢复"),
            "reset": qsTr("持卡人设新密码")
        }
        return words[id] ?? ""
    }

    function who(id: string): string {
        const words = {
            "holder": qsTr("持卡人本人"),
            "proxy": qsTr("他人代办"),
            "guardian": qsTr("未成年人的监护人")
        }
        return words[id] ?? ""
    }

    function document(id: string): string {
        const words = {
            "holder-id": qsTr("持卡人身份证"),
            "proxy-id": qsTr("代办人身份证"),
            "guardian-id": qsTr("监护人身份证"),
            "household-register": qsTr("户口簿（持卡人页）")
        }
        return words[id] ?? ""
    }

    // Why nobody of the staff is signed in.
    function signIn(id: string, minutes: int, until: string): string {
        switch (id) {
        case "none":
            return qsTr("插入工作人员一侧的读卡器，\n登录后为持卡人服务。")
        case "card-left":
            return qsTr("操作员卡已取出，已自动签退。")
        case "idle":
            return qsTr("%1 分钟没有操作，已自动签退。").arg(minutes)
        case "expired":
            return qsTr("登录时间已满，请重新登录。")
        case "ended":
            return qsTr("发卡机构已结束本次登录：可能已在别处登录，或操作员卡已挂失。\n请重新登录，或联系网点负责人。")
        case "signed-out":
            return qsTr("请取走操作员卡。再次登录时，重新插入。")
        case "not-staff":
            return qsTr("这不是本网点有效的操作员卡。\n请换卡，或联系网点负责人。")
        case "not-proved":
            return qsTr("未能确认操作员卡的密码，暂时无法登录。\n请重新插卡再试；仍不行，请联系网点负责人换卡。")
        case "too-late":
            return qsTr("等待时间过长，本次核对已失效。\n请取出操作员卡，重新插入。")
        case "too-often":
            return until !== "" ? qsTr("次数已达上限，%1之后可再登录。\n请联系网点负责人。").arg(moment(until)) : qsTr("次数已达上限。\n请稍后再试，或联系网点负责人。")
        case "denied":
            return qsTr("登录未通过发卡机构验证。\n请联系网点负责人。")
        case "away":
            return qsTr("暂时无法联系发卡机构。\n请稍后重新插卡。")
        case "locked":
            return qsTr("操作员卡的密码已锁定。\n请联系网点负责人。")
        case "card-expired":
            return qsTr("操作员卡已过有效期。\n请联系网点负责人换卡。")
        case "card-stopped":
            return qsTr("操作员卡没有应答。\n请取出后重新插入。")
        case "attempt-lost":
            return qsTr("操作员卡没有有效应答，刚才的密码可能用掉了一次机会。\n请重新插卡，会显示剩余次数。")
        case "readers-alike":
            return qsTr("设置中的名称对应不止一台读卡器。\n请联系维护人员。")
        case "no-reader":
            return qsTr("请检查连线。\n接好后再插入操作员卡。")
        case "cut-off-at-pin":
            return qsTr("刚才的密码可能用掉了一次机会。请检查连线，\n接好后再插入操作员卡，会显示剩余次数。")
        default:
            return ""
        }
    }

    // Why no case is opened, or nothing was unlocked: what the office or the card said, and what to do.
    function refused(id: string, until: string): string {
        if (id === "too-often" && until)
            return qsTr("次数已达上限，%1之后可再办理。\n确有需要，可请发卡机构写明原因后解除。").arg(moment(until))
        const words = {
            "asked": qsTr("正在向发卡机构核对此卡，请稍候再试。"),
            "away": qsTr("暂时无法联系发卡机构，什么都没有改变。请稍后再试。"),
            "card-gone": qsTr("卡已取出，什么都没有改变。请重新插卡办理。"),
            "cut-off": qsTr("读卡中断了，什么都没有改变。请稍后再试。"),
            "card-stopped": qsTr("卡没有应答，什么都没有改变。请取出后重新插入。"),
            "other-card": qsTr("换了另一张卡，什么都没有改变。"),
            "card-refused": qsTr("卡未执行，什么都没有改变。可以再试一次，或换卡。"),
            "key-dead": qsTr("卡已不再接受解锁和重置，什么都没有改变。\n此卡需要更换：请持卡人带身份证件到社保服务网点或合作银行网点换卡。"),
            "no-command": qsTr("发卡机构的答复无效，什么都没有改变。请联系发卡机构。"),
            "not-unblocked": qsTr("已核对剩余次数，卡没有变化。\n可以重新办理。"),
            "unsettled": qsTr("无法确认是否办理成功，已登记待查。必要时请重新办理。"),
            "not-taken": qsTr("卡未接受新密码，核对用掉了一次机会，已登记待查。必要时请重新办理。"),
            "operator-card": qsTr("操作员卡未通过核对，没有开始办理。请取出操作员卡，重新插入并登录。"),
            "not-locked": qsTr("密码没有锁定，不需要解锁。如忘记密码，请选“重置”。"),
            "no-pin": qsTr("此卡尚未设置社保密码。请选“重置”，由持卡人设置。"),
            "denied": qsTr("发卡机构未批准，什么都没有改变。请联系发卡机构。"),
            "not-genuine": qsTr("此卡未通过真伪核对，无法办理。请上报发卡机构。"),
            "unknown-card": qsTr("登记系统中没有此卡。请联系发卡机构。"),
            "not-allowed": qsTr("按此卡的登记状态，当前无法办理。请返回查询状态。"),
            "who": qsTr("办理人不符合规定。未成年人由监护人办理。"),
            "documents": qsTr("证件不齐。请核对所需的全部证件。"),
            "no-session": qsTr("登录已失效。请签退后重新登录。"),
            "no-case": qsTr("本次办理已失效。请返回后重新开始。"),
            "no-presence": qsTr("此卡尚未通过真伪核对。请取出卡，重新插入。"),
            "no-key": qsTr("发卡机构没有此卡的密钥。请联系发卡机构。"),
            "too-often": qsTr("办理次数过多。请稍后再试；确有需要，可请发卡机构解除。")
        }
        return words[id] ?? ""
    }

    function farewell(id: string): string {
        const words = {
            "card-stopped": qsTr("卡没有应答，什么都没有修改。可以重新插入再试。"),
            "other-card": qsTr("换了另一张卡，什么都没有修改。可以重新插入再试。")
        }
        return words[id] ?? qsTr("谢谢，再见。")
    }

    function fault(id: string): string {
        const words = {
            "no-service": qsTr("读卡服务没有运行"),
            "not-allowed": qsTr("本机没有读卡权限"),
            "service-silent": qsTr("读卡服务没有应答"),
            "no-reader": qsTr("没有找到读卡器"),
            "readers-alike": qsTr("无法分辨该用哪台读卡器"),
            "card-busy": qsTr("读卡器被占用"),
            "card-hung": qsTr("卡长时间没有应答"),
            "defect": qsTr("终端程序出现故障")
        }
        return words[id] ?? qsTr("读卡器出现故障")
    }
}
