import { Text, View } from '@tarojs/components'
import type { Dispatch, DispatchJob, DispatchPerson, PlacedPerson, UnplacedPerson } from '@market/shared/dispatch/dispatch.contract'
import { answerWords } from '@market/shared/dispatch/dispatch.rules'
import { payUnitWords, settleTimeWords } from '@market/shared/words/lists'
import { minute } from '@market/shared/words/time'
import { spoken } from '../../platform/spoken'
import { Card, CardHead } from '../../ui/card'
import { due } from '../../ui/due-clock'
import { Fold } from '../../ui/fold'
import { Pay } from '../../ui/pay'
import { Tag } from '../../ui/tag'
import { Tap } from '../../ui/tap'
import { useNow } from '../../ui/use-now'
import { answerTones, fillTone, fillWords, jobUnder, personName, personUnder } from './dispatch.text'
import './dispatch.scss'

type OnPerson = (person: DispatchPerson) => void

/** From here on the clock of an answer is amber. */
const soonMs = 2 * minute

/** The jobs with the people proposed for them or asked; those nobody goes to are there for whoever wants to put somebody there. */
export function DispatchJobs({ dispatch: { jobs }, onPerson }: { dispatch: Pick<Dispatch, 'jobs'>; onPerson?: OnPerson }) {
  const now = useNow(10_000)
  const filled = jobs.filter(({ people }) => people.length > 0)
  const empty = jobs.filter(({ people }) => people.length === 0)
  return (
    <>
      {filled.map((one) => (
        <JobCard key={one.job.id} one={one} now={now} onPerson={onPerson} />
      ))}
      {empty.length > 0 && (
        <Fold id="empty-jobs" show={`看 ${empty.length} 个还没派人的活`} hide="收起没派人的活">
          <View className="ui-stack">
            {empty.map((one) => (
              <JobCard key={one.job.id} one={one} now={now} onPerson={onPerson} />
            ))}
          </View>
        </Fold>
      )}
    </>
  )
}

function JobCard({ one, now, onPerson }: { one: DispatchJob; now: number; onPerson: OnPerson | undefined }) {
  const { job, people } = one
  return (
    <Card id={`dispatch-job-${job.id}`}>
      <View className="ui-stack">
        <View>
          <Pay fen={job.payFen} per={payUnitWords[job.payUnit]} rest={settleTimeWords[job.settleWhen]} />
          <CardHead title={job.title} under={jobUnder(job, now)} beside={<Tag tone={fillTone(one)}>{fillWords(one)}</Tag>} />
        </View>
        {people.length > 0 && (
          <View className="dispatch-people">
            {people.map((person) => (
              <Placed key={person.personId} person={person} now={now} onPerson={onPerson} />
            ))}
          </View>
        )}
      </View>
    </Card>
  )
}

function Placed({ person, now, onPerson }: { person: PlacedPerson; now: number; onPerson: OnPerson | undefined }) {
  const { answer, offerUntil, notAsked } = person
  if (answer === null) return <Chip person={person} onPerson={onPerson} />
  const clock = offerUntil === null ? null : due(offerUntil, now, soonMs)
  return (
    <View id={`answer-${person.number}`} className="dispatch-answer" {...spoken({ label: [personName(person), answerWords[answer], notAsked, clock?.words].filter(Boolean).join('，') })}>
      <Name person={person} />
      <Tag tone={answerTones[answer]}>{answerWords[answer]}</Tag>
      {clock && <Text className={clock.tone === 'plain' ? 'ui-soft' : 'dispatch-soon'}>{clock.words}</Text>}
      {notAsked && <Text className="ui-soft">{notAsked}</Text>}
    </View>
  )
}

/** Somebody as a chip with number, masked name and crew; tapped it offers other jobs. */
function Chip({ person, onPerson }: { person: DispatchPerson; onPerson: OnPerson | undefined }) {
  if (!onPerson) {
    return (
      <View id={`person-${person.number}`} className="ui-person-chip">
        <Name person={person} />
      </View>
    )
  }
  return (
    <Tap id={`person-${person.number}`} className="ui-person-chip" label={[personName(person), person.crew?.name, '换一个活'].filter(Boolean).join('，')} onTap={() => onPerson(person)}>
      <Name person={person} />
    </Tap>
  )
}

const Name = ({ person }: { person: DispatchPerson }) => (
  <>
    <Text className="dispatch-name">{personName(person)}</Text>
    {person.crew && <Text className="dispatch-crew">{person.crew.name}</Text>}
  </>
)

/** Who has no place this round, and why. */
export function UnplacedPeople({ people, onPerson }: { people: readonly UnplacedPerson[]; onPerson?: OnPerson }) {
  const now = useNow()
  if (people.length === 0) return null
  return (
    <>
      <View className="ui-section" {...spoken({ role: 'heading' })}>
        {`这一轮没有活 · ${people.length} 人`}
      </View>
      {people.map((person) => (
        <Card key={person.personId} id={`unplaced-${person.number}`} tight>
          <View className="ui-stack">
            <Chip person={person} onPerson={onPerson} />
            <View className="ui-soft">{personUnder(person, now)}</View>
            <View>{person.why}</View>
          </View>
        </Card>
      ))}
    </>
  )
}
