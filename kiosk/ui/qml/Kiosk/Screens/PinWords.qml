pragma Singleton
import QtQuick
import Kiosk.Model

// The words of every screen with a PIN pad: whose PIN is asked for, and how far it has got.
QtObject {
    readonly property var change: [qsTr("当前密码"), qsTr("新密码"), qsTr("再输一次")]
    readonly property var reset: [qsTr("新密码"), qsTr("再输一次")]

    function of(screen: string, v: var): var {
        // words are looked up anew when it changes
        const language = Terminal.language
        const m = table(screen, v)
        return {
            steps: m.steps ?? [],
            step: m.step ?? 0,
            title: m.title,
            hint: m.hint,
            message: m.message ?? "",
            loud: m.loud ?? false,
            // the attempts that are left
            counted: m.counted ?? false,
            confirm: m.confirm ?? qsTr("下一步"),
            leave: m.leave ?? "",
            back: m.back ?? false,
            forgot: m.forgot ?? false
        }
    }

    function table(screen: string, v: var): var {
        const poor = qsTr("不要用生日、连号或重复的数字")
        switch (screen) {
        case "pin-present":
        case "pin-wrong":
            {
                const wrong = screen === "pin-wrong"
                const list = v.purpose === "list"
                // then the current PIN may be the one that it came with
                const fresh = v.standing === "sealed" && !list
                return {
                    back: true,
                    forgot: true,
                    steps: list ? [] : change,
                    step: 0,
                    title: list ? qsTr("请输入社保密码") : qsTr("请输入当前社保密码"),
                    hint: fresh ? qsTr("新卡请输入初始密码，见领卡时的说明\n不是银行取款密码") : list ? qsTr("验证密码后显示您的其他卡") : v.genuine === "not-here" ? qsTr("本机无法核对此卡 · 不是银行取款密码") : Words.unchecked(v) ? qsTr("此卡暂时无法核对 · 不是银行取款密码") : qsTr("不是银行取款密码"),
                    loud: wrong || v.triesLeft === 1,
                    counted: true,
                    message: wrong ? qsTr("密码不正确，还可以输入 %n 次", "", v.triesLeft) : qsTr("还可以输入 %n 次", "", v.triesLeft)
                }
            }
        case "pin-new":
        case "pin-refused":
            {
                const refused = screen === "pin-refused"
                return {
                    back: true,
                    steps: change,
                    step: 1,
                    title: qsTr("请输入新的社保密码"),
                    hint: qsTr("六位数字，请记牢"),
                    loud: refused,
                    message: refused ? RefusalWords.refusals(v.refusals) : poor
                }
            }
        case "pin-again":
            return {
                back: true,
                steps: change,
                step: 2,
                title: qsTr("请再输入一次新密码"),
                hint: qsTr("六位数字，请记牢"),
                message: qsTr("请输入刚才的六位数字"),
                confirm: qsTr("确认修改")
            }
        case "reset-pin":
            {
                const again = v.stage === "again", refused = v.stage === "refused"
                // nobody is spoken to who is not there
                const came = StaffWords.keysIn(v.who ?? "holder")
                if (v.stage === "confirm")
                    return {
                        title: qsTr("请%1再输入一次新密码").arg(came),
                        hint: qsTr("用来确认重置是否成功"),
                        loud: true,
                        message: qsTr("如不正确，会用掉一次；还可以输入 %n 次", "", v.triesLeft),
                        confirm: qsTr("确认")
                    }
                return {
                    back: true,
                    steps: reset,
                    step: again ? 1 : 0,
                    title: again ? qsTr("请%1再输入一次").arg(came) : qsTr("请%1输入新的社保密码").arg(came),
                    hint: (v.who ?? "holder") === "holder" ? qsTr("请您本人输入，工作人员只看到圆点") : qsTr("代持卡人设置，工作人员只看到圆点"),
                    loud: refused,
                    message: refused ? RefusalWords.refusals(v.refusals) : again ? qsTr("请输入刚才的六位数字") : poor,
                    confirm: again ? qsTr("确认重置") : undefined
                }
            }
        // staff-sign-in
        default:
            {
                const left = v.triesLeft >= 0 ? qsTr("还可以输入 %n 次", "", v.triesLeft) : ""
                return {
                    title: qsTr("请输入操作员卡密码"),
                    hint: qsTr("工作人员登录"),
                    loud: v.wrong || v.triesLeft === 1,
                    message: !v.wrong ? left : left === "" ? qsTr("密码不正确") : qsTr("密码不正确，还可以输入 %n 次", "", v.triesLeft),
                    confirm: qsTr("登录"),
                    leave: qsTr("取消")
                }
            }
        }
    }
}
