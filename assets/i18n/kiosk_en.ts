<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Attempts</name>
    <message numerus="yes">
        <source>密码共 %1 次机会，还剩 %n 次</source>
        <translation>
            <numerusform>%n of %1 PIN attempts left</numerusform>
            <numerusform>%n of %1 PIN attempts left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>密码还剩 %n 次机会</source>
        <translation>
            <numerusform>%n PIN attempt left</numerusform>
            <numerusform>%n PIN attempts left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttractScreen</name>
    <message>
        <source>请插入社会保障卡</source>
        <translation>Insert your social security card</translation>
    </message>
    <message>
        <source>芯片朝上，按箭头方向插到底</source>
        <translation>Chip facing up; push it all the way in, following the arrow</translation>
    </message>
    <message>
        <source>插卡后直接修改密码</source>
        <translation>Insert your card to change its PIN</translation>
    </message>
    <message>
        <source>插卡后直接查询状态</source>
        <translation>Insert your card to see its status</translation>
    </message>
    <message>
        <source>也可以先选择，再插卡</source>
        <translation>Or choose first, then insert your card</translation>
    </message>
    <message>
        <source>修改密码</source>
        <translation>Change PIN</translation>
    </message>
    <message>
        <source>查询状态</source>
        <translation>Look up status</translation>
    </message>
    <message>
        <source>怎样解锁</source>
        <translation>How to unlock</translation>
    </message>
</context>
<context>
    <name>CaseScreen</name>
    <message>
        <source>办理解锁或重置</source>
        <translation>Unlock or reset a PIN</translation>
    </message>
    <message>
        <source>办理什么</source>
        <translation>What is to be done</translation>
    </message>
    <message>
        <source>谁来办理</source>
        <translation>Who is here</translation>
    </message>
    <message>
        <source>已核对的证件原件</source>
        <translation>Original documents seen</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Open case</translation>
    </message>
</context>
<context>
    <name>ChangeMessages</name>
    <message>
        <source>社保密码</source>
        <translation>Social security PIN</translation>
    </message>
    <message>
        <source>已修改</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>社保功能</source>
        <translation>Social security function</translation>
    </message>
    <message>
        <source>尚未设置社保密码</source>
        <translation>No PIN set yet</translation>
    </message>
    <message>
        <source>没有收到卡的有效应答</source>
        <translation>The card gave no valid answer</translation>
    </message>
    <message>
        <source>密码未修改</source>
        <translation>Your PIN was not changed</translation>
    </message>
    <message>
        <source>密码不正确，只剩最后一次</source>
        <translation>Wrong PIN. One attempt left</translation>
    </message>
    <message>
        <source>只能再输入一次</source>
        <translation>One attempt left</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>我记得，继续</source>
        <translation>I know it, continue</translation>
    </message>
    <message>
        <source>无法确认密码是否已修改</source>
        <translation>We can&apos;t confirm whether the PIN was changed</translation>
    </message>
    <message>
        <source>这是另一张卡</source>
        <translation>This is a different card</translation>
    </message>
    <message>
        <source>此卡未通过核对</source>
        <translation>This card could not be verified</translation>
    </message>
    <message>
        <source>暂时无法确认密码是否已修改</source>
        <translation>We can&apos;t confirm yet whether the PIN was changed</translation>
    </message>
    <message>
        <source>从现在起请使用新密码。
银行密码没有变。</source>
        <translation>Use the new PIN from now on.
The bank PIN is still the same.</translation>
    </message>
    <message>
        <source>密码已修改，卡已启用</source>
        <translation>PIN changed. Your card is enabled</translation>
    </message>
    <message>
        <source>社保功能已经可以使用。
银行密码没有变。</source>
        <translation>Your social security function can be used now.
The bank PIN is still the same.</translation>
    </message>
    <message>
        <source>已启用</source>
        <translation>Enabled</translation>
    </message>
    <message>
        <source>密码已修改，正在启用</source>
        <translation>PIN changed. Your card is being enabled</translation>
    </message>
    <message>
        <source>新密码已经生效。
正在请发卡机构启用此卡，请稍候。</source>
        <translation>Your new PIN is in effect.
We are asking the issuer to enable your card. One moment.</translation>
    </message>
    <message>
        <source>正在启用</source>
        <translation>Being enabled</translation>
    </message>
    <message>
        <source>密码已修改，卡尚未启用</source>
        <translation>PIN changed. Your card is not enabled yet</translation>
    </message>
    <message>
        <source>新密码已经生效。暂时无法联系发卡机构，
启用信息将自动送达，由其核对。
请过几天带卡来查询，或拨打 12333。</source>
        <translation>Your new PIN is in effect. The issuer can&apos;t be reached right now;
it is notified automatically and will check.
Bring your card again in a few days, or call 12333.</translation>
    </message>
    <message>
        <source>尚未启用</source>
        <translation>Not enabled yet</translation>
    </message>
    <message>
        <source>密码已修改，启用待核对</source>
        <translation>PIN changed. Enabling is being checked</translation>
    </message>
    <message>
        <source>新密码已经生效，卡还需发卡机构核对。
下次带卡来输入新密码即可完成，
也可到服务网点办理。</source>
        <translation>Your new PIN is in effect. The issuer still has to check the card.
Enter your new PIN here at your next visit to complete this,
or go to a service point.</translation>
    </message>
    <message>
        <source>新密码已经生效，卡还需发卡机构核对。
请带身份证到服务网点办理，或拨打 12333。</source>
        <translation>Your new PIN is in effect. The issuer still has to check the card.
Please go to a service point with your ID card, or call 12333.</translation>
    </message>
    <message>
        <source>待核对</source>
        <translation>Being checked</translation>
    </message>
    <message>
        <source>密码已修改，卡未启用</source>
        <translation>PIN changed. Your card is not enabled</translation>
    </message>
    <message>
        <source>新密码已经生效，但此卡无法核对，没有启用。
请带身份证到服务网点办理，或拨打 12333。</source>
        <translation>Your new PIN is in effect. The card was not enabled, because it could not be checked.
Please go to a service point with your ID card, or call 12333.</translation>
    </message>
    <message>
        <source>未启用</source>
        <translation>Not enabled</translation>
    </message>
    <message>
        <source>社保密码已修改</source>
        <translation>Your PIN was changed</translation>
    </message>
    <message>
        <source>如此卡尚未启用，启用信息正在发送。</source>
        <translation>If your card was not yet enabled, we are notifying the issuer.</translation>
    </message>
    <message>
        <source>如此卡尚未启用，启用信息将自动送达发卡机构，由其核对。</source>
        <translation>If your card was not yet enabled, the issuer is notified automatically and will check.</translation>
    </message>
    <message>
        <source>此卡暂时无法核对：如尚未启用，这次修改不会启用它。</source>
        <translation>The card can&apos;t be checked right now: if it was not yet enabled, this change does not enable it.</translation>
    </message>
    <message>
        <source>为保障安全，没有向此卡发送密码。
请把刚才那张卡重新插入；仍不行，请到服务网点办理。</source>
        <translation>To be safe, no PIN was sent to this card.
Please put the card from before in again; if that does not help, go to a service point.</translation>
    </message>
    <message>
        <source>暂时无法核对此卡，没有向它发送密码。
请稍后点“重新核对”。如先离开，
下次请先试新密码；输错会用掉一次机会。</source>
        <translation>This card can&apos;t be checked right now; no PIN was sent to it.
Please touch &quot;Check again&quot; in a moment. If you leave now,
try the new PIN first next time; a wrong one costs an attempt.</translation>
    </message>
    <message>
        <source>请取出卡，把刚才那张卡重新插入，
马上为您核对。</source>
        <translation>Please take this card out and put the one from before in again;
we will check it at once.</translation>
    </message>
    <message>
        <source>请把刚才那张卡重新插入，
马上为您核对。</source>
        <translation>Please put the card from before in again;
we will check it at once.</translation>
    </message>
    <message>
        <source>再输错，密码就会锁定。
没有把握请点“返回”，暂不查看其他卡。</source>
        <translation>One more wrong entry locks the PIN.
If you are unsure, touch &quot;Back&quot;; the other cards can wait.</translation>
    </message>
    <message>
        <source>再输错，密码就会锁定，要到服务网点解锁。
没有把握请点“返回”，暂不查看其他卡。</source>
        <translation>One more wrong entry locks the PIN; only a service point can unlock it.
