import { View } from '@tarojs/components'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { MenuLine } from '../../ui/menu-line'
import { Notice } from '../../ui/notice'
import { askedWords, askLabel, leastLeft } from './push.text'
import { usePush } from './use-push'

/**
 * 有合适的活告诉我, one tap: in WeChat it asks for a message, as WeChat asks at no other time; elsewhere it leads to where one
 * chooses how often, for there the messages come in the app.
 */
export function TellMe() {
  const { reading, canAsk, busy, problem, asked, ask } = usePush()
  const { value } = reading
  if (value === null) return null
  if (!canAsk || value.mostPerDay === 0) {
    const under = value.mostPerDay === 0 ? '现在没有开，点这里打开' : `写在“消息”里，一天最多 ${value.mostPerDay} 次`
    return <MenuLine id="tell-me" label="有合适的活告诉我" under={under} pictogram="message" onTap={() => void open(paths.push)} />
  }
  // Whoever has just said yes to a part is not asked for the rest at once.
  const saidYes = asked === 'accepted' || asked === 'only_offers'
  return (
    <View className="ui-stack">
      {leastLeft(value) === 0 && !saidYes && <Button id="tell-me" label={askLabel(value)} kind="secondary" pictogram="message" busy={busy} onTap={() => void ask()} />}
      {problem && <Notice id="tell-me-problem" tone="refused">{problem}</Notice>}
      {asked && <Notice id="tell-me-answer" tone={saidYes ? 'confirmed' : 'plain'}>{askedWords[asked]}</Notice>}
    </View>
  )
}
