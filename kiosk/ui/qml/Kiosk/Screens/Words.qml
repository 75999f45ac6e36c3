pragma Singleton
import QtQuick
import Kiosk.Model

// Ids become words here.
QtObject {
    function attempts(left: int): string {
        return left < 0 ? "" : left === 0 ? qsTr("密码已锁定") : qsTr("密码还可以输入 %n 次", "", left)
    }

    function day(iso: string): string {
        if (iso === "") return qsTr("不详")
        const [year, month, date] = iso.split("-")
        return Terminal.language === "en" ? iso : qsTr("%1 年 %2 月 %3 日").arg(year).arg(Number(month)).arg(Number(date))
    }

    // A day and a time to the minute.
    function moment(iso: string): string {
        const [date, time] = iso.split("T")
        return time === undefined ? qsTr("不详") : day(date) + " " + time
    }

    function standing(id: string): string {
        const language = Terminal.language
        switch (id) {
        case "sealed": return qsTr("封存")
        case "normal": return qsTr("正常")
        case "lost": return qsTr("已挂失")
        case "application-locked": return qsTr("应用锁定")
        case "temporarily-lost": return qsTr("临时挂失")
        case "cancelled": return qsTr("已注销")
        case "asked": return qsTr("正在查询")
        case "not-listed": return qsTr("本机查不到")
        case "unreachable": return qsTr("暂时查不到")
        default: return ""
        }
    }

    // The standing at a glance: a card in use that is past its date is told as that.
    function glance(v: var): string {
        return v.expired && v.standing === "normal" ? qsTr("已过期") : standing(v.standing)
    }

    function glanceTone(v: var): string {
        return v.expired && v.standing === "normal" ? "warn" : standingTone(v.standing)
    }

    function adviceTone(id: string): string {
        switch (id) {
        case "all-well": return "good"
        case "card-cancelled":
        case "replace-lost-card":
        case "issuer-locked":
        case "pin-locked": return "bad"
        case "lift-or-confirm-loss":
        case "card-expired":
        case "pin-last-attempt":
        case "pin-few-attempts": return "warn"
        default: return "info"
        }
    }

    function standingTone(id: string): string {
        switch (id) {
        case "normal": return "good"
        case "sealed":
        case "asked":
        case "not-listed":
        case "unreachable": return "info"
        case "temporarily-lost": return "warn"
        default: return "bad"
        }
    }

    function electronicCard(id: string): string {
        switch (id) {
        case "as-physical-card": return qsTr("与实体卡一致")
        case "all-services": return qsTr("可以使用")
        case "after-authorisation": return qsTr("本人授权后可用")
        case "unavailable": return qsTr("不能使用")
        default: return qsTr("暂时查不到")
        }
    }

    function refusal(id: string): string {
        switch (id) {
        case "initial": return qsTr("这是发卡时的初始密码")
        case "same": return qsTr("与现在的密码相同")
        case "one-digit": return qsTr("六位数字全部相同")
        case "run": return qsTr("数字依次连续")
        case "repeated": return qsTr("数字有规律地重复")
        case "holder-number": return qsTr("是社会保障号码的一部分")
        case "birth-date": return qsTr("是您的出生日期")
        case "card-number": return qsTr("是卡号的一部分")
        case "different": return qsTr("两次输入的新密码不一样")
        default: return ""
        }
    }

    // One reason is enough: the first.
    function refusals(ids: var): string {
        return ids && ids.length > 0 ? qsTr("%1，请换一个").arg(refusal(ids[0])) : ""
    }

    function advice(id: string): string {
        switch (id) {
        case "card-cancelled": return qsTr("此卡已注销，不能再用。卡上的银行账户请到银行柜台销户。")
        case "replace-lost-card": return qsTr("此卡已挂失。请带身份证到社保服务网点或银行网点补卡。")
        case "lift-or-confirm-loss": return qsTr("此卡临时挂失，到期自动解除。可到服务网点提前解除或正式挂失。")
        case "issuer-locked": return qsTr("发卡机构锁定了此卡的社保功能。请带身份证到服务网点咨询。")
        case "pin-locked": return qsTr("社保密码已锁定。请带身份证到服务网点解锁或重置，自助机不能办理。")
        case "pin-last-attempt": return qsTr("社保密码只能再输一次，输错即锁定。没有把握请到服务网点重置。")
        case "pin-few-attempts": return qsTr("社保密码剩余次数不多。一次输对后，次数会恢复。")
        case "enable-card": return qsTr("此卡尚未启用，参保缴费不受影响。修改初始密码即可启用，也可到服务网点或拨打 12333。")
        case "card-expired": return qsTr("此卡已过有效期。请到服务网点或网上申请换卡。")
        case "renew-soon": return qsTr("此卡即将到期，现在就可以到服务网点或网上申请换卡。")
        case "standing-not-listed": return qsTr("本机查不到此卡的状态。请拨打 12333 或到服务网点查询。")
        case "standing-unreachable": return qsTr("暂时查不到此卡的状态。请稍后再查，或拨打 12333。")
        case "all-well": return qsTr("此卡正常，可以使用。")
        default: return ""
        }
    }

    function notChanged(id: string): string {
        switch (id) {
        case "refused": return qsTr("卡没有接受修改。请到服务网点办理。")
        case "not-sent": return qsTr("修改前卡已取出，现在的密码仍然有效。")
        case "other-card": return qsTr("换了另一张卡，没有修改任何密码。")
        case "old-pin-holds": return qsTr("原来的密码仍然有效，可以再改一次。")
        case "unsettled": return qsTr("请先试新密码，不行再试原密码；或到服务网点办理。")
        default: return ""
        }
    }

    function farewell(id: string): string {
        switch (id) {
        case "card-stopped": return qsTr("卡没有应答，什么都没有修改。可以重新插入再试。")
        case "other-card": return qsTr("换了另一张卡，什么都没有修改。可以重新插入再试。")
        default: return qsTr("谢谢，再见。")
        }
    }

    function fault(id: string): string {
        switch (id) {
        case "no-service": return qsTr("读卡服务没有运行")
        case "not-allowed": return qsTr("本机没有读卡权限")
        case "no-reader": return qsTr("没有找到读卡器")
        case "card-busy": return qsTr("读卡器被占用")
        case "card-hung": return qsTr("卡长时间没有应答")
        default: return qsTr("读卡器出现故障")
        }
    }
}