If you are unsure, touch &quot;Back&quot;; the other cards can wait.</translation>
    </message>
    <message>
        <source>再输错，密码就会锁定。
如不确定，可以请工作人员在这里重置。</source>
        <translation>One more wrong entry locks the PIN.
If you are unsure, staff can reset it right here.</translation>
    </message>
    <message>
        <source>再输错，密码就会锁定，要到服务网点解锁。
如不确定，请先退卡。</source>
        <translation>One more wrong entry locks the PIN;
only a service point can unlock it.
If you are unsure, touch &quot;Return my card&quot; first.</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>%n 秒后结束服务</source>
        <translation>
            <numerusform>Ends in %n second</numerusform>
            <numerusform>Ends in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CounterMessages</name>
    <message>
        <source>正在读操作员卡</source>
        <translation>Reading the operator card</translation>
    </message>
    <message>
        <source>请稍候，不要拔卡。</source>
        <translation>One moment. Please don&apos;t pull the card out.</translation>
    </message>
    <message>
        <source>正在登录</source>
        <translation>Signing in</translation>
    </message>
    <message>
        <source>未能登录</source>
        <translation>Sign-in failed</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>工作人员读卡器未连接</source>
        <translation>Staff reader not connected</translation>
    </message>
    <message>
        <source>已签退</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>请插入操作员卡</source>
        <translation>Insert your operator card</translation>
    </message>
    <message>
        <source>密码未重置</source>
        <translation>The PIN was not reset</translation>
    </message>
    <message>
        <source>密码未解锁</source>
        <translation>The PIN was not unlocked</translation>
    </message>
    <message>
        <source>回执</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>发卡机构</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>已确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>社保密码已重置</source>
        <translation>The PIN was reset</translation>
    </message>
    <message>
        <source>社保密码已解锁</source>
        <translation>Your PIN is unlocked</translation>
    </message>
    <message>
        <source>解锁已登记，待确认</source>
        <translation>Unlock recorded, not yet confirmed</translation>
    </message>
    <message>
        <source>从现在起请使用新密码。
银行密码没有变。</source>
        <translation>Use the new PIN from now on.
The bank PIN is still the same.</translation>
    </message>
    <message>
        <source>卡显示剩余次数已恢复。
密码没有变，仍用原来的社保密码。</source>
        <translation>The card shows that all attempts are back.
The PIN is the one you had before.</translation>
    </message>
    <message>
        <source>密码没有变，剩余次数已恢复。
下次在终端输对密码，即确认解锁。</source>
        <translation>The PIN is the one you had before, and all attempts are back.
The next correct entry at a terminal confirms the unlock.</translation>
    </message>
    <message>
        <source>新密码已经生效，银行密码没有变。
请告知持卡人本人，由其尽快修改。</source>
        <translation>The new PIN is in effect; the bank PIN has not changed.
Tell the cardholder, who should change it soon.</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <source>密码剩余次数</source>
        <translation>PIN attempts left</translation>
    </message>
    <message numerus="yes">
        <source>%n 次</source>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
    <message>
        <source>卡已执行重置，尚未确认</source>
        <translation>The card was reset, not yet confirmed</translation>
    </message>
    <message>
        <source>卡已执行解锁，尚未确认</source>
        <translation>The card was unlocked, not yet confirmed</translation>
    </message>
    <message>
        <source>暂时无法联系发卡机构，结果将自动上报。
请用新密码在终端上试一次；
如不正确，请把卡交回重新办理。</source>
        <translation>The issuer can&apos;t be reached right now and is notified automatically.
Please try the new PIN once at a terminal.
If it is wrong, hand the card in again.</translation>
    </message>
    <message>
        <source>暂时无法联系发卡机构，结果将自动上报。
请用原来的密码在终端上试一次；
如不正确，请把卡交回重新办理。</source>
        <translation>The issuer can&apos;t be reached right now and is notified automatically.
Please try the PIN you had before once at a terminal.
If it is wrong, hand the card in again.</translation>
    </message>
    <message>
        <source>发卡机构未确认这次重置，已登记待查。
请用新密码在终端上试一次；
如不正确，请把卡交回重新办理。</source>
        <translation>The issuer did not confirm this reset; it is on record and will be looked into.
Please try the new PIN once at a terminal.
If it is wrong, hand the card in again.</translation>
    </message>
    <message>
        <source>发卡机构未确认这次解锁，已登记待查。
请用原来的密码在终端上试一次；
如不正确，请把卡交回重新办理。</source>
        <translation>The issuer did not confirm this unlock; it is on record and will be looked into.
Please try the PIN you had before once at a terminal.
If it is wrong, hand the card in again.</translation>
    </message>
    <message>
        <source>无法证明新密码已生效，已如实登记。
请用新密码在终端上试一次；
如不正确，请把卡交回重新办理。</source>
        <translation>Nothing proves that the new PIN is in effect; this is on record.
Please try it once at a terminal.
If it is wrong, hand the card in again.</translation>
    </message>
    <message>
        <source>暂时无法读取剩余次数，已如实登记。
请重新插卡查看。</source>
        <translation>The attempts left can&apos;t be read right now; this is on record.
Please put the card in again to see them.</translation>
    </message>
    <message>
        <source>请取出卡，把刚才那张卡重新插入，
马上为您核对。</source>
        <translation>Please take this card out and put the one from before in again;
we will check it at once.</translation>
    </message>
    <message>
        <source>请把刚才那张卡重新插入，
马上为您核对。</source>
        <translation>Please put the card from before in again;
we will check it at once.</translation>
    </message>
    <message>
        <source>无法确认密码是否已重置</source>
        <translation>We can&apos;t confirm whether the PIN was reset</translation>
    </message>
    <message>
        <source>无法确认密码是否已解锁</source>
        <translation>We can&apos;t confirm whether the PIN was unlocked</translation>
    </message>
    <message>
        <source>这是另一张卡</source>
        <translation>This is a different card</translation>
    </message>
    <message>
        <source>此卡未通过核对</source>
        <translation>This card could not be verified</translation>
    </message>
    <message>
        <source>暂时无法确认密码是否已重置</source>
        <translation>We can&apos;t confirm yet whether the PIN was reset</translation>
    </message>
    <message>
        <source>暂时无法确认密码是否已解锁</source>
        <translation>We can&apos;t confirm yet whether the PIN was unlocked</translation>
    </message>
    <message>
        <source>暂时无法核对此卡，没有向它发送密码。
请稍后点“重新核对”，不用取出卡。</source>
        <translation>This card can&apos;t be checked right now, so no PIN was sent to it.
Please touch &quot;Check again&quot; in a moment; the card can stay in.</translation>
    </message>
</context>
<context>
    <name>Dots</name>
    <message numerus="yes">
        <source>已输入 %n 位</source>
        <translation>
            <numerusform>%n digit entered</numerusform>
            <numerusform>%n digits entered</numerusform>
        </translation>
    </message>
    <message>
        <source>已输入一位</source>
        <translation>Digit entered</translation>
    </message>
    <message>
        <source>已删除一位</source>
        <translation>Digit deleted</translation>
    </message>
