import { View } from '@tarojs/components'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { MenuLine } from '../../ui/menu-line'
import { Notice } from '../../ui/notice'
import { askedWords } from './push.text'
import { usePush } from './use-push'

/**
 * 有合适的活告诉我, one tap: in WeChat it asks for a message, as WeChat asks at no other time; elsewhere it leads to where one
 * chooses how often, for there the messages come in the app.
 */
export function TellMe() {
  const { reading, canAsk, busy, asked, ask } = usePush()
  const { value } = reading
  if (value === null) return null
  const left = value.templates.find(({ template }) => template === 'new_job')?.left ?? 0
  if (!canAsk || value.mostPerDay === 0) {
    const under = value.mostPerDay === 0 ? '现在没有开，点这里打开' : `写在“消息”里，一天最多 ${value.mostPerDay} 次`
    return <MenuLine id="tell-me" label="有合适的活告诉我" under={under} pictogram="message" onTap={() => void open(paths.push)} />
  }
  return (
    <View className="ui-stack">
      {left === 0 && <Button id="tell-me" label="有合适的活告诉我" kind="secondary" pictogram="message" busy={busy} onTap={() => void ask()} />}
      {asked && <Notice id="tell-me-answer" tone={asked === 'accepted' ? 'confirmed' : 'plain'}>{askedWords[asked]}</Notice>}
    </View>
  )
}
