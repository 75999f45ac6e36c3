pragma Singleton
import QtQuick
import Kiosk.Model

// Why something was not done, and what to do: a new PIN, a change, a case.
QtObject {
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

    // Why no case is opened, or nothing was unlocked: what the office or the card said, and what to do.
    function refused(id: string, until: string): string {
        if (id === "too-often" && until)
            return qsTr("次数已达上限，%1之后可再办理。\n确有需要，可请发卡机构写明原因后解除。").arg(Words.moment(until))
        const words = {
            "asked": qsTr("正在向发卡机构核对此卡，请稍候再试。"),
            "away": qsTr("暂时无法联系发卡机构，什么都没有改变。请稍后再试。"),
            "card-gone": qsTr("卡已取出，什么都没有改变。请重新插卡办理。"),
            "cut-off": qsTr("读卡中断了，什么都没有改变。请稍后再试。"),
            "card-stopped": qsTr("卡没有应答，什么都没有改变。请取出后重新插入。"),
            "other-card": qsTr("换了另一张卡，什么都没有改变。"),
            "card-refused": qsTr("卡未执行，什么都没有改变。可以再试一次，或换卡。"),
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
            "key-dead": qsTr("卡已不再接受解锁和重置，什么都没有改变。\n此卡需要更换：请持卡人带身份证件到社保服务网点或合作银行网点换卡。"),
            "no-key": qsTr("发卡机构没有此卡的密钥。请联系发卡机构。"),
            "too-often": qsTr("办理次数过多。请稍后再试；确有需要，可请发卡机构解除。")
        }
        return words[id] ?? ""
    }
}