</context>
<context>
    <name>Fact</name>
    <message>
        <source>%1：%2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>退卡</source>
        <translation>Return my card</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>重听</source>
        <translation>Repeat</translation>
    </message>
    <message>
        <source>再听一遍</source>
        <translation>Hear it again</translation>
    </message>
    <message>
        <source>音量 %1</source>
        <translation>Volume %1</translation>
    </message>
    <message>
        <source>语速 %1</source>
        <translation>Speed %1</translation>
    </message>
    <message>
        <source>咨询电话 12333</source>
        <translation>Help line 12333</translation>
    </message>
    <message>
        <source>本机没有语音</source>
        <translation>No voice here</translation>
    </message>
    <message>
        <source>签退</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>恢复页面</source>
        <translation>Full page</translation>
    </message>
    <message>
        <source>页面下移</source>
        <translation>Lower page</translation>
    </message>
    <message>
        <source>终端 %1</source>
        <translation>Terminal %1</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>关语音</source>
        <translation>Turn off</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Turn on</translation>
    </message>
    <message>
        <source>本机没有语音播报</source>
        <translation>No voice guidance on this machine</translation>
    </message>
    <message>
        <source>语音：开</source>
        <translation>Voice: on</translation>
    </message>
    <message>
        <source>语音：关</source>
        <translation>Voice: off</translation>
    </message>
    <message>
        <source>语音播报：开。点按关闭</source>
        <translation>Voice: on. Tap to turn off voice guidance</translation>
    </message>
    <message>
        <source>语音播报：关。点按打开</source>
        <translation>Voice: off. Tap to turn on voice guidance</translation>
    </message>
    <message>
        <source>对比：高</source>
        <translation>Contrast: high</translation>
    </message>
    <message>
        <source>对比：标准</source>
        <translation>Contrast: normal</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High</translation>
    </message>
    <message>
        <source>对比：高。点按换成标准</source>
        <translation>Contrast: high. Tap for normal</translation>
    </message>
    <message>
        <source>对比：标准。点按换成高对比</source>
        <translation>Contrast: normal. Tap for high</translation>
    </message>
    <message>
        <source>字号：标准</source>
        <translation>Text: standard</translation>
    </message>
    <message>
        <source>字号：大</source>
        <translation>Text: larger</translation>
    </message>
    <message>
        <source>字号：特大</source>
        <translation>Text: largest</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>特大字</source>
        <translation>Largest</translation>
    </message>
    <message>
        <source>标准字</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>字号：标准。点按换成大字</source>
        <translation>Text size: standard. Tap for larger</translation>
    </message>
    <message>
        <source>字号：大。点按换成特大字</source>
        <translation>Text size: larger. Tap for largest</translation>
    </message>
    <message>
        <source>字号：特大。点按换成标准字</source>
        <translation>Text size: largest. Tap for standard</translation>
    </message>
</context>
<context>
    <name>Leaves</name>
    <message>
        <source>查看更多（%1/%2）</source>
        <translation>Show more (%1/%2)</translation>
    </message>
    <message>
        <source>回到第一页（%1/%2）</source>
        <translation>First page (%1/%2)</translation>
    </message>
</context>
<context>
    <name>MachineWords</name>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>已打印，请取走</source>
        <translation>Printed. Please take it</translation>
    </message>
    <message>
        <source>没有打印机，已存为 PDF</source>
        <translation>No printer: saved as a PDF</translation>
    </message>
    <message>
        <source>暂时无法打印</source>
        <translation>Can&apos;t print right now</translation>
    </message>
    <message>
        <source>卡没有应答，什么都没有修改。可以重新插入再试。</source>
        <translation>The card did not answer. Nothing was changed. You can put it in again and retry.</translation>
    </message>
    <message>
        <source>换了另一张卡，什么都没有修改。可以重新插入再试。</source>
        <translation>This is a different card. Nothing was changed. You can put it in again and retry.</translation>
    </message>
    <message>
        <source>谢谢，再见。</source>
        <translation>Thank you, and goodbye.</translation>
    </message>
    <message>
        <source>读卡服务没有运行</source>
        <translation>The card reader service is not running</translation>
    </message>
    <message>
        <source>本机没有读卡权限</source>
        <translation>No permission to use card readers</translation>
    </message>
    <message>
        <source>读卡服务没有应答</source>
        <translation>The card reader service does not answer</translation>
    </message>
    <message>
        <source>没有找到读卡器</source>
        <translation>No card reader was found</translation>
    </message>
    <message>
        <source>无法分辨该用哪台读卡器</source>
        <translation>It can&apos;t be told which card reader to use</translation>
    </message>
    <message>
        <source>读卡器被占用</source>
        <translation>Another program is using the card reader</translation>
    </message>
    <message>
        <source>卡长时间没有应答</source>
        <translation>The card took too long to answer</translation>
    </message>
    <message>
        <source>终端程序出现故障</source>
        <translation>The terminal&apos;s program failed</translation>
    </message>
    <message>
        <source>读卡器出现故障</source>
        <translation>The card reader failed</translation>
    </message>
</context>
<context>
    <name>MenuScreen</name>
    <message>
        <source>持卡人，您好</source>
        <translation>Hello, cardholder</translation>
    </message>
    <message>
        <source>卡号末四位 %1</source>
        <translation>Card ending in %1</translation>
    </message>
    <message>
        <source>卡号未知</source>
        <translation>Card number not known</translation>
    </message>
    <message>
        <source>请选择要办理的业务</source>
        <translation>What would you like to do?</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>正在修改密码</source>
        <translation>Changing your PIN</translation>
    </message>
    <message>
        <source>正在读卡</source>
        <translation>Reading your card</translation>
    </message>
    <message>
        <source>无法读取此卡</source>
        <translation>This card can&apos;t be read</translation>
    </message>
    <message>
        <source>此卡只有银行功能</source>
        <translation>This is only a bank card</translation>
    </message>
    <message>
        <source>本机不支持此类卡</source>
        <translation>This machine can&apos;t serve this card</translation>
    </message>
    <message>
        <source>请到社保服务网点办理，或拨打 12333。</source>
        <translation>Please go to a service point or call 12333.</translation>
    </message>
    <message>
        <source>在此办理</source>
        <translation>Open a case</translation>
    </message>
    <message>
        <source>社保密码已锁定</source>
        <translation>The PIN is locked</translation>
    </message>
    <message>
        <source>怎样解锁</source>
        <translation>How to unlock</translation>
    </message>
    <message>
        <source>刚才的密码可能用掉了一次机会，
再次插卡时会显示剩余次数。
请使用旁边的机器，或到服务窗口办理。</source>
        <translation>Your PIN entry may have used up one attempt;
you will see how many are left when you put the card in again.
Please use the machine next to this one, or go to the counter.</translation>
    </message>
    <message>
        <source>暂停时间</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>请取出卡，芯片朝上，
按箭头方向重新插入。</source>
        <translation>Please take the card out and push it in again,
chip facing up, following the arrow.</translation>
    </message>
    <message>
        <source>正在解锁</source>
        <translation>Unlocking the PIN</translation>
    </message>
    <message>
        <source>正在重置密码</source>
        <translation>Resetting the PIN</translation>
    </message>
    <message>
        <source>正在登记</source>
        <translation>Recording the case</translation>
    </message>
    <message>
        <source>请稍候，不要拔卡。
如需停止，请点“退卡”。</source>
        <translation>One moment. Please don&apos;t pull the card out.
To stop, touch &quot;Return my card&quot;.</translation>
    </message>
    <message>
        <source>请稍候，不要拔卡。</source>
        <translation>One moment. Please don&apos;t pull the card out.</translation>
    </message>
    <message>
        <source>银行卡业务请到银行办理。
请插入社会保障卡。</source>
        <translation>For bank matters, please ask the bank.
Please put in a social security card.</translation>
    </message>
    <message>
        <source>正在核对您的卡</source>
        <translation>Checking your card</translation>
    </message>
    <message>
        <source>解锁和重置由服务网点的工作人员办理，
本机不能办理。</source>
        <translation>Staff at a service point unlock or reset it.
This machine can&apos;t.</translation>
    </message>
    <message>
        <source>工作人员核对身份后，
就在这里解锁或重置。</source>
        <translation>Staff check your identity,
then unlock or reset it right here.</translation>
    </message>
    <message>
        <source>请取走您的卡</source>
        <translation>Please take your card</translation>
    </message>
    <message>
        <source>卡还在机器里</source>
        <translation>Your card is still in the machine</translation>
    </message>
    <message>
        <source>请取走您的卡。</source>
        <translation>Please take your card.</translation>
    </message>
    <message>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>需要更多时间，请点“继续”。</source>
        <translation>If you need more time, touch &quot;Continue&quot;.</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Out of service</translation>
    </message>
    <message>
        <source>请使用旁边的机器，
或到服务窗口办理。</source>
        <translation>Please use the machine next to this one,
or go to the counter.</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>数字键盘</source>
        <translation>Number pad</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message>
        <source>正在核对，请稍候</source>
        <translation>Checking, one moment</translation>
    </message>
    <message>
        <source>忘记密码</source>
        <translation>Forgot PIN</translation>
    </message>
</context>
<context>
    <name>PinWords</name>
    <message>
        <source>当前密码</source>
        <translation>Current PIN</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>New PIN again</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>不要用生日、连号或重复的数字</source>
        <translation>Don&apos;t use a birth date, a sequence or repeated digits</translation>
    </message>
    <message>
        <source>请输入当前社保密码</source>
        <translation>Enter your current PIN</translation>
    </message>
    <message>
        <source>不是银行取款密码</source>
        <translation>This is not the bank PIN</translation>
    </message>
    <message>
        <source>新卡请输入初始密码，见领卡时的说明
不是银行取款密码</source>
        <translation>On a new card, the PIN that cards are issued with: see the papers you got with it
