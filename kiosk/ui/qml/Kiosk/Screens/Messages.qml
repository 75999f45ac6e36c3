pragma Singleton
import QtQuick
import Kiosk.Model

// The words, signs and ways on of every screen that only tells something.
QtObject {
    function of(screen: string, v: var): var {
        // words are looked up anew when it changes
        const language = Terminal.language
        const m = table(screen, v), ways = m.ways ?? []
        const onward = ways.filter(way => way.intent !== "end" && way.intent !== "back")
        return {
            tone: m.tone ?? "info",
            icon: m.icon ?? "info",
            slot: m.slot ?? "",
            card: m.card ?? false,
            calls: m.calls ?? 0,
            busy: m.busy ?? false,
            attempts: {
                left: m.attempts ? v.triesLeft ?? -1 : -1,
                limit: v.triesLimit ?? 0
            },
            seconds: m.seconds ?? 0,
            title: m.title,
            text: m.text ?? "",
            facts: m.facts ?? [],
            leave: ways.find(way => way.intent === "end") ?? null,
            back: ways.some(way => way.intent === "back"),
            other: onward.length > 1 ? onward[0] : null,
            on: onward[onward.length - 1] ?? null
        }
    }

    function table(screen: string, v: var): var {
        switch (screen) {
        case "reading":
            return {
                slot: "held",
                busy: true,
                title: v.opening ? qsTr("正在登记") : v.matter === "unlock" ? qsTr("正在解锁") : v.matter === "reset" ? qsTr("正在重置密码") : reading(v.doing ?? ""),
                text: v.mayEnd ? qsTr("请稍候，不要拔卡。\n如需停止，请点“退卡”。") : qsTr("请稍候，不要拔卡。"),
                ways: v.mayEnd ? [Ways.take] : []
            }
        case "not-recognised":
            return {
                tone: "warn",
                slot: "in",
                title: qsTr("无法读取此卡"),
                text: qsTr("请取出卡，芯片朝上，\n按箭头方向重新插入。"),
                ways: [Ways.take]
            }
        case "bank-card-only":
            return {
                tone: "warn",
                icon: "bank",
                card: true,
                title: qsTr("此卡只有银行功能"),
                text: qsTr("银行卡业务请到银行办理。\n请插入社会保障卡。"),
                ways: [Ways.take]
            }
        case "unsupported-card":
            return {
                tone: "warn",
                icon: "alert",
                card: true,
                title: qsTr("本机不支持此类卡"),
                text: qsTr("请到社保服务网点办理，或拨打 12333。"),
                ways: [Ways.take]
            }
        case "pin-changed":
        case "enabled":
            return ChangeMessages.changed(v)
        case "pin-not-changed":
            return ChangeMessages.notChanged(v)
        case "last-attempt":
            return ChangeMessages.lastAttempt(v)
        case "locked":
            return {
                tone: "bad",
                icon: "lock",
                card: true,
                attempts: true,
                title: qsTr("社保密码已锁定"),
                text: v.staff ? qsTr("工作人员核对身份后，\n就在这里解锁或重置。") : qsTr("解锁和重置由服务网点的工作人员办理，\n本机不能办理。"),
                ways: [Ways.take, ...v.cardInside === false ? [] : [Ways.back], v.staff ? {
                        text: qsTr("在此办理"),
                        intent: "case"
                    } : Ways.on(qsTr("怎样解锁"))]
            }
        case "outcome-unknown":
            return v.matter ? CounterMessages.unknown(v) : ChangeMessages.unknown(v)
        case "take-card":
            return {
                slot: "out",
                title: qsTr("请取走您的卡"),
                text: MachineWords.farewell(v.why)
            }
        case "card-left-behind":
            return {
                tone: "warn",
                slot: "out",
                calls: v.loud ? 2 : 1,
                title: qsTr("卡还在机器里"),
                text: qsTr("请取走您的卡。")
            }
        case "still-there":
            return {
                icon: "person",
                seconds: v.seconds,
                title: qsTr("您还在吗？"),
                text: qsTr("需要更多时间，请点“继续”。"),
                ways: [Ways.take,
                    {
                        text: qsTr("继续"),
                        intent: "touch"
                    }
                ]
            }
        case "out-of-service":
            return {
                tone: "bad",
                icon: "tools",
                title: qsTr("暂停服务"),
                text: v.attempt ? qsTr("刚才的密码可能用掉了一次机会，\n再次插卡时会显示剩余次数。\n请使用旁边的机器，或到服务窗口办理。") : qsTr("请使用旁边的机器，\n或到服务窗口办理。"),
                facts: [[qsTr("原因"), MachineWords.fault(v.fault)], [qsTr("暂停时间"), Words.moment(v.since ?? "")], [qsTr("代码"), v.code ? v.fault + " " + v.code : v.fault]]
            }
        case "staff-sign-in":
            return CounterMessages.signIn(v)
        case "unlock-done":
            return CounterMessages.done(v)
        default:
            return {
                title: screen
            }
        }
    }

    // What is being done with the card.
    function reading(doing: string): string {
        switch (doing) {
        case "writing":
        case "preparing":
            return qsTr("正在修改密码")
        case "checking":
            return qsTr("正在核对您的卡")
        default:
            return qsTr("正在读卡")
        }
    }
}
