import { Text, View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import type { MyJob } from '@market/shared/jobs/jobs.contract'
import { tradeIcon } from '@market/shared/words/lists'
import { moment } from '@market/shared/words/show'
import { Card, CardHead, Why } from '../../ui/card'
import { Button } from '../../ui/button'
import { FillBar } from '../../ui/fill-bar'
import { Tag, type TagTone } from '../../ui/tag'
import { confirmWords } from '../supervision/supervision.text'
import { fillParts, fillWords, type FillCounts } from './employer-fill'
import { waitingWords } from './employer-home.text'
import { jobStateTag } from './employer-jobs.text'
import './employer-jobs.scss'

type Props = {
  mine: MyJob
  /** Those on it, where they have been read: then the card says what each waits for. */
  people: readonly Application[] | null
  now: number
  onOpen: (jobId: string) => void
}

/** One of the employer's jobs with how far its places have come. */
export function EmployerJobCard({ mine: { job, counts, confirmDue, confirmedUntil }, people, now, onOpen }: Props) {
  const fill = { headcount: job.headcount, ...counts }
  const waiting = counts.waitingForMe
  const waits = people ? waitingWords(people) : ''
  return (
    <Card id={`my-job-${job.id}`}>
      <CardHead
        title={job.title}
        pictogram={tradeIcon(job.trade)}
        under={`${moment(job.startsAt, now)} 开工`}
      />
      <EmployerFill fill={fill} state={jobStateTag(job, now)} />
      {confirmDue && confirmedUntil !== null && <Why>{confirmWords(confirmedUntil, now)}</Why>}
      {waits !== '' && <Why>{`轮到您：${waits}`}</Why>}
      <View className="ui-card-action">
        <Button
          id={`open-${job.id}`}
          label={confirmDue ? '还招吗？去点一下' : waiting > 0 ? `去办 · ${waiting} 人` : job.status === 'open' ? '看人' : '看看'}
          kind={confirmDue || waiting > 0 ? 'main' : 'secondary'}
          small
          onTap={() => onOpen(job.id)}
        />
      </View>
    </Card>
  )
}

/** `要 8 人` and how the job stands at the left, how far it has come at the right, and the same as a bar. */
export function EmployerFill({ fill, state }: { fill: FillCounts; state: { word: string; tone: TagTone } }) {
  const words = fillWords(fill)
  return (
    <View className="employer-fill">
      <View className="employer-fill-words">
        <View className="employer-fill-state">
          <Text>{`要 ${fill.headcount} 人`}</Text>
          <Tag tone={state.tone}>{state.word}</Tag>
        </View>
        <Text className="employer-fill-count">{words}</Text>
      </View>
      <FillBar parts={fillParts(fill)} whole={fill.headcount} label={`要 ${fill.headcount} 人，${words}`} />
    </View>
  )
}