Not your bank PIN</translation>
    </message>
    <message numerus="yes">
        <source>密码不正确，还可以输入 %n 次</source>
        <translation>
            <numerusform>Wrong PIN. %n attempt left</numerusform>
            <numerusform>Wrong PIN. %n attempts left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>还可以输入 %n 次</source>
        <translation>
            <numerusform>%n attempt left</numerusform>
            <numerusform>%n attempts left</numerusform>
        </translation>
    </message>
    <message>
        <source>请%1再输入一次新密码</source>
        <translation>%1: enter the new PIN again</translation>
    </message>
    <message>
        <source>请%1再输入一次</source>
        <translation>%1: enter it again</translation>
    </message>
    <message>
        <source>请%1输入新的社保密码</source>
        <translation>%1: enter a new PIN</translation>
    </message>
    <message>
        <source>请输入社保密码</source>
        <translation>Enter your social security PIN</translation>
    </message>
    <message>
        <source>验证密码后显示您的其他卡</source>
        <translation>Enter your PIN to see your other cards</translation>
    </message>
    <message>
        <source>此卡暂时无法核对 · 不是银行取款密码</source>
        <translation>This card can&apos;t be checked right now · Not the bank PIN</translation>
    </message>
    <message>
        <source>本机无法核对此卡 · 不是银行取款密码</source>
        <translation>This machine can&apos;t check this card · Not the bank PIN</translation>
    </message>
    <message>
        <source>请输入新的社保密码</source>
        <translation>Enter your new PIN</translation>
    </message>
    <message>
        <source>六位数字，请记牢</source>
        <translation>Six digits you can remember</translation>
    </message>
    <message>
        <source>请再输入一次新密码</source>
        <translation>Enter the new PIN again</translation>
    </message>
    <message>
        <source>请输入刚才的六位数字</source>
        <translation>Enter the same six digits</translation>
    </message>
    <message>
        <source>确认修改</source>
        <translation>Change PIN</translation>
    </message>
    <message>
        <source>用来确认重置是否成功</source>
        <translation>This confirms whether the reset worked</translation>
    </message>
    <message numerus="yes">
        <source>如不正确，会用掉一次；还可以输入 %n 次</source>
        <translation>
            <numerusform>If it is wrong, an attempt is used up; %n attempt left</numerusform>
            <numerusform>If it is wrong, an attempt is used up; %n attempts left</numerusform>
        </translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>请您本人输入，工作人员只看到圆点</source>
        <translation>Enter it yourself; staff see dots only</translation>
    </message>
    <message>
        <source>代持卡人设置，工作人员只看到圆点</source>
        <translation>For the cardholder; staff see dots only</translation>
    </message>
    <message>
        <source>确认重置</source>
        <translation>Reset PIN</translation>
    </message>
    <message>
        <source>请输入操作员卡密码</source>
        <translation>Enter the operator card&apos;s PIN</translation>
    </message>
    <message>
        <source>工作人员登录</source>
        <translation>Staff sign-in</translation>
    </message>
    <message>
        <source>密码不正确</source>
        <translation>Wrong PIN</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Provinces</name>
    <message>
        <source>北京</source>
        <translation>Beijing</translation>
    </message>
    <message>
        <source>天津</source>
        <translation>Tianjin</translation>
    </message>
    <message>
        <source>河北</source>
        <translation>Hebei</translation>
    </message>
    <message>
        <source>山西</source>
        <translation>Shanxi</translation>
    </message>
    <message>
        <source>内蒙古</source>
        <translation>Inner Mongolia</translation>
    </message>
    <message>
        <source>辽宁</source>
        <translation>Liaoning</translation>
    </message>
    <message>
        <source>吉林</source>
        <translation>Jilin</translation>
    </message>
    <message>
        <source>黑龙江</source>
        <translation>Heilongjiang</translation>
    </message>
    <message>
        <source>上海</source>
        <translation>Shanghai</translation>
    </message>
    <message>
        <source>江苏</source>
        <translation>Jiangsu</translation>
    </message>
    <message>
        <source>浙江</source>
        <translation>Zhejiang</translation>
    </message>
    <message>
        <source>安徽</source>
        <translation>Anhui</translation>
    </message>
    <message>
        <source>福建</source>
        <translation>Fujian</translation>
    </message>
    <message>
        <source>江西</source>
        <translation>Jiangxi</translation>
    </message>
    <message>
        <source>山东</source>
        <translation>Shandong</translation>
    </message>
    <message>
        <source>河南</source>
        <translation>Henan</translation>
    </message>
    <message>
        <source>湖北</source>
        <translation>Hubei</translation>
    </message>
    <message>
        <source>湖南</source>
        <translation>Hunan</translation>
    </message>
    <message>
        <source>广东</source>
        <translation>Guangdong</translation>
    </message>
    <message>
        <source>广西</source>
        <translation>Guangxi</translation>
    </message>
    <message>
        <source>海南</source>
        <translation>Hainan</translation>
    </message>
    <message>
        <source>重庆</source>
        <translation>Chongqing</translation>
    </message>
    <message>
        <source>四川</source>
        <translation>Sichuan</translation>
    </message>
    <message>
        <source>贵州</source>
        <translation>Guizhou</translation>
    </message>
    <message>
        <source>云南</source>
        <translation>Yunnan</translation>
    </message>
    <message>
        <source>西藏</source>
        <translation>Xizang</translation>
    </message>
    <message>
        <source>陕西</source>
        <translation>Shaanxi</translation>
    </message>
    <message>
        <source>甘肃</source>
        <translation>Gansu</translation>
    </message>
    <message>
        <source>青海</source>
        <translation>Qinghai</translation>
    </message>
    <message>
        <source>宁夏</source>
        <translation>Ningxia</translation>
    </message>
    <message>
        <source>新疆</source>
        <translation>Xinjiang</translation>
    </message>
</context>
<context>
    <name>RefusalWords</name>
    <message>
        <source>这是发卡时的初始密码</source>
        <translation>This is a PIN that cards are issued with.</translation>
    </message>
    <message>
        <source>与当前密码相同</source>
        <translation>This is your current PIN.</translation>
    </message>
    <message>
        <source>六位数字全部相同</source>
        <translation>All six digits are the same.</translation>
    </message>
    <message>
        <source>数字依次连续</source>
        <translation>The digits follow one another.</translation>
    </message>
    <message>
        <source>数字有规律地重复</source>
        <translation>The digits repeat.</translation>
    </message>
    <message>
        <source>是社会保障号码的一部分</source>
        <translation>It is part of your social security number.</translation>
    </message>
    <message>
        <source>是您的出生日期</source>
        <translation>It is your birth date.</translation>
    </message>
    <message>
        <source>是卡号的一部分</source>
        <translation>It is part of your card number.</translation>
    </message>
    <message>
        <source>两次输入不一致</source>
        <translation>The two new PINs differ.</translation>
    </message>
    <message>
        <source>%1，请重新输入</source>
        <translation>%1 Please enter them again.</translation>
    </message>
    <message>
        <source>%1，请换一个</source>
        <translation>%1 Please choose another.</translation>
    </message>
    <message>
        <source>此卡尚未设置社保密码，没有可以修改的密码。工作人员核对身份后，可以在这里设置。</source>
        <translation>No PIN is set on this card yet, so there is none to change. Once staff have checked your identity, you can set one right here.</translation>
    </message>
    <message>
        <source>此卡尚未设置社保密码，没有可以修改的密码。请带身份证到服务网点设置。</source>
        <translation>No PIN is set on this card yet, so there is none to change. Please take your ID card to a service point to set one.</translation>
    </message>
    <message>
        <source>卡没有给出剩余次数，没有向卡发送密码。
请到服务网点办理。</source>
        <translation>The card did not say how many attempts are left, so no PIN was sent to it.
Please go to a service point.</translation>
    </message>
    <message>
        <source>修改未成功。请到服务网点办理。</source>
        <translation>The card rejected the change. Please go to a service point.</translation>
    </message>
    <message>
        <source>修改前卡已取出，当前密码仍然有效。</source>
        <translation>The card was taken out before the change. Your current PIN is still in effect.</translation>
    </message>
    <message>
        <source>修改前读卡中断，当前密码仍然有效。</source>
        <translation>The card could not be read before the change. Your current PIN is still in effect.</translation>
    </message>
    <message>
        <source>换了另一张卡，没有修改任何密码。</source>
        <translation>This is a different card. No PIN was changed.</translation>
    </message>
    <message>
        <source>原来的密码仍然有效，可以再改一次。</source>
        <translation>Your old PIN is still in effect. You can try again.</translation>
    </message>
    <message>
        <source>刚才的密码可能用掉了一次机会。
