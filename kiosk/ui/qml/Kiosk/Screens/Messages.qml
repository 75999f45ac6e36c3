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
        const take = {
            intent: "end"
        }
        const on = text => ({
                    text: text,
                    intent: "on"
                })
        const onOrTake = v.cardInside ? [take, on(qsTr("办理其他业务"))] : [on(qsTr("完成"))]
        const again = on(qsTr("重新核对"))
        const receipt = {
            text: qsTr("打印回执"),
            intent: "slip",
            glyph: "print"
        }
        const back = {
            intent: "back"
        }
        const openCase = {
            text: qsTr("在此办理"),
            intent: "case"
        }
        switch (screen) {
        case "reading":
            return {
                icon: "wait",
                title: v.opening ? qsTr("正在登记") : v.matter === "unlock" ? qsTr("正在解锁") : v.matter === "reset" ? qsTr("正在重置密码") : reading(v.doing ?? ""),
                text: v.mayEnd ? qsTr("请稍候，不要拔卡。\n如需停止，请点“退卡”。") : qsTr("请稍候，不要拔卡。"),
                ways: v.mayEnd ? [take] : []
            }
        case "not-recognised":
            return {
                tone: "warn",
                slot: "in",
                title: qsTr("无法读取此卡"),
                text: qsTr("请取出卡，芯片朝上，\n按箭头方向重新插入。"),
                ways: [take]
            }
        case "bank-card-only":
            return {
                tone: "warn",
                icon: "bank",
                title: qsTr("此卡只有银行功能"),
                text: qsTr("银行卡业务请到银行办理。\n请插入社会保障卡。"),
                ways: [take]
            }
        case "unsupported-card":
            return {
                tone: "warn",
                icon: "card",
                title: qsTr("本机不支持此类卡"),
                text: qsTr("请到社保服务网点办理，或拨打 12333。"),
                ways: [take]
            }
        case "pin-changed":
        case "enabled":
            {
                const m = enabling(v)
                return {
                    tone: m.tone,
                    icon: m.icon,
                    title: m.title,
                    text: m.text,
                    facts: m.fact && !Theme.tight ? [[qsTr("社保密码"), qsTr("已修改")], [qsTr("社保功能"), m.fact]] : [],
                    ways: onOrTake
                }
            }
        case "pin-not-changed":
            return {
                tone: "warn",
                icon: "alert",
                title: v.why === "no-pin" ? qsTr("尚未设置社保密码") : v.why === "attempt-lost" ? qsTr("没有收到卡的有效应答") : qsTr("密码未修改"),
                text: Words.notChanged(v.why),
                ways: !v.cardInside ? [on(qsTr("知道了"))] : v.why === "attempt-lost" || v.why === "cut-off-at-pin" ? [take] : [take, on(qsTr("返回菜单"))]
            }
        case "last-attempt":
            return {
                tone: "warn",
                icon: "alert",
                title: v.wrong ? qsTr("密码不正确，只剩最后一次") : qsTr("只能再输入一次"),
                text: lastAttempt(v),
                ways: v.purpose === "list" ? [back, take, on(qsTr("继续"))] : [take, on(qsTr("我记得，继续"))]
            }
        case "locked":
            return {
                tone: "bad",
                icon: "lock",
                title: qsTr("社保密码已锁定"),
                text: v.staff ? qsTr("工作人员核对身份后，\n就在这里解锁或重置。") : qsTr("解锁和重置由服务网点的工作人员办理，\n本机不能办理。"),
                ways: [take, v.staff ? openCase : on(qsTr("怎样解锁"))]
            }
        case "outcome-unknown":
            return v.matter ? unlockUnknown(v, again) : v.why === "unsettled" || v.why === "contradicted" || v.why === "unconfirmed" ? {
                tone: "warn",
                icon: "question",
                title: qsTr("无法确认密码是否已修改"),
                text: Words.notChanged(v.why),
                ways: v.cardInside ? [take, on(qsTr("返回菜单"))] : [on(qsTr("知道了"))]
            } : {
                tone: "warn",
                icon: "question",
                slot: "in",
                title: v.why === "other-card" ? qsTr("这是另一张卡") : v.why === "not-genuine" ? qsTr("此卡未通过核对") : qsTr("暂时无法确认密码是否已修改"),
                text: doubt(v),
                ways: [
                    {
                        text: qsTr("不核对，结束"),
                        intent: "end"
                    },
                    ...v.why === "unchecked" && v.cardInside ? [again] : []]
            }
        case "take-card":
            return {
                slot: "out",
                title: qsTr("请取走您的卡"),
                text: Words.farewell(v.why)
            }
        case "card-left-behind":
            return {
                tone: "warn",
                slot: "out",
                title: qsTr("卡还在机器里"),
                text: qsTr("请取走您的卡。")
            }
        case "still-there":
            return {
                icon: "person",
                seconds: v.seconds,
                title: qsTr("您还在吗？"),
                text: qsTr("需要更多时间，请点“继续”。"),
                ways: [take,
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
                facts: [[qsTr("原因"), Words.fault(v.fault)], [qsTr("暂停时间"), Words.moment(v.since ?? "")], [qsTr("代码"), v.code ? v.fault + " " + v.code : v.fault]]
            }
        case "staff-sign-in":
            return signIn(v)
        case "unlock-done":
            if (v.result === "carried-out" || v.result === "unheard" || v.result === "not-confirmed")
                return carriedOut(v, onOrTake)
            return v.result === "done" || v.result === "reported" ? unlocked(v, v.slip !== "none" ? onOrTake : v.cardInside ? [take, receipt, on(qsTr("菜单"))] : [receipt, on(qsTr("完成"))]) : {
                tone: "bad",
                icon: "alert",
                title: v.matter === "reset" ? qsTr("密码未重置") : qsTr("密码未解锁"),
                text: Words.refused(v.result, v.until ?? ""),
                facts: attemptsLeft(v),
                ways: v.cardInside ? [take, on(qsTr("返回菜单"))] : [on(qsTr("知道了"))]
            }
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

    // A PIN that was changed, and what that does for the card: never more than is known.
    function enabling(v: var): var {
        const holds = qsTr("从现在起请使用新密码。\n银行密码没有变。")
        switch (v.enabling ?? "none") {
        case "done":
            return {
                tone: "good",
                icon: "check",
                title: qsTr("密码已修改，卡已启用"),
                text: qsTr("社保功能已经可以使用。\n银行密码没有变。"),
                fact: qsTr("已启用")
            }
        case "on-its-way":
            return {
                tone: "info",
                icon: "wait",
                title: qsTr("密码已修改，正在启用"),
                text: qsTr("新密码已经生效。\n正在请发卡机构启用此卡，请稍候。"),
                fact: qsTr("正在启用")
            }
        case "late":
            return {
                tone: "info",
                icon: "wait",
                title: qsTr("密码已修改，卡尚未启用"),
                text: qsTr("新密码已经生效。暂时无法联系发卡机构，\n启用信息将自动送达，由其核对。\n请过几天带卡来查询，或拨打 12333。"),
                fact: qsTr("尚未启用")
            }
        case "under-review":
            return {
                tone: "info",
                icon: "wait",
                title: qsTr("密码已修改，启用待核对"),
                text: v.provesPin ? qsTr("新密码已经生效，卡还需发卡机构核对。\n下次带卡来输入新密码即可完成，\n也可到服务网点办理。") : qsTr("新密码已经生效，卡还需发卡机构核对。\n请带身份证到服务网点办理，或拨打 12333。"),
                fact: qsTr("待核对")
            }
        case "not-enabled":
            return {
                tone: "warn",
                icon: "alert",
                title: qsTr("密码已修改，卡未启用"),
                text: qsTr("新密码已经生效，但此卡无法核对，没有启用。\n请带身份证到服务网点办理，或拨打 12333。"),
                fact: qsTr("未启用")
            }
        case "in-case":
            return {
                tone: "good",
                icon: "check",
                title: qsTr("社保密码已修改"),
                text: holds + "\n" + qsTr("如此卡尚未启用，启用信息正在发送。")
            }
        case "late-in-case":
            return {
                tone: "good",
                icon: "check",
                title: qsTr("社保密码已修改"),
                text: holds + "\n" + qsTr("如此卡尚未启用，启用信息将自动送达发卡机构，由其核对。")
            }
        case "not-if-sealed":
            return {
                tone: "good",
                icon: "check",
                title: qsTr("社保密码已修改"),
                text: holds + "\n" + qsTr("此卡暂时无法核对：如尚未启用，这次修改不会启用它。")
            }
        default:
            return {
                tone: "good",
                icon: "check",
                title: qsTr("社保密码已修改"),
                text: holds
            }
        }
    }

    // Why a card that was put back after a lost answer was not asked which PIN it holds, and what to do.
    function doubt(v: var): string {
        switch (v.why) {
        case "not-genuine":
            return qsTr("为保障安全，没有向此卡发送密码。\n请把刚才那张卡重新插入；仍不行，请到服务网点办理。")
        case "unchecked":
            return qsTr("暂时无法核对此卡，没有向它发送密码。\n请稍后点“重新核对”。如先离开，\n下次请先试新密码；输错会用掉一次机会。")
        default:
            return v.cardInside ? qsTr("请取出卡，把刚才那张卡重新插入，\n马上为您核对。") : qsTr("请把刚才那张卡重新插入，\n马上为您核对。")
        }
    }

    // What a last wrong PIN costs, and the way round it: of a look at other cards, to do without.
    function lastAttempt(v: var): string {
        if (v.purpose === "list")
            return v.staff ? qsTr("再输错，密码就会锁定。\n没有把握请点“返回”，暂不查看其他卡。") : qsTr("再输错，密码就会锁定，要到服务网点解锁。\n没有把握请点“返回”，暂不查看其他卡。")
        return v.staff ? qsTr("再输错，密码就会锁定。\n如不确定，可以请工作人员在这里重置。") : qsTr("再输错，密码就会锁定，要到服务网点解锁。\n如不确定，请先退卡。")
    }

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
                text: Words.signIn(v.why, v.minutes ?? 0, v.until ?? "")
            }
        default:
            return v.why === "readers-alike" ? {
                tone: "bad",
                icon: "tools",
                title: Words.fault(v.why),
                text: Words.signIn(v.why, 0, ""),
                facts: [[qsTr("代码"), v.why]]
            } : v.why === "no-reader" || v.why === "cut-off-at-pin" ? {
                tone: "warn",
                icon: "alert",
                title: qsTr("工作人员读卡器未连接"),
                text: Words.signIn(v.why, v.minutes ?? 0, v.until ?? "")
            } : {
                icon: "badge",
                title: v.why === "signed-out" ? qsTr("已签退") : qsTr("请插入操作员卡"),
                text: Words.signIn(v.why, v.minutes ?? 0, v.until ?? "")
            }
        }
    }

    function unlocked(v: var, ways: var): var {
        const reset = v.matter === "reset"
        const done = v.result === "done"
        const paper = v.slip === "none" || !v.slip ? [] : [[qsTr("回执"), Words.slip(v.slip)]]
        const left = v.triesLeft > 0 && !(Theme.tight && paper.length > 0) ? attemptsLeft(v) : []
        const office = Theme.tight || !done ? [] : [[qsTr("发卡机构"), qsTr("已确认")]]
        return {
            tone: done ? "good" : "info",
            icon: "check",
            title: reset ? qsTr("社保密码已重置") : done ? qsTr("社保密码已解锁") : qsTr("解锁已登记，待确认"),
            text: reset ? qsTr("从现在起请使用新密码。\n银行密码没有变。") : done ? qsTr("卡显示剩余次数已恢复。\n密码没有变，仍用原来的社保密码。") : qsTr("密码没有变，剩余次数已恢复。\n请在终端上输入一次，即确认解锁。"),
            facts: [...left, ...office, ...paper],
            ways: ways
        }
    }

    // How many attempts the card says it has, where it said so.
    function attemptsLeft(v: var): var {
        return v.triesLeft >= 0 ? [[qsTr("密码剩余次数"), qsTr("%n 次", "", v.triesLeft)]] : []
    }

    // The card says so, and nothing proves it, or the office has not said so yet.
    function carriedOut(v: var, ways: var): var {
        const reset = v.matter === "reset"
        return {
            tone: "warn",
            icon: "info",
            title: reset ? qsTr("卡已执行重置，尚未确认") : qsTr("卡已执行解锁，尚未确认"),
            text: carriedOutText(v.result, reset),
            facts: attemptsLeft(v),
            ways: ways
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

    function unlockUnknown(v: var, retry: var): var {
        const end = [
            {
                text: qsTr("不核对，结束"),
                intent: "end"
            }
        ]
        const on = {
            text: v.cardInside ? qsTr("返回菜单") : qsTr("知道了"),
            intent: "on"
        }
        const take = v.cardInside ? [
            {
                intent: "end"
            }
        ] : []
        const reset = v.matter === "reset"
        const away = v.why === "away" || v.why === "no-presence"
        const title = v.why === "other-card" ? qsTr("这是另一张卡") : v.why === "not-genuine" ? qsTr("此卡未通过核对") : reset ? qsTr("暂时无法确认密码是否已重置") : qsTr("暂时无法确认密码是否已解锁")
        const again = v.cardInside ? qsTr("请取出卡，把刚才那张卡重新插入，\n马上为您核对。") : qsTr("请把刚才那张卡重新插入，\n马上为您核对。")
        if (v.why === "unsettled" || v.why === "not-taken")
            return {
                tone: "warn",
                icon: "question",
                title: reset ? qsTr("无法确认密码是否已重置") : qsTr("无法确认密码是否已解锁"),
                text: Words.refused(v.why, ""),
                facts: attemptsLeft(v),
                ways: [...take, on]
            }
        return {
            tone: "warn",
            icon: "question",
            slot: "in",
            title: title,
            text: away ? qsTr("暂时无法核对此卡，没有向它发送密码。\n请稍后点“重新核对”，不用取出卡。") : again,
            ways: away && v.cardInside ? [...end, retry] : end
        }
    }
}
