import { Text, View } from '@tarojs/components'
import type { MyIdentity } from '@market/shared/identity/identity.contract'
import { hasOwnNumber, namesRepresentative, papersNeeded, type PaperKind } from '@market/shared/identity/identity.rules'
import { marketDay } from '@market/shared/words/time'
import { Button } from '../../ui/button'
import { Card, CardHead, FormCard, StateCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { DueClock } from '../../ui/due-clock'
import { Facts } from '../../ui/facts'
import { TextField, TimePicker } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { PhotoField } from '../../ui/photo-field'
import { Tag } from '../../ui/tag'
import { paperIn } from './employer-papers-form'
import { employerState, paperTags, paperTitles, periodWords, photoHints } from './identity.text'
import { ToMend } from './identity-view'
import { ReviewMarketPicker } from './review-market-picker'
import type { Submitting } from './use-employer-papers'

type Employer = NonNullable<MyIdentity['employer']>

/** Where the papers stand, and what was shown. */
export function PapersState({ employer, now }: { employer: Employer; now: number }) {
  return (
    <>
      <StateCard id="papers-state" {...employerState(employer, now)} />
      {employer.waiting && (
        <Card tight>
          <View className="ui-between">
            <Text className="ui-soft">办结时限</Text>
            <DueClock dueAt={employer.waiting.dueAt} />
          </View>
        </Card>
      )}
      {employer.refused && employer.standing !== 'valid' && <ToMend id="papers-mend" refused={employer.refused} />}
    </>
  )
}

export function PapersShown({ employer }: { employer: Employer }) {
  return (
    <>
      {employer.papers.map((paper) => (
        <Card key={paper.kind} id={`paper-${paper.kind}`}>
          <CardHead title={paperTitles[paper.kind]} pictogram="paper" beside={<Tag tone={paperTags[paper.standing].tone}>{paperTags[paper.standing].words}</Tag>} />
          <Facts
            facts={[
              { label: hasOwnNumber(paper.kind) ? '编号' : '信用代码', value: paper.number },
              { label: '有效期', value: periodWords(paper) },
              ...(employer.legalRepresentative === null ? [] : [{ label: '法定代表人', value: employer.legalRepresentative }]),
            ]}
          />
        </Card>
      ))}
    </>
  )
}

/** The papers that this kind of employer shows, one card each; everything that is missing is said at once. */
export function PapersForm({ employer, pictures, doing }: { employer: Employer; pictures: MyIdentity['pictures']; doing: Submitting }) {
  const { form, errors, problem, busy, market, change } = doing
  const needed = papersNeeded(employer.kind)
  return (
    <>
      {needed.map((kind) => (
        <PaperCard key={kind} kind={kind} doing={doing} hasPicture={pictures.some((picture) => picture.kind === kind)} />
      ))}
      <FormCard>
        <TextField
          id="legalRepresentative"
          label={namesRepresentative(employer.kind) ? '法定代表人姓名' : '法定代表人姓名（可以不填）'}
          hint={namesRepresentative(employer.kind) ? '证上写的那个人' : '填了核对得更快'}
          value={form.legalRepresentative}
          error={errors.legalRepresentative ?? null}
          disabled={busy}
          onChange={(legalRepresentative) => change({ legalRepresentative })}
        />
        <ReviewMarketPicker {...market} />
      </FormCard>
      {problem && <Notice id="papers-problem" tone="refused">{problem.message}</Notice>}
    </>
  )
}

function PaperCard({ kind, doing, hasPicture }: { kind: PaperKind; doing: Submitting; hasPicture: boolean }) {
  const { form, photos, errors, busy, changePaper, setPhoto } = doing
  const { number, validFrom, validUntil, noEnd } = paperIn(form, kind)
  const photo = photos[kind] ?? null
  const until = noEnd ? 'never' : validUntil === '' ? null : 'day'
  return (
    <FormCard title={paperTitles[kind]}>
      <PhotoField
        id={`${kind}-picture`}
        label="照片"
        hint={hasPicture && !photo ? '已经有一张，不用再拍；要换就重新拍' : photoHints[kind]}
        photo={photo}
        onChange={(taken) => setPhoto(kind, taken)}
        error={errors[`${kind}.picture`] ?? null}
        disabled={busy}
      />
      {hasOwnNumber(kind) && (
        <TextField id={`${kind}-number`} label="编号" hint="照着证上写的填" value={number} error={errors[`${kind}.number`] ?? null} disabled={busy} onChange={(typed) => changePaper(kind, { number: typed })} />
      )}
      <TimePicker id={`${kind}-validFrom`} label="证上的开始日期" mode="date" value={validFrom} error={errors[`${kind}.validFrom`] ?? null} onChoose={(day) => changePaper(kind, { validFrom: day })} />
      <ChoiceGrid
        id={`${kind}-until`}
        label="到什么时候"
        choices={[{ value: 'never', label: '长期' }, { value: 'day', label: '有到期日期' }]}
        chosen={until === null ? [] : [until]}
        error={until === 'day' ? null : (errors[`${kind}.validUntil`] ?? null)}
        onChange={([chosen]) => changePaper(kind, chosen === 'never' ? { noEnd: true, validUntil: '' } : { noEnd: false, validUntil: validUntil || marketDay(Date.now()) })}
      />
      {until === 'day' && (
        <TimePicker id={`${kind}-validUntil`} label="到期日期" mode="date" value={validUntil} error={errors[`${kind}.validUntil`] ?? null} onChoose={(day) => changePaper(kind, { validUntil: day })} />
      )}
    </FormCard>
  )
}

/** The main action at the thumb, with how much is still to be put right. */
export function PapersFoot({ doing: { busy, errors, submit }, again }: { doing: Submitting; again: boolean }) {
  const wrong = Object.keys(errors).length
  return (
    <View className="ui-foot-action ui-stack">
      {wrong > 0 && <Notice id="papers-wrong" tone="refused">{`还有 ${wrong} 处要填要改，红字写着`}</Notice>}
      <Button id="submit-papers" label={again ? '改好了，再交一次' : '交给工作人员看'} busy={busy} busyLabel="正在交…" onTap={() => void submit()} />
    </View>
  )
}
