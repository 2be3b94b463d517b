import { View } from '@tarojs/components'
import type { Part } from '@market/shared/endpoint'
import type { InboxMessage } from '@market/shared/inbox/inbox.contract'
import { age } from '@market/shared/words/show'
import { employerPaths } from '../../employer/paths'
import { open, type PageParams } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'

/** The page a message is about, as this part of the app shows it; null where there is none. */
export function aboutPage({ kind, applicationId, jobId }: InboxMessage, part: Part): { path: string; params: PageParams } | null {
  if (kind.startsWith('work_licence.')) return { path: paths.licences, params: {} }
  if (/^(verification|licence)\./.test(kind)) return { path: paths.identity, params: {} }
  if (kind.startsWith('crew.')) return { path: paths.crew, params: {} }
  if (kind.startsWith('transfer.')) return { path: paths.transfer, params: {} }
  if (kind === 'scan.to_review') return { path: staffPaths.queue, params: {} }
  if (part === 'employer') return jobId ? { path: employerPaths.job, params: { jobId } } : null
  if (applicationId) return { path: paths.application, params: { applicationId } }
  return jobId ? { path: paths.job, params: { jobId } } : null
}

type Props = { messages: readonly InboxMessage[]; isNew: (message: InboxMessage) => boolean; part: Part; now: number }

export function InboxView({ messages, isNew, part, now }: Props) {
  if (messages.length === 0) return <EmptyState id="no-messages" pictogram="message" title="还没有消息" words="有人签字、确认工时、付工钱，都会在这里告诉您" />
  return (
    <>
      {messages.map((message) => {
        const about = aboutPage(message, part)
        return (
          <Card key={message.id} id={`message-${message.id}`}>
            <CardHead title={message.title} under={age(message.createdAt, now)} beside={isNew(message) ? <Tag>新的</Tag> : undefined} />
            <View className="ui-job-body ui-stack">
              <View>{message.body}</View>
              {about && <Button id={`message-${message.id}-open`} label="去看看" kind="secondary" small onTap={() => void open(about.path, about.params)} />}
            </View>
          </Card>
        )
      })}
    </>
  )
}
