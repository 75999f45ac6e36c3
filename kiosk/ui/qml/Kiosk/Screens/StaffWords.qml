pragma Singleton
import QtQuick

// Ids of what staff does and sees become words.
QtObject {
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
            "reset": qsTr("前来办理的人设新密码")
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

    // Who keys in the new PIN of a reset: whoever came.
    function keysIn(who: string): string {
        const words = {
            "holder": qsTr("持卡人"),
            "proxy": qsTr("代办人"),
            "guardian": qsTr("监护人")
        }
        return words[who] ?? ""
    }

    function document(id: string): string {
        const words = {
            "holder-id": qsTr("持卡人身份证件"),
            "proxy-id": qsTr("代办人身份证件"),
            "guardian-id": qsTr("监护人身份证件"),
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
            return until !== "" ? qsTr("次数已达上限，%1之后可再登录。\n请联系网点负责人。").arg(Words.moment(until)) : qsTr("次数已达上限。\n请稍后再试，或联系网点负责人。")
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
}
