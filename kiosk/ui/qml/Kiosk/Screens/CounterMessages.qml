pragma Singleton
import QtQuick
import Kiosk.Model

// What only a service point tells: of its staff, and of an unlock or a reset.
QtObject {
    function signIn(v: var): var {
        switch (v.stage) {
        case "reading":
            return {
                icon: "wait",
                title: qsTr("正在读操作员卡"),
                text: qsTr("请稍候，不要拔卡。")
            }
        case "checking":
            return {
                icon: "wait",
                title: qsTr("正在登录"),
                text: qsTr("请稍候，不要拔卡。")
            }
        case "refused":
            return {
                tone: "warn",
                icon: "alert",
                title: qsTr("未能登录"),
                text: StaffWords.signIn(v.why, v.minutes ?? 0, v.until ?? "")
            }
        default:
            return v.why === "readers-alike" ? {
                tone: "bad",
                icon: "tools",
                title: MachineWords.fault(v.why),
                text: StaffWords.signIn(v.why, 0, ""),
                facts: [[qsTr("代码"), v.why]]
            } : v.why === "no-reader" || v.why === "cut-off-at-pin" ? {
                tone: "warn",
                icon: "alert",
                title: qsTr("工作人员读卡器未连接"),
                text: StaffWords.signIn(v.why, v.minutes ?? 0, v.until ?? "")
            } : {
                icon: "badge",
                title: v.why === "signed-out" ? qsTr("已签退") : qsTr("请插入操作员卡"),
                text: StaffWords.signIn(v.why, v.minutes ?? 0, v.until ?? "")
            }
        }
    }

    function done(v: var): var {
        switch (v.result) {
        case "carried-out":
        case "unheard":
        case "not-confirmed":
            return carriedOut(v)
        case "done":
        case "reported":
            return unlocked(v)
        default:
            return {
                tone: "bad",
                icon: "alert",
                card: true,
                attempts: true,
                title: v.matter === "reset" ? qsTr("密码未重置") : qsTr("密码未解锁"),
                text: RefusalWords.refused(v.result, v.until ?? ""),
                facts: attemptsLeft(v),
                ways: Ways.understood(v)
            }
        }
    }

    function unlocked(v: var): var {
        const reset = v.matter === "reset"
        const done = v.result === "done"
        const paper = v.slip === "none" || !v.slip ? [] : [[qsTr("回执"), MachineWords.slip(v.slip)]]
        const office = done ? [[qsTr("发卡机构"), qsTr("已确认")]] : []
        return {
            tone: done ? "good" : "info",
            icon: done ? "check" : "wait",
            card: true,
            attempts: true,
            title: reset ? qsTr("社保密码已重置") : done ? qsTr("社保密码已解锁") : qsTr("解锁已登记，待确认"),
            text: reset && v.who === "proxy" ? qsTr("新密码已经生效，银行密码没有变。\n请告知持卡人本人，由其尽快修改。") : reset ? qsTr("从现在起请使用新密码。\n银行密码没有变。") : done ? qsTr("卡显示剩余次数已恢复。\n密码没有变，仍用原来的社保密码。") : qsTr("密码没有变，剩余次数已恢复。\n下次在终端输对密码，即确认解锁。"),
            facts: [...v.triesLeft > 0 ? attemptsLeft(v) : [], ...office, ...paper],
            ways: v.slip !== "none" ? Ways.done(v) : [...v.cardInside ? [Ways.take] : [], ...Terminal.prints ? [receipt()] : [], Ways.on(v.cardInside ? qsTr("菜单") : qsTr("完成"))]
        }
    }

    function receipt(): var {
        return {
            text: qsTr("打印回执"),
            intent: "slip",
            glyph: "print"
        }
    }

    // How many attempts the card says it has, where it said so.
    function attemptsLeft(v: var): var {
        return v.triesLeft >= 0 ? [[qsTr("密码剩余次数"), qsTr("%n 次", "", v.triesLeft)]] : []
    }

    // The card says so, and nothing proves it, or the office has not said so yet.
    function carriedOut(v: var): var {
        const reset = v.matter === "reset"
        return {
            tone: "warn",
            icon: "info",
            card: true,
            attempts: true,
            title: reset ? qsTr("卡已执行重置，尚未确认") : qsTr("卡已执行解锁，尚未确认"),
            text: carriedOutText(v.result, reset),
            facts: attemptsLeft(v),
            ways: Ways.done(v)
        }
    }

    function carriedOutText(result: string, reset: bool): string {
        switch (result) {
        case "unheard":
            return reset ? qsTr("暂时无法联系发卡机构，结果将自动上报。\n请用新密码在终端上试一次；\n如不正确，请把卡交回重新办理。") : qsTr("暂时无法联系发卡机构，结果将自动上报。\n请用原来的密码在终端上试一次；\n如不正确，请把卡交回重新办理。")
        case "not-confirmed":
            return reset ? qsTr("发卡机构未确认这次重置，已登记待查。\n请用新密码在终端上试一次；\n如不正确，请把卡交回重新办理。") : qsTr("发卡机构未确认这次解锁，已登记待查。\n请用原来的密码在终端上试一次；\n如不正确，请把卡交回重新办理。")
        default:
            return reset ? qsTr("无法证明新密码已生效，已如实登记。\n请用新密码在终端上试一次；\n如不正确，请把卡交回重新办理。") : qsTr("暂时无法读取剩余次数，已如实登记。\n请重新插卡查看。")
        }
    }

    // A card whose answer was lost, until it is put back.
    function unknown(v: var): var {
        const reset = v.matter === "reset"
        const away = v.why === "away" || v.why === "no-presence"
        const again = v.cardInside ? qsTr("请取出卡，把刚才那张卡重新插入，\n马上为您核对。") : qsTr("请把刚才那张卡重新插入，\n马上为您核对。")
        return v.why === "unsettled" || v.why === "not-taken" ? {
            tone: "warn",
            icon: "question",
            card: true,
            attempts: true,
            title: reset ? qsTr("无法确认密码是否已重置") : qsTr("无法确认密码是否已解锁"),
            text: RefusalWords.refused(v.why, ""),
            facts: attemptsLeft(v),
            ways: Ways.understood(v)
        } : {
            tone: "warn",
            icon: "question",
            slot: "in",
            title: v.why === "other-card" ? qsTr("这是另一张卡") : v.why === "not-genuine" ? qsTr("此卡未通过核对") : reset ? qsTr("暂时无法确认密码是否已重置") : qsTr("暂时无法确认密码是否已解锁"),
            text: away ? qsTr("暂时无法核对此卡，没有向它发送密码。\n请稍后点“重新核对”，不用取出卡。") : again,
            ways: Ways.unchecked(away && v.cardInside)
        }
    }
}
