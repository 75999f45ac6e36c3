pragma Singleton
import QtQuick
import Kiosk.Model

// The words, signs and ways on of every screen that only tells something.
QtObject {
    function of(screen: string, v: var): var {
        const language = Terminal.language // words are looked up anew when it changes
        const m = table(screen, v)
        return { tone: m.tone ?? "info", icon: m.icon ?? "info", slot: m.slot ?? "", seconds: m.seconds ?? 0, title: m.title, text: m.text ?? "", facts: m.facts ?? [], ways: m.ways ?? [] }
    }

    function table(screen: string, v: var): var {
        const take = { text: qsTr("退卡"), intent: "end", glyph: "eject" }
        const takeFirst = { text: qsTr("退卡"), intent: "end", glyph: "eject", primary: true }
        const on = text => ({ text: text, intent: "on", primary: true })
        const back = { text: qsTr("返回"), intent: "back", glyph: "back" }
        switch (screen) {
        case "reading":
            return { icon: "wait", title: v.writing ? qsTr("正在修改密码") : qsTr("正在读卡"), text: qsTr("请稍候，不要取卡"), ways: v.mayEnd ? [take] : [] }
        case "not-recognised":
            return { tone: "warn", slot: "in", title: qsTr("读不到这张卡"), text: qsTr("请取出卡，芯片朝上，\n按箭头方向重新插入。"), ways: [takeFirst] }
        case "bank-card-only":
            return { tone: "warn", icon: "bank", title: qsTr("这张卡只有银行功能"), text: qsTr("银行卡业务请到银行办理。\n请插入社会保障卡。"), ways: [takeFirst] }
        case "unsupported-card":
            return { tone: "warn", icon: "card", title: qsTr("本机不支持这种卡"), text: qsTr("请到社保服务网点办理，或拨打 12333。"), ways: [takeFirst] }
        case "pin-changed":
            return { tone: "good", icon: "check", title: qsTr("社保密码已修改"), text: qsTr("从现在起请使用新密码。\n银行密码没有变。"), ways: v.cardInside ? [take, on(qsTr("办理其他业务"))] : [on(qsTr("完成"))] }
        case "pin-not-changed":
            return { tone: "warn", icon: "alert", title: qsTr("密码没有修改"), text: Words.notChanged(v.why), ways: v.cardInside ? [take, on(qsTr("返回菜单"))] : [on(qsTr("知道了"))] }
        case "last-attempt":
            return { tone: "warn", icon: "alert", title: v.wrong ? qsTr("密码不正确，只剩最后一次") : qsTr("只能再输入一次"), text: qsTr("再输错，密码就会锁定，要到服务网点解锁。\n没有把握可以先退卡。"), ways: [take, on(qsTr("我记得，继续"))] }
        case "locked":
            return { tone: "bad", icon: "lock", title: qsTr("社保密码已锁定"), text: qsTr("解锁和重置由服务网点的工作人员办理，\n本机不能办理。"), ways: [take, on(qsTr("怎样解锁"))] }
        case "outcome-unknown":
            return v.why === "unsettled"
                ? { tone: "warn", icon: "question", title: qsTr("不能确定密码是否已修改"), text: Words.notChanged("unsettled"), ways: v.cardInside ? [take, on(qsTr("返回菜单"))] : [on(qsTr("知道了"))] }
                : { tone: "warn", icon: "question", slot: "in", title: v.why === "other-card" ? qsTr("这是另一张卡") : qsTr("还不能确定密码是否已修改"), text: v.cardInside ? qsTr("请取出卡，把刚才那张卡重新插入，\n马上为您核对。") : qsTr("请把刚才那张卡重新插入，\n马上为您核对。"), ways: [{ text: qsTr("不核对，结束"), intent: "end" }] }
        case "take-card":
            return { slot: "out", title: qsTr("请取走您的卡"), text: Words.farewell(v.why) }
        case "card-left-behind":
            return { tone: "warn", slot: "out", title: qsTr("卡还在机器里"), text: qsTr("请取走您的卡。") }
        case "still-there":
            return { icon: "person", seconds: v.seconds, title: qsTr("您还在吗？"), text: qsTr("需要更多时间，请点“继续”。"), ways: [take, { text: qsTr("继续"), intent: "touch", primary: true }] }
        case "out-of-service":
            return { tone: "bad", icon: "tools", title: qsTr("暂停服务"), text: qsTr("请使用旁边的机器，\n或到服务窗口办理。"), facts: [[qsTr("原因"), Words.fault(v.fault)], [qsTr("开始时间"), Words.moment(v.since ?? "")], [qsTr("代码"), v.code ? v.fault + " " + v.code : v.fault]] }
        default:
            return { title: screen }
        }
    }
}
