import { Button, Text } from '@tarojs/components'
import { insideWeChat } from '../platform/host'

type Props = {
  id: string
  label: string
  disabled: boolean
  /** Gets WeChat's code for the number; null when the person said no, or WeChat has none. */
  onCode: (code: string | null) => void
}

/** Asks WeChat for the phone number it holds: only a button of its own may, and in a browser there is none. */
export function WechatPhoneButton({ id, label, disabled, onCode }: Props) {
  if (!insideWeChat) return null
  return (
    <Button
      id={id}
      className="ui-button ui-button-secondary ui-button-plain"
      openType="getPhoneNumber"
      disabled={disabled}
      hoverClass="ui-pressed"
      onGetPhoneNumber={({ detail }) => onCode(detail.code ? detail.code : null)}
    >
      <Text className="ui-button-label">{label}</Text>
    </Button>
  )
}
