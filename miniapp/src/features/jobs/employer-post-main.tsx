import { Input, Picker, Text, View } from '@tarojs/components'
import { workedMinutes } from '@market/shared/jobs/jobs.rules'
import { payUnitWords, tradeIcon } from '@market/shared/words/lists'
import { minute } from '@market/shared/words/time'
import { moment, stretch, workTime } from '@market/shared/words/show'
import { spoken } from '../../platform/spoken'
import { Card, CardHead } from '../../ui/card'
import { cleanYuan } from '../../ui/fields'
import { Stepper } from '../../ui/stepper'
import type { EmployerPostProps } from './employer-post'
import { addPay, moveStart, startAtClock, startStep } from './employer-post-form'
import { payHint } from './employer-post-problems'

const mostPeople = 500

/** Number and unit stand together in the middle, however many digits there are. */
const asWideAs = (digits: string): string => `${Math.max(2, digits.length + 0.5) * 0.6}em`

/** The three things that change from day to day, each between a minus and a plus. */
export function EmployerPostMain({ form, draft, now, minimumHourlyFen, problems, onChange, onLeave }: EmployerPostProps) {
  const addPeople = (more: number): void => onChange(({ headcount }) => ({ headcount: Math.min(mostPeople, Math.max(1, headcount + more)) }))
  const canBeEarlier = draft.startsAt - startStep * minute > now
  return (
    <Card>
      <CardHead title={form.title || '还没写招什么工'} pictogram={tradeIcon(form.trade)} under={form.address} />
      <View className="employer-post-form employer-post-place">
        <Stepper
          id="headcount"
          label="招几个人"
          lessLabel="少一个人"
          moreLabel="多一个人"
          onLess={form.headcount > 1 ? () => addPeople(-1) : null}
          onMore={form.headcount < mostPeople ? () => addPeople(1) : null}
          error={problems.headcount ?? null}
        >
          <Input
            id="headcount"
            className="ui-stepper-input"
            style={{ width: asWideAs(String(form.headcount)) }}
            type="number"
            value={String(form.headcount)}
            maxlength={3}
            onInput={({ detail }) => onChange({ headcount: Math.min(mostPeople, Number(detail.value.replace(/\D/g, ''))) })}
            onBlur={() => onLeave('headcount')}
            {...spoken({ label: '招几个人' })}
          />
          <Text className="ui-stepper-unit">人</Text>
        </Stepper>
        <Stepper
          id="pay"
          label="工钱"
          lessLabel="少给一点"
          moreLabel="多给一点"
          onLess={() => onChange((latest) => addPay(latest, -1))}
          onMore={() => onChange((latest) => addPay(latest, 1))}
          hint={payHint(draft, minimumHourlyFen)}
          error={problems.payFen ?? null}
        >
          <Input
            id="pay"
            className="ui-stepper-input"
            style={{ width: asWideAs(form.pay) }}
            type="digit"
            value={form.pay}
            maxlength={9}
            onInput={({ detail }) => onChange({ pay: detail.value })}
            onBlur={({ detail }) => {
              onChange({ pay: cleanYuan(detail.value) })
              onLeave('payFen')
            }}
            {...spoken({ label: `工钱，元一${payUnitWords[form.payUnit]}` })}
          />
          <Text className="ui-stepper-unit">{`元/${payUnitWords[form.payUnit]}`}</Text>
        </Stepper>
        <Stepper
          id="start"
          label="几点开工"
          lessLabel="早半小时"
          moreLabel="晚半小时"
          onLess={canBeEarlier ? () => onChange((latest) => moveStart(latest, -startStep)) : null}
          onMore={() => onChange((latest) => moveStart(latest, startStep))}
          hint={`${stretch(draft.startsAt, draft.endsAt, now)}，干 ${workTime(Math.max(0, workedMinutes(draft)))}`}
          error={problems.startsAt ?? null}
        >
          <Picker mode="time" value={form.start} onChange={({ detail }) => onChange(startAtClock(form, String(detail.value)))}>
            <View id="start" className="ui-tap employer-start" {...spoken({ role: 'button', label: `几点开工，${moment(draft.startsAt, now)}` })}>
              {moment(draft.startsAt, now)}
            </View>
          </Picker>
        </Stepper>
      </View>
    </Card>
  )
}
