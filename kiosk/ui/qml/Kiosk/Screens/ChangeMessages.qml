pragma Singleton
import QtQuick

// What became of a change of PIN: never more than is known.
QtObject {
    function changed(v: var): var {
        const m = enabling(v)
        return {
            tone: m.tone,
            icon: m.icon,
            card: true,
            title: m.title,
            text: m.text,
            facts: m.fact ? [[qsTr("社保密码"), qsTr("已修改")], [qsTr("社保功能"), m.fact]] : [],
            ways: Ways.done(v)
        }
    }

    function notChanged(v: var): var {
        return {
            tone: "warn",
            icon: "alert",
            card: true,
            attempts: v.why === "wrong-pin" || v.why === "locked",
            title: v.why === "no-pin" ? qsTr("尚未设置社保密码") : v.why === "attempt-lost" ? qsTr("没有收到卡的有效应答") : qsTr("密码未修改"),
            text: RefusalWords.notChanged(v.why),
            ways: v.cardInside && (v.why === "attempt-lost" || v.why === "cut-off-at-pin") ? [Ways.take] : Ways.understood(v)
        }
    }

    function lastAttempt(v: var): var {
        return {
            tone: "warn",
            icon: "alert",
            card: true,
            attempts: true,
            title: v.wrong ? qsTr("密码不正确，只剩最后一次") : qsTr("只能再输入一次"),
            text: costs(v),
            ways: v.purpose === "list" ? [Ways.back, Ways.take, Ways.on(qsTr("继续"))] : [Ways.take, Ways.on(qsTr("我记得，继续"))]
        }
    }

    function unknown(v: var): var {
        return v.why === "unsettled" || v.why === "contradicted" || v.why === "unconfirmed" ? {
            tone: "warn",
            icon: "question",
            card: true,
            title: qsTr("无法确认密码是否已修改"),
            text: RefusalWords.notChanged(v.why),
            ways: Ways.understood(v)
        } : {
            tone: "warn",
            icon: "question",
            slot: "in",
            title: v.why === "other-card" ? qsTr("这是另一张卡") : v.why === "not-genuine" ? qsTr("此卡未通过核对") : qsTr("暂时无法确认密码是否已修改"),
            text: doubt(v),
            ways: Ways.unchecked(v.why === "unchecked" && v.cardInside)
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
    function costs(v: var): string {
        if (v.purpose === "list")
            return v.staff ? qsTr("再输错，密码就会锁定。\n没有把握请点“返回”，暂不查看其他卡。") : qsTr("再输错，密码就会锁定，要到服务网点解锁。\n没有把握请点“返回”，暂不查看其他卡。")
        return v.staff ? qsTr("再输错，密码就会锁定。\n如不确定，可以请工作人员在这里重置。") : qsTr("再输错，密码就会锁定，要到服务网点解锁。\n如不确定，请先退卡。")
    }
}
