pragma Singleton
import QtQuick

// The ways on that several messages have, as `Footed` takes them.
QtObject {
    readonly property var take: ({
            intent: "end"
        })
    readonly property var back: ({
            intent: "back"
        })

    function on(text: string): var {
        return {
            text: text,
            intent: "on"
        }
    }

    // Of what has ended: the card back, or something else with it.
    function done(v: var): var {
        return v.cardInside ? [take, on(qsTr("办理其他业务"))] : [on(qsTr("完成"))]
    }

    // Of what came to nothing.
    function understood(v: var): var {
        return v.cardInside ? [take, on(qsTr("返回菜单"))] : [on(qsTr("知道了"))]
    }

    // Of a card that is to be put back, so that it tells what became of it; `again` where it can be asked at once.
    function unchecked(again: bool): var {
        const end = {
            text: qsTr("直接结束"),
            intent: "end"
        }
        return again ? [end, on(qsTr("重新核对"))] : [end]
    }
}
