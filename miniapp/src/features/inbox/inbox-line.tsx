import { Text, View } from '@tarojs/components'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { CardLink } from '../../ui/card'
import { Pictogram } from '../../ui/pictogram'

/** Something new has been said; nothing is shown when there is not. */
export function InboxLine({ unread }: { unread: number }) {
  if (unread === 0) return null
  return (
    <CardLink id="open-inbox" label={`有 ${unread} 条新消息`} onTap={() => void open(paths.inbox)}>
      <View className="ui-row-link">
        <Pictogram name="message" />
        <Text className="ui-row-link-words">{`有 ${unread} 条新消息`}</Text>
        <Pictogram name="forward" tone="inkSoft" scale={0.75} />
      </View>
    </CardLink>
  )
}
