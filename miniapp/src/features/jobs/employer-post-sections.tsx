import { View } from '@tarojs/components'
import { workedMinutes } from '@market/shared/jobs/jobs.rules'
import {
  hirings, hiringWords, payUnits, payUnitWords, perks, perkWords, settleTimes, settleTimeWords, settleWays, settleWayWords, tradeName, trades, type Hiring,
} from '@market/shared/words/lists'
import { maskPhone } from '@market/shared/words/mask'
import { day, marketDay } from '@market/shared/words/time'
import { dayWord, stretch, workTime } from '@market/shared/words/show'
import { useState, type ReactNode } from 'react'
import { ChoiceGrid } from '../../ui/choices'
import { ListPicker, LongTextField, PhoneField, TextField, TimePicker } from '../../ui/fields'
import { FoldedPart } from '../../ui/folded-part'
import { Stepper } from '../../ui/stepper'
import { perksWords, settleWords } from './employer-jobs.text'
import { neededWords } from '../identity/work-licences.text'
import type { EmployerPostProps } from './employer-post'
import { switchUnit } from './employer-post-form'
import { wrongIn, type Section } from './employer-post-problems'

const breakStep = 30
const longestBreak = 240

const titles: Record<Section, string> = { what: '干什么活', where: '在哪儿干', when: '收工和休息', hiring: '怎么招', settle: '怎么结账，管什么', contact: '找谁' }

/** Everything else clause (八) asks for: filled from the card, folded, and open to be changed on the same page. */
export function EmployerPostSections(props: EmployerPostProps) {
  const { form, problems, openSections, onToggle } = props
  const part = (section: Section, summary: string, fields: ReactNode) => (
    <FoldedPart
      id={`section-${section}`}
      title={titles[section]}
      summary={summary}
      open={openSections.has(section)}
      wrong={wrongIn(section, problems)}
      onToggle={() => onToggle(section)}
    >
      {fields}
    </FoldedPart>
  )
  return (
    <>
      {part('what', `${tradeName(form.trade)} · ${form.description || '还没写'}`, <What {...props} />)}
      {part('where', form.address || '还没写', <Where {...props} />)}
      {part('when', whenWords(props), <When {...props} />)}
      {part('hiring', hiringWords[form.hiring], <HowToHire {...props} />)}
      {part('settle', `按${payUnitWords[form.payUnit]}算 · ${settleWords(form)} · ${perksWords(form.perks)}`, <Settle {...props} />)}
      {part('contact', `${form.contactName || '还没写'} ${form.contactPhone ? maskPhone(form.contactPhone) : ''}`, <Contact {...props} />)}
    </>
  )
}

const whenWords = ({ draft, form, now }: EmployerPostProps): string =>
  `${stretch(draft.startsAt, draft.endsAt, now)} · ${form.breakMinutes > 0 ? `休息 ${workTime(form.breakMinutes)}` : '中间不休息'}`

/** Whom the law lets do it is said while the trade is chosen. */
function licenceHint(trade: string): { hint?: string } {
  const words = neededWords(trade)
  return words === null ? {} : { hint: `${words}。没有证的人报不了名` }
}

function What({ form, problems, onChange, onLeave }: EmployerPostProps) {
  return (
    <>
      <ListPicker
        id="trade"
        label="工种"
        words={trades.map(({ name }) => name)}
        chosen={trades.findIndex(({ code }) => code === form.trade)}
        onChoose={(index) => onChange({ trade: trades[index]?.code ?? form.trade })}
        error={problems.trade ?? null}
        {...licenceHint(form.trade)}
      />
      <TextField id="title" label="招什么工" maxLength={40} value={form.title} onChange={(title) => onChange({ title })} onLeave={() => onLeave('title')} error={problems.title ?? null} />
      <LongTextField
        id="description"
        label="干什么活"
        hint="比如：卸白菜、土豆，每袋 25 公斤"
        maxLength={500}
        value={form.description}
        onChange={(description) => onChange({ description })}
        onLeave={() => onLeave('description')}
        error={problems.description ?? null}
      />
      <LongTextField
        id="requirements"
        label="有什么要求"
        hint="没有就空着。不能限男女、民族、户口，也不能收押金"
        value={form.requirements}
        onChange={(requirements) => onChange({ requirements })}
        onLeave={() => onLeave('requirements')}
        error={problems.requirements ?? null}
      />
    </>
  )
}

function Where({ form, problems, onChange, onLeave }: EmployerPostProps) {
  return (
    <LongTextField
      id="address"
      label="在哪儿干活"
      hint="写到门口、几号库，让工人找得到"
      maxLength={100}
      value={form.address}
      // The place on the map belongs to the address it came with.
      onChange={(address) => onChange({ address, place: null })}
      onLeave={() => onLeave('address')}
      error={problems.address ?? null}
    />
  )
}