重新插卡后，可以看到剩余次数。</source>
        <translation>Your PIN entry may have used up one attempt.
Put the card in again to see how many are left.</translation>
    </message>
    <message>
        <source>读卡中断，当前密码仍然有效，但可能用掉了一次机会。
重新插卡后，可以看到剩余次数。</source>
        <translation>The card could not be read. Your current PIN is still in effect, but one attempt may have been used up.
Put the card in again to see how many are left.</translation>
    </message>
    <message>
        <source>密码不正确，还剩 %1 次机会。</source>
        <translation>Wrong PIN. %1 attempts left.</translation>
    </message>
    <message>
        <source>密码不正确，还剩 1 次机会。
再输错，密码就会锁定。</source>
        <translation>Wrong PIN. 1 attempt left.
One more wrong entry locks the PIN.</translation>
    </message>
    <message>
        <source>密码不正确，还剩 1 次机会。
再输错，密码就会锁定，要到服务网点解锁。</source>
        <translation>Wrong PIN. 1 attempt left.
One more wrong entry locks the PIN; only a service point can unlock it.</translation>
    </message>
    <message>
        <source>社保密码已锁定。
请带卡和身份证到服务网点，解锁或重置。</source>
        <translation>The PIN is locked.
Please take the card and your ID card to a service point to have it unlocked or reset.</translation>
    </message>
    <message>
        <source>请先试新密码，如不正确，再试原密码。
输错会用掉一次机会，输对后次数恢复；也可到服务网点办理。</source>
        <translation>Please try the new PIN first; if it is wrong, try the old one.
A wrong PIN costs an attempt, a right one brings all of them back. You can also go to a service point.</translation>
    </message>
    <message>
        <source>卡没有证明新密码已生效，这不是您的问题。
请带卡到服务网点核对；急用时请先试新密码，输错会用掉一次机会。</source>
        <translation>The card did not prove that the new PIN is in effect; this is not your fault.
Please take it to a service point for a check. If you need it now, try the new PIN first; a wrong one costs an attempt.</translation>
    </message>
    <message>
        <source>卡的答复前后不一致，刚才用掉了一次机会。
请不要再试，带卡到服务网点办理。</source>
        <translation>The card&apos;s answers do not agree, and one attempt was used up.
Please don&apos;t try again: take the card to a service point.</translation>
    </message>
    <message>
        <source>次数已达上限，%1之后可再办理。
确有需要，可请发卡机构写明原因后解除。</source>
        <translation>The limit is reached; please try again after %1.
If need be, ask the issuer to lift it with a reason.</translation>
    </message>
    <message>
        <source>正在向发卡机构核对此卡，请稍候再试。</source>
        <translation>The issuer is still being asked about this card. Please try again in a moment.</translation>
    </message>
    <message>
        <source>暂时无法联系发卡机构，什么都没有改变。请稍后再试。</source>
        <translation>The issuer can&apos;t be reached right now. Nothing was changed. Please try again later.</translation>
    </message>
    <message>
        <source>卡已取出，什么都没有改变。请重新插卡办理。</source>
        <translation>The card was taken out. Nothing was changed. Please put it in again.</translation>
    </message>
    <message>
        <source>读卡中断了，什么都没有改变。请稍后再试。</source>
        <translation>The card could not be read. Nothing was changed. Please try again later.</translation>
    </message>
    <message>
        <source>卡没有应答，什么都没有改变。请取出后重新插入。</source>
        <translation>The card did not answer. Nothing was changed. Please take it out and put it in again.</translation>
    </message>
    <message>
        <source>换了另一张卡，什么都没有改变。</source>
        <translation>This is a different card. Nothing was changed.</translation>
    </message>
    <message>
        <source>卡未执行，什么都没有改变。可以再试一次，或换卡。</source>
        <translation>The card rejected it. Nothing was changed. You can try again, or replace the card.</translation>
    </message>
    <message>
        <source>发卡机构的答复无效，什么都没有改变。请联系发卡机构。</source>
        <translation>The issuer&apos;s answer is not valid. Nothing was changed. Please contact the issuer.</translation>
    </message>
    <message>
        <source>已核对剩余次数，卡没有变化。
可以重新办理。</source>
        <translation>The attempts left show that nothing was changed.
You can start again.</translation>
    </message>
    <message>
        <source>无法确认是否办理成功，已登记待查。必要时请重新办理。</source>
        <translation>We can&apos;t confirm whether this was done; it is on record and will be looked into. Please start again if need be.</translation>
    </message>
    <message>
        <source>卡未接受新密码，核对用掉了一次机会，已登记待查。必要时请重新办理。</source>
        <translation>The card rejected the new PIN; one attempt was used up. This is on record and will be looked into. Please start again if need be.</translation>
    </message>
    <message>
        <source>操作员卡未通过核对，没有开始办理。请取出操作员卡，重新插入并登录。</source>
        <translation>The operator card could not be verified, and no case was opened. Please take it out, put it in again and sign in.</translation>
    </message>
    <message>
        <source>密码没有锁定，不需要解锁。如忘记密码，请选“重置”。</source>
        <translation>The PIN is not locked, so there is nothing to unlock. If it was forgotten, choose &quot;Reset&quot;.</translation>
    </message>
    <message>
        <source>此卡尚未设置社保密码。请选“重置”，由持卡人设置。</source>
        <translation>No PIN is set on this card yet. Choose &quot;Reset&quot;: the cardholder then sets one.</translation>
    </message>
    <message>
        <source>发卡机构未批准，什么都没有改变。请联系发卡机构。</source>
        <translation>The issuer refused. Nothing was changed. Please contact the issuer.</translation>
    </message>
    <message>
        <source>此卡未通过真伪核对，无法办理。请上报发卡机构。</source>
        <translation>This card could not be confirmed as genuine, so this can&apos;t be done. Please report it to the issuer.</translation>
    </message>
    <message>
        <source>登记系统中没有此卡。请联系发卡机构。</source>
        <translation>The registry has no such card. Please contact the issuer.</translation>
    </message>
    <message>
        <source>按此卡的登记状态，当前无法办理。请返回查询状态。</source>
        <translation>This card&apos;s registered status does not allow this now. Please go back and look up the status.</translation>
    </message>
    <message>
        <source>办理人不符合规定。未成年人由监护人办理。</source>
        <translation>This person is not entitled to do this. For a minor, the guardian does it.</translation>
    </message>
    <message>
        <source>证件不齐。请核对所需的全部证件。</source>
        <translation>Documents are missing. Please check all that are required.</translation>
    </message>
    <message>
        <source>登录已失效。请签退后重新登录。</source>
        <translation>Your sign-in is no longer valid. Please sign out and sign in again.</translation>
    </message>
    <message>
        <source>本次办理已失效。请返回后重新开始。</source>
        <translation>This case is no longer valid. Please go back and start again.</translation>
    </message>
    <message>
        <source>此卡尚未通过真伪核对。请取出卡，重新插入。</source>
        <translation>This card is not confirmed as genuine yet. Please take it out and put it in again.</translation>
    </message>
    <message>
        <source>卡已不再接受解锁和重置，什么都没有改变。
此卡需要更换：请持卡人带身份证件到社保服务网点或合作银行网点换卡。</source>
        <translation>The card no longer accepts an unlock or a reset; nothing was changed.
This card has to be replaced: the cardholder takes an identity document to a service point or a branch of the card&apos;s bank.</translation>
    </message>
    <message>
        <source>发卡机构没有此卡的密钥。请联系发卡机构。</source>
        <translation>The issuer has no keys for this card. Please contact the issuer.</translation>
    </message>
    <message>
        <source>办理次数过多。请稍后再试；确有需要，可请发卡机构解除。</source>
        <translation>There were too many cases. Please try again later; if need be, ask the issuer to lift the limit.</translation>
    </message>
