import { Text, View } from '@tarojs/components'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import { WechatPhoneButton } from '../../ui/wechat-phone-button'
import { confirmWords } from './sign.text'
import type { Confirming } from './use-confirm'

/** Shows that it is they: what was sent, and where it is typed. */
export function ConfirmStep({ why = confirmWords.why, sent, code, type, send, sending, codeError, problem, phoneMasked }: Confirming & { why?: string }) {
  return (
    <Card id="confirm-here">
      <View className="ui-stack">
        <View className="ui-soft">{why}</View>
        {sent === null ? (
          <View className="ceremony-phone">{phoneMasked ?? ''}</View>
        ) : (
          <>
            <Notice id="code-sent" tone="confirmed">{confirmWords.sentTo(sent.phoneMasked)}</Notice>
            {sent.demoCode !== null && (
              <View id="demo-code" className="ui-between">
                <Text>{confirmWords.demo(sent.demoCode)}</Text>
                <Button id="fill-code" label={confirmWords.fill} kind="secondary" small onTap={() => type(sent.demoCode ?? '')} />
              </View>
            )}
            <View className="ceremony-code">
              <NumberField id="code" label={confirmWords.field} value={code} onChange={type} error={codeError} />
            </View>
            <Button id="code-again" label={confirmWords.again} kind="quiet" small busy={sending} onTap={() => void send()} />
          </>
        )}
        {sent === null && codeError && <Notice id="code-problem" tone="refused">{codeError}</Notice>}
        {problem && <Notice id="send-problem" tone="refused">{problem.message}</Notice>}
      </View>
    </Card>
  )
}

/** The buttons of that step: one after the other, the message and then the signature; in WeChat its own number does as well. */
export function ConfirmButtons({ sent, send, sending, phoneMasked, byCode, byWechat, busy, label = confirmWords.sign, busyLabel = '正在签…' }: Confirming & { busy: boolean; label?: string; busyLabel?: string }) {
  return (
    <>
      {sent === null ? (
        <Button id="send-code" label={confirmWords.toPhone(phoneMasked)} busy={sending} busyLabel="正在发…" onTap={() => void send()} />
      ) : (
        <Button id="sign-submit" label={label} busy={busy} busyLabel={busyLabel} onTap={byCode} />
      )}
      <WechatPhoneButton id="sign-by-wechat" label={confirmWords.byWechat} disabled={busy || sending} onCode={byWechat} />
    </>
  )
}