function When({ form, draft, now, problems, onChange }: EmployerPostProps) {
  const rest = (breakMinutes: number) => (breakMinutes >= 0 && breakMinutes <= longestBreak ? () => onChange({ breakMinutes }) : null)
  return (
    <>
      <StartDay chosen={form.day} now={now} onChoose={(startDay) => onChange({ day: startDay })} />
      <TimePicker
        id="end"
        label="几点收工"
        mode="time"
        value={form.end}
        hint={`共干 ${workTime(Math.max(0, workedMinutes(draft)))}`}
        onChoose={(end) => onChange({ end })}
        error={problems.endsAt ?? null}
      />
      <Stepper
        id="break"
        label="中间休息（不算工时）"
        lessLabel="少休息半小时"
        moreLabel="多休息半小时"
        onLess={rest(form.breakMinutes - breakStep)}
        onMore={rest(form.breakMinutes + breakStep)}
        error={problems.breakMinutes ?? null}
      >
        <View id="break">{form.breakMinutes > 0 ? workTime(form.breakMinutes) : '不休息'}</View>
      </Stepper>
    </>
  )
}

/** The next three days by name; any other by its date. */
function StartDay({ chosen, now, onChoose }: { chosen: string; now: number; onChoose: (day: string) => void }) {
  const [other, setOther] = useState(false)
  const near = [0, 1, 2].map((days) => ({ value: marketDay(now + days * day), label: dayWord(now + days * day, now) }))
  const isOther = other || !near.some(({ value }) => value === chosen)
  return (
    <>
      <ChoiceGrid
        id="day"
        label="哪天开工"
        choices={[...near, { value: 'other', label: '别的日子' }]}
        chosen={[isOther ? 'other' : chosen]}
        onChange={([value]) => {
          setOther(value === 'other')
          if (value && value !== 'other') onChoose(value)
        }}
      />
      {isOther && <TimePicker id="date" label="哪一天" mode="date" value={chosen} from={marketDay(now)} onChoose={onChoose} />}
    </>
  )
}

const hiringHints: Record<Hiring, string> = {
  first_come: '谁先报名位子就是谁的，招满了后面的人排队',
  employer_chooses: '报名的人等您来挑，选中的人按时答应才算数',
  known_first: '先告诉跟您干过、结清了的人，半小时后谁都能报',
}

function HowToHire({ form, problems, onChange }: EmployerPostProps) {
  return (
    <ChoiceGrid
      id="hiring"
      label="报名的人怎么定"
      columns={1}
      hint={hiringHints[form.hiring]}
      choices={hirings.map((value) => ({ value, label: hiringWords[value] }))}
      chosen={[form.hiring]}
      onChange={([hiring = form.hiring]) => onChange({ hiring })}
      error={problems.hiring ?? null}
    />
  )
}

function Settle({ form, problems, onChange }: EmployerPostProps) {
  return (
    <>
      <ChoiceGrid
        id="pay-unit"
        label="工钱怎么算"
        choices={payUnits.map((value) => ({ value, label: `按${payUnitWords[value]}` }))}
        chosen={[form.payUnit]}
        onChange={([payUnit = form.payUnit]) => onChange(switchUnit(form, payUnit))}
        error={problems.payUnit ?? null}
      />
      <ChoiceGrid
        id="settle-when"
        label="什么时候结"
        choices={settleTimes.map((value) => ({ value, label: settleTimeWords[value] }))}
        chosen={[form.settleWhen]}
        onChange={([settleWhen = form.settleWhen]) => onChange({ settleWhen })}
        error={problems.settleWhen ?? null}
      />
      <ChoiceGrid
        id="settle-how"
        label="用什么付"
        choices={settleWays.map((value) => ({ value, label: settleWayWords[value] }))}
        chosen={[form.settleHow]}
        onChange={([settleHow = form.settleHow]) => onChange({ settleHow })}
        error={problems.settleHow ?? null}
      />
      <ChoiceGrid
        id="perks"
        label="另外管什么"
        many
        choices={perks.map((value) => ({ value, label: perkWords[value] }))}
        chosen={form.perks}
        onChange={(chosen) => onChange({ perks: chosen })}
        error={problems.perks ?? null}
      />
    </>
  )
}

function Contact({ form, problems, onChange, onLeave }: EmployerPostProps) {
  return (
    <>
      <TextField
        id="contact-name"
        label="联系人"
        value={form.contactName}
        onChange={(contactName) => onChange({ contactName })}
        onLeave={() => onLeave('contactName')}
        error={problems.contactName ?? null}
      />
      <PhoneField
        id="contact-phone"
        label="手机号"
        hint="签了约的工人才能看到"
        value={form.contactPhone}
        onChange={(contactPhone) => onChange({ contactPhone })}
        onLeave={() => onLeave('contactPhone')}
        error={problems.contactPhone ?? null}
      />
    </>
  )
}