</context>
<context>
    <name>StaffWords</name>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>重置</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>密码不变，次数恢复</source>
        <translation>Same PIN, all attempts back</translation>
    </message>
    <message>
        <source>持卡人本人</source>
        <translation>The cardholder</translation>
    </message>
    <message>
        <source>他人代办</source>
        <translation>Somebody on their behalf</translation>
    </message>
    <message>
        <source>未成年人的监护人</source>
        <translation>The guardian of a minor</translation>
    </message>
    <message>
        <source>前来办理的人设新密码</source>
        <translation>Whoever comes sets a new PIN</translation>
    </message>
    <message>
        <source>持卡人</source>
        <translation>Cardholder</translation>
    </message>
    <message>
        <source>代办人</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>监护人</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>持卡人身份证件</source>
        <translation>Cardholder&apos;s identity document</translation>
    </message>
    <message>
        <source>代办人身份证件</source>
        <translation>Proxy&apos;s identity document</translation>
    </message>
    <message>
        <source>监护人身份证件</source>
        <translation>Guardian&apos;s identity document</translation>
    </message>
    <message>
        <source>户口簿（持卡人页）</source>
        <translation>Household register, cardholder&apos;s page</translation>
    </message>
    <message>
        <source>插入工作人员一侧的读卡器，
登录后为持卡人服务。</source>
        <translation>Use the reader on the staff side,
and sign in to serve cardholders.</translation>
    </message>
    <message>
        <source>操作员卡已取出，已自动签退。</source>
        <translation>The operator card was taken out; you were signed out.</translation>
    </message>
    <message>
        <source>%1 分钟没有操作，已自动签退。</source>
        <translation>No activity for %1 minutes; you were signed out.</translation>
    </message>
    <message>
        <source>登录时间已满，请重新登录。</source>
        <translation>Your sign-in time is over. Please sign in again.</translation>
    </message>
    <message>
        <source>发卡机构已结束本次登录：可能已在别处登录，或操作员卡已挂失。
请重新登录，或联系网点负责人。</source>
        <translation>The issuer ended this sign-in: you may have signed in elsewhere, or the operator card was reported lost.
Please sign in again, or ask your supervisor.</translation>
    </message>
    <message>
        <source>请取走操作员卡。再次登录时，重新插入。</source>
        <translation>Please take your operator card. To sign in again, put it back in.</translation>
    </message>
    <message>
        <source>这不是本网点有效的操作员卡。
请换卡，或联系网点负责人。</source>
        <translation>This operator card is not valid here.
Please use another, or ask your supervisor.</translation>
    </message>
    <message>
        <source>未能确认操作员卡的密码，暂时无法登录。
请重新插卡再试；仍不行，请联系网点负责人换卡。</source>
        <translation>The operator card&apos;s PIN could not be confirmed, so you can&apos;t sign in for now.
Please put the card in again; if that does not help, ask your supervisor for another.</translation>
    </message>
    <message>
        <source>等待时间过长，本次核对已失效。
请取出操作员卡，重新插入。</source>
        <translation>This took too long, and the check is no longer valid.
Please take the operator card out and put it in again.</translation>
    </message>
    <message>
        <source>次数已达上限，%1之后可再登录。
请联系网点负责人。</source>
        <translation>The limit is reached; you can sign in again after %1.
Please ask your supervisor.</translation>
    </message>
    <message>
        <source>次数已达上限。
请稍后再试，或联系网点负责人。</source>
        <translation>The limit is reached. Please try again later,
or ask your supervisor.</translation>
    </message>
    <message>
        <source>登录未通过发卡机构验证。
请联系网点负责人。</source>
        <translation>The issuer did not confirm this sign-in.
Please ask your supervisor.</translation>
    </message>
    <message>
        <source>暂时无法联系发卡机构。
请稍后重新插卡。</source>
        <translation>The issuer can&apos;t be reached right now.
Please put the card in again later.</translation>
    </message>
    <message>
        <source>操作员卡的密码已锁定。
请联系网点负责人。</source>
        <translation>The operator card&apos;s PIN is locked.
Please ask your supervisor.</translation>
    </message>
    <message>
        <source>操作员卡已过有效期。
请联系网点负责人换卡。</source>
        <translation>The operator card has expired.
Please ask your supervisor for a new one.</translation>
    </message>
    <message>
        <source>操作员卡没有应答。
请取出后重新插入。</source>
        <translation>The operator card did not answer.
Please take it out and put it in again.</translation>
    </message>
    <message>
        <source>操作员卡没有有效应答，刚才的密码可能用掉了一次机会。
请重新插卡，会显示剩余次数。</source>
        <translation>The operator card gave no valid answer; the PIN entry may have used up one attempt.
Please put it in again to see how many are left.</translation>
    </message>
    <message>
        <source>设置中的名称对应不止一台读卡器。
请联系维护人员。</source>
        <translation>The name in the settings fits more than one card reader.
Please call maintenance.</translation>
    </message>
    <message>
        <source>请检查连线。
接好后再插入操作员卡。</source>
        <translation>Please check its cable,
then insert your operator card.</translation>
    </message>
    <message>
        <source>刚才的密码可能用掉了一次机会。请检查连线，
接好后再插入操作员卡，会显示剩余次数。</source>
        <translation>The PIN entry may have used up one attempt. Please check the reader&apos;s cable,
then insert your operator card to see how many are left.</translation>
    </message>
</context>
<context>
    <name>StandingScreen</name>
    <message>
        <source>卡的状态</source>
        <translation>Card status</translation>
    </message>
    <message>
        <source>卡号末四位</source>
        <translation>Card ending in</translation>
    </message>
    <message>
        <source>卡的真伪</source>
        <translation>Authenticity</translation>
    </message>
    <message>
        <source>未知</source>
        <translation>Not known</translation>
    </message>
    <message>
        <source>登记状态</source>
        <translation>Registered status</translation>
    </message>
    <message>
        <source>%1，不能修改密码</source>
        <translation>%1: the PIN can&apos;t be changed</translation>
    </message>
    <message>
        <source>输入密码，看其他卡</source>
        <translation>See other cards</translation>
    </message>
    <message>
        <source>社保密码</source>
        <translation>Social security PIN</translation>
    </message>
    <message>
        <source>有效期至</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>电子社保卡</source>
        <translation>Electronic card</translation>
    </message>
    <message>
        <source>金融功能</source>
        <translation>Bank function</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>第 %1 步，共 %2 步，当前步骤：%3</source>
        <translation>Step %1 of %2, current: %3</translation>
    </message>
</context>
<context>
    <name>Title</name>
    <message>
        <source>社会保障卡自助服务</source>
        <translation>Social security card service</translation>
    </message>
    <message>
        <source>社会保障卡服务</source>
        <translation>Social security card service</translation>
    </message>
</context>
<context>
    <name>UnlockScreen</name>
    <message>
        <source>正在打印办理单，请稍候</source>
        <translation>Printing the slip. One moment.</translation>
    </message>
    <message>
        <source>办理单已打印，请取走</source>
        <translation>The slip is printed. Please take it.</translation>
    </message>
    <message>
        <source>本机没有打印机，办理单已保存为 PDF</source>
        <translation>No printer: the slip is saved as a PDF</translation>
    </message>
    <message>
        <source>暂时无法打印，请扫码或记下网点地址</source>
        <translation>Can&apos;t print right now. Please scan the code, or note the address.</translation>
    </message>
    <message>
        <source>请带上社会保障卡，还有</source>
        <translation>Bring the social security card, and</translation>
    </message>
    <message>
        <source>就在这里解锁或重置</source>
        <translation>Unlock or reset right here</translation>
    </message>
    <message>
        <source>请把证件交给工作人员核对。</source>
        <translation>Please hand your documents to the staff for a check.</translation>
    </message>
    <message>
        <source>最近的网点</source>
        <translation>Nearest service points</translation>
    </message>
    <message>
        <source>网点信息二维码</source>
        <translation>QR code of the service points</translation>
    </message>
    <message>
        <source>扫码保存网点地址和所需材料</source>
        <translation>Scan to keep places and documents</translation>
    </message>
    <message>
        <source>打印办理单</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <source>在此办理</source>
        <translation>Open a case</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>办理其他业务</source>
        <translation>More services</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>返回菜单</source>
        <translation>Back to menu</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>直接结束</source>
        <translation>End now</translation>
    </message>
    <message>
        <source>重新核对</source>
        <translation>Check again</translation>
    </message>
</context>
<context>
    <name>Whose</name>
    <message>
        <source>持卡人</source>
        <translation>Cardholder</translation>
    </message>
    <message>
        <source>卡号末四位 %1</source>
        <translation>Card ending in %1</translation>
    </message>
    <message>
        <source>卡号未知</source>
        <translation>Card number not known</translation>
    </message>
    <message>
        <source>尚未设置社保密码</source>
        <translation>No PIN set yet</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message numerus="yes">
        <source>还剩 %n 次</source>
        <translation>
            <numerusform>%n attempt left</numerusform>
            <numerusform>%n attempts left</numerusform>
        </translation>
    </message>
    <message>
        <source>次数未知</source>
        <translation>Attempts not known</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>密码已锁定</source>
        <translation>The PIN is locked</translation>
    </message>
    <message numerus="yes">
        <source>密码还可以输入 %n 次</source>
        <translation>
            <numerusform>%n PIN attempt left</numerusform>
            <numerusform>%n PIN attempts left</numerusform>
        </translation>
    </message>
    <message>
        <source>未知</source>
        <translation>Attempts not known</translation>
    </message>
    <message>
        <source>%1 年 %2 月 %3 日</source>
        <translation>%1-%2-%3</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>In order</translation>
    </message>
    <message>
        <source>已挂失</source>
        <translation>Reported lost</translation>
    </message>
    <message>
        <source>临时挂失</source>
        <translation>Temporarily reported lost</translation>
    </message>
    <message>
        <source>已注销</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>正在查询</source>
        <translation>Being looked up</translation>
    </message>
    <message>
        <source>本机无法查询</source>
        <translation>Not available here</translation>
    </message>
    <message>
        <source>登记正常，但卡已过有效期。</source>
        <translation>Its record is in order, but the card has expired.</translation>
    </message>
    <message>
        <source>社保功能可以使用。</source>
        <translation>The social security function can be used.</translation>
    </message>
    <message>
        <source>已正式挂失，社保功能停用。</source>
        <translation>Formally reported lost; the social security function is stopped.</translation>
    </message>
    <message>
        <source>发卡机构停用了社保功能。</source>
        <translation>The issuer has stopped the social security function.</translation>
    </message>
    <message>
        <source>暂停使用，%1之后自动恢复。</source>
        <translation>Suspended; use resumes automatically after %1.</translation>
    </message>
    <message>
        <source>暂停使用，到期自动恢复。</source>
        <translation>Suspended; use resumes automatically when this ends.</translation>
    </message>
    <message>
        <source>此卡已注销。</source>
        <translation>This card is cancelled.</translation>
    </message>
    <message>
        <source>（已过期）</source>
        <translation> (expired)</translation>
    </message>
    <message>
        <source>（可以换卡）</source>
        <translation> (can be renewed)</translation>
    </message>
    <message>
        <source>正在核对</source>
        <translation>Being checked</translation>
    </message>
    <message>
        <source>未通过核对</source>
        <translation>Not confirmed</translation>
    </message>
    <message>
        <source>稍后可以核对</source>
        <translation>Can be checked later</translation>
    </message>
    <message>
        <source>本机无法核对</source>
        <translation>Can&apos;t be checked here</translation>
    </message>
    <message>
        <source>已激活，至 %1</source>
        <translation>Active until %1</translation>
    </message>
    <message>
        <source>已激活</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>未激活</source>
        <translation>Not activated</translation>
    </message>
    <message>
        <source>暂时无法查询</source>
        <translation>Unavailable right now</translation>
    </message>
    <message>
        <source>社保功能尚未启用。</source>
        <translation>The social security function is not enabled yet.</translation>
    </message>
    <message>
        <source>金融功能已到期</source>
        <translation>Bank function has expired</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>输入密码后显示</source>
        <translation>Shown after your PIN</translation>
    </message>
    <message>
        <source>此卡不支持查询</source>
        <translation>Not available for this card</translation>
    </message>
    <message>
        <source>%1之后可查</source>
        <translation>Available after %1</translation>
    </message>
    <message>
        <source>您的其他卡</source>
        <translation>Your other cards</translation>
    </message>
    <message>
        <source>修改密码</source>
        <translation>Change PIN</translation>
    </message>
    <message>
        <source>怎样恢复使用</source>
        <translation>How to use it again</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>修改密码，即可启用</source>
        <translation>Changing its PIN enables it</translation>
    </message>
    <message>
        <source>与实体卡一致</source>
        <translation>Same as the physical card</translation>
    </message>
    <message>
        <source>可以使用</source>
        <translation>Can be used</translation>
    </message>
    <message>
        <source>本人授权后可用</source>
        <translation>Can be used once you authorise it</translation>
    </message>
    <message>
        <source>不能使用</source>
        <translation>Can&apos;t be used</translation>
    </message>
    <message>
        <source>此卡已注销，不能再用。卡上的银行账户请到银行柜台销户。</source>
        <translation>This card is cancelled and can&apos;t be used any more. Please close its bank account at the bank&apos;s counter.</translation>
    </message>
    <message>
        <source>此卡已挂失。请带身份证到社保服务网点或银行网点补卡。</source>
        <translation>This card is reported lost. Please take your ID card to a service point or the bank to replace it.</translation>
    </message>
    <message>
        <source>此卡临时挂失，到期自动解除。可到服务网点提前解除或正式挂失。</source>
        <translation>This card is temporarily reported lost; this ends automatically. A service point can lift it earlier, or report the loss formally.</translation>
    </message>
    <message>
        <source>发卡机构锁定了此卡的社保功能。请带身份证到服务网点咨询。</source>
        <translation>The issuer has locked this card&apos;s social security function. Please take your ID card to a service point and ask.</translation>
    </message>
    <message>
        <source>社保密码已锁定。请带身份证到服务网点解锁或重置，自助机不能办理。</source>
        <translation>The PIN is locked. Please take your ID card to a service point to have it unlocked or reset; this machine can&apos;t.</translation>
    </message>
    <message>
        <source>社保密码已锁定。工作人员核对身份后，可以在这里解锁或重置。</source>
        <translation>The PIN is locked. Once staff have checked your identity, it can be unlocked or reset right here.</translation>
    </message>
    <message>
        <source>社保密码剩余次数不多。一次输对后，次数会恢复。</source>
        <translation>Few PIN attempts are left. One right entry brings all of them back.</translation>
    </message>
    <message>
        <source>此卡尚未设置社保密码。工作人员核对身份后，可以在这里设置。</source>
        <translation>No PIN is set on this card yet. Once staff have checked your identity, you can set one right here.</translation>
    </message>
    <message>
        <source>此卡尚未设置社保密码。请带身份证到服务网点设置。</source>
        <translation>No PIN is set on this card yet. Please take your ID card to a service point to set one.</translation>
    </message>
    <message>
        <source>此卡尚未启用，参保缴费不受影响。修改密码即可启用，改过的请再改一次；也可到服务网点或拨打 12333。</source>
        <translation>This card is not enabled yet; your contributions are unaffected. Change the PIN to enable it (once more if you did before), go to a service point or call 12333.</translation>
    </message>
    <message>
        <source>此卡已过有效期。请到服务网点或网上申请换卡。</source>
        <translation>This card has expired. Please apply for a new one at a service point or online.</translation>
    </message>
    <message>
        <source>无法读取此卡的有效期。请拨打 12333 或到服务网点查询。</source>
        <translation>The expiry date can&apos;t be read from this card. Please call 12333 or ask at a service point.</translation>
    </message>
    <message>
        <source>此卡即将到期，已经可以到服务网点或网上申请换卡。</source>
        <translation>This card expires soon. You can already apply for a new one, at a service point or online.</translation>
    </message>
    <message>
        <source>本机未连接发卡机构，无法核对此卡；尚未启用的卡，改密后也不会启用。请拨打 12333 或到服务网点查询。</source>
        <translation>This machine is not connected to an issuer and can&apos;t check this card; a card that is not enabled yet stays so when its PIN is changed. Please call 12333 or ask at a service point.</translation>
    </message>
    <message>
        <source>此卡未通过真伪核对。为保障您的密码安全，本机无法为它修改密码。请到服务网点咨询。</source>
        <translation>This card could not be confirmed as genuine. To keep your PIN safe, it can&apos;t be changed at this machine. Please ask at a service point.</translation>
    </message>
    <message>
        <source>此卡没有应答真伪核对。为保障您的密码安全，本机暂不受理。请取出后重新插入；仍不行，请到服务网点咨询。</source>
        <translation>This card did not answer the check that it is genuine. To keep your PIN safe, this machine can&apos;t serve it for now. Please take it out and put it in again; if that does not help, ask at a service point.</translation>
    </message>
    <message>
        <source>暂时无法核对此卡的真伪。密码仍可修改，但不会因此启用此卡。</source>
        <translation>Whether this card is genuine can&apos;t be checked right now. You can still change its PIN; this will not enable the card.</translation>
    </message>
    <message>
        <source>您有不止一张卡。不再用的卡请到服务网点注销，卡上的银行账户到银行柜台销户。</source>
        <translation>You have more than one card. Please cancel those you no longer use at a service point, and close their accounts at the bank&apos;s counter.</translation>
    </message>
    <message>
        <source>此卡正常，可以使用。</source>
        <translation>This card is in order and can be used.</translation>
    </message>
    <message>
        <source>尚未设置社保密码</source>
        <translation>No PIN set yet</translation>
    </message>
    <message>
        <source>未启用（封存）</source>
        <translation>Not enabled (sealed)</translation>
    </message>
    <message>
        <source>社保功能已锁定</source>
        <translation>Social security function locked</translation>
    </message>
    <message>
        <source>无登记记录</source>
        <translation>No record</translation>
    </message>
    <message>
        <source>登记正常，但社保密码已锁定。</source>
        <translation>On record as in order, but the PIN is locked.</translation>
    </message>
    <message>
        <source>尚未核对</source>
        <translation>Not checked yet</translation>
    </message>
    <message>
        <source>已通过核对</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>卡没有应答</source>
        <translation>The card did not answer</translation>
    </message>
    <message>
        <source>暂时无法核对</source>
        <translation>Can&apos;t be checked right now</translation>
    </message>
    <message>
        <source>设置密码后可查</source>
        <translation>Shown once a PIN is set</translation>
    </message>
    <message>
        <source>密码解锁后可查</source>
        <translation>Shown once the PIN is unlocked</translation>
    </message>
    <message>
        <source>启用新卡</source>
        <translation>Enable my new card</translation>
    </message>
    <message>
        <source>怎样设置密码</source>
        <translation>How to set a PIN</translation>
    </message>
    <message>
        <source>怎样补换卡</source>
        <translation>How to replace it</translation>
    </message>
    <message>
        <source>怎样换卡</source>
        <translation>How to renew</translation>
    </message>
    <message>
        <source>需要换卡</source>
        <translation>To be replaced</translation>
    </message>
    <message>
        <source>密码仅剩一次机会</source>
        <translation>One PIN attempt left</translation>
    </message>
    <message>
        <source>密码剩余次数不多</source>
        <translation>Few PIN attempts left</translation>
    </message>
    <message>
        <source>即将到期</source>
        <translation>Expires soon</translation>
    </message>
    <message>
        <source>有效期未知</source>
        <translation>Expiry date unknown</translation>
    </message>
    <message>
        <source>到服务网点解锁或重置</source>
        <translation>Unlock or reset at a service point</translation>
    </message>
    <message>
        <source>到服务网点设置密码</source>
        <translation>Set a PIN at a service point</translation>
    </message>
    <message>
        <source>到服务网点补换卡</source>
        <translation>Replace the card at a service point</translation>
    </message>
    <message>
        <source>到服务网点恢复使用</source>
        <translation>Use the card again: go to a service point</translation>
    </message>
    <message>
        <source>到服务网点换新卡</source>
        <translation>Renew the card at a service point</translation>
    </message>
    <message>
        <source>核对身份后在此办理</source>
        <translation>Right here, once identified</translation>
    </message>
    <message>
        <source>到服务网点办理</source>
        <translation>At a service point</translation>
    </message>
    <message>
        <source>需要当前密码</source>
        <translation>Current PIN needed</translation>
    </message>
    <message>
        <source>查询状态</source>
        <translation>Look up status</translation>
    </message>
    <message>
        <source>卡的状态与有效期</source>
        <translation>Status and expiry date</translation>
    </message>
    <message>
        <source>解锁与重置</source>
        <translation>Unlock or reset</translation>
    </message>
    <message>
        <source>设置密码</source>
        <translation>Set a PIN</translation>
    </message>
    <message>
        <source>补换卡</source>
        <translation>Replace my card</translation>
    </message>
    <message>
        <source>怎样办理，去哪里办</source>
        <translation>How, and where to go</translation>
    </message>
    <message>
        <source>恢复使用</source>
        <translation>Use my card again</translation>
    </message>
    <message>
        <source>换新卡</source>
        <translation>Renew my card</translation>
    </message>
    <message>
        <source>%1，不能办理</source>
        <translation>%1: not possible</translation>
    </message>
    <message>
        <source>社保密码已锁定，此卡也已无法解锁或重置，需要换卡。请告知持卡人带身份证件到社保服务网点或合作银行网点换卡。</source>
        <translation>The PIN is locked and can&apos;t be unlocked or reset any more: this card has to be replaced. Tell the cardholder to take an identity document to a service point or a branch of the card&apos;s bank.</translation>
    </message>
    <message>
        <source>社保密码已锁定，此卡也已无法解锁或重置，需要换卡。请带身份证件到社保服务网点或合作银行网点换卡。</source>
        <translation>The PIN is locked and can&apos;t be unlocked or reset any more: this card has to be replaced. Take an identity document to a service point or a branch of the card&apos;s bank.</translation>
    </message>
    <message>
        <source>社保密码只能再输一次，输错即锁定。如不确定，可以请工作人员在这里重置。</source>
        <translation>One PIN attempt is left; a wrong entry locks the PIN. If you are unsure, staff can reset it right here.</translation>
    </message>
    <message>
        <source>社保密码只能再输一次，输错即锁定。如不确定，请到服务网点重置。</source>
        <translation>One PIN attempt is left; a wrong entry locks the PIN. If you are unsure, have it reset at a service point.</translation>
    </message>
    <message>
        <source>没有此卡的登记记录。请拨打 12333 或到服务网点查询。</source>
        <translation>There is no record of this card. Please call 12333 or ask at a service point.</translation>
    </message>
    <message>
        <source>近期查询较多，%1之后可再查询此卡的状态。</source>
        <translation>There were many enquiries lately. This card&apos;s status can be looked up again after %1.</translation>
    </message>
    <message>
        <source>暂时无法查询此卡的状态。请稍后再查，或拨打 12333。</source>
        <translation>This card&apos;s status is unavailable right now. Please try again later, or call 12333.</translation>
    </message>
    <message>
        <source>近期查询较多，暂时无法核对此卡。为保障您的密码安全，请在%1之后再试。</source>
        <translation>There were many enquiries lately, so this card can&apos;t be checked right now. To keep your PIN safe, please try again after %1.</translation>
    </message>
    <message>
        <source>暂时无法核对此卡。为保障您的密码安全，请稍后再试。</source>
        <translation>This card can&apos;t be checked right now. To keep your PIN safe, please try again later.</translation>
    </message>
    <message>
        <source>近期查询较多，%1之后可再核对此卡的真伪。</source>
        <translation>There were too many requests. Whether this card is genuine can be checked again after %1.</translation>
    </message>
    <message>
        <source>暂时无法核对此卡的真伪。</source>
        <translation>Whether this card is genuine can&apos;t be checked right now.</translation>
    </message>
    <message>
        <source>近期查询较多，%1之后可再核对此卡的真伪。密码仍可修改，但不会因此启用此卡。</source>
        <translation>There were many enquiries lately. Whether this card is genuine can be checked again after %1. You can still change its PIN; this will not enable the card.</translation>
    </message>
    <message>
        <source>金融功能未激活。请带身份证和卡到卡上银行的任一网点激活。</source>
        <translation>The bank function is not activated. Please take your ID card and this card to any branch of its bank.</translation>
    </message>
    <message>
        <source>金融功能已到期，取款和网银会停用，社保和就医不受影响。请到银行网点办理。</source>
        <translation>The bank function has expired: cash withdrawal and online banking stop; social security and medical care are unaffected. Please go to a branch of the bank.</translation>
    </message>
    <message numerus="yes">
        <source>%n 张</source>
        <translation>
            <numerusform>%n card</numerusform>
            <numerusform>%n cards</numerusform>
        </translation>
    </message>
    <message>
        <source>尾号 %1</source>
        <translation>Ending in %1</translation>
    </message>
    <message>
        <source>%1，尾号 %2</source>
        <translation>%1, ending in %2</translation>
    </message>
    <message>
        <source>解锁指引</source>
        <translation>Unlock help</translation>
    </message>
    <message>
        <source>在此办理</source>
        <translation>Open a case</translation>
    </message>
</context>
</TS>
