import { View } from '@tarojs/components'
import type { MyWorkLicence } from '@market/shared/identity/work-licences.contract'
import { marketDay } from '@market/shared/words/time'
import { workLicences } from '@market/shared/identity/work-licences'
import { Button } from '../../ui/button'
import { Card, CardHead, FormCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { Facts } from '../../ui/facts'
import { TextField, TimePicker } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { EmptyState } from '../../ui/page-states'
import { PhotoField } from '../../ui/photo-field'
import { ReasonList } from '../../ui/reason-list'
import { Tag } from '../../ui/tag'
import { mendReasons, photoHints } from './identity.text'
import { ReviewMarketPicker } from './review-market-picker'
import type { AddingLicence } from './use-work-licences'
import { isReviewed, kindChoices, licenceFacts, licenceState, paperOf } from './work-licences.text'

/** One's own licences: what counts and until when, what waits, what is to be mended. */
export function WorkLicences({ licences, now }: { licences: readonly MyWorkLicence[]; now: number }) {
  if (licences.length === 0) {
    return <EmptyState id="no-licences" pictogram="paper" title="还没有交过操作证" words="电工、焊工、架子工要有操作证才能报名。别的活不用证" />
  }
  return (
    <>
      {licences.map((licence) => {
        const { words, tone, next } = licenceState(licence, now)
        return (
          <Card key={`${licence.kind}-${licence.state}`} id={`licence-${licence.kind}-${licence.state}`}>
            <CardHead title={workLicences[licence.kind].name} pictogram="paper" under={next} beside={<Tag tone={tone}>{words}</Tag>} />
            <Facts facts={licenceFacts(licence, null)} />
            {licence.refused && <ReasonList id={`licence-${licence.kind}-mend`} reasons={mendReasons(licence.refused.flaws, licence.refused.note)} />}
          </Card>
        )
      })}
    </>
  )
}

/** Adding one: what it allows, its number, its days, its picture. */
export function LicenceForm({ doing, hasPicture }: { doing: AddingLicence; hasPicture: boolean }) {
  const { form, photo, errors, busy, problem, change, setPhoto, market } = doing
  const { kind } = form
  const today = marketDay(Date.now())
  return (
    <>
      <FormCard>
        <ChoiceGrid
          id="licence-kind" label="证上准许做的" choices={kindChoices} columns={1} chosen={kind === null ? [] : [kind]} error={errors.kind ?? null}
          {...(kind === null ? {} : { hint: paperOf(kind) })}
          onChange={([chosen]) => { if (chosen) change({ kind: chosen }) }}
        />
        <PhotoField
          id="licence-picture" label="照片" hint={hasPicture && !photo ? '已经有一张，不用再拍；要换就重新拍' : photoHints.work_licence} photo={photo} onChange={setPhoto}
          error={errors.picture ?? errors.imageBase64 ?? null} disabled={busy}
        />
        <TextField id="licence-number" label="证的编号" hint="照着证上写的填" value={form.number} error={errors.number ?? null} disabled={busy} onChange={(number) => change({ number })} />
        <TimePicker id="licence-validUntil" label="有效期到哪一天" mode="date" from={today} value={form.validUntil} error={errors.validUntil ?? null} onChoose={(validUntil) => change({ validUntil })} />
        {kind !== null && isReviewed(kind) && (
          <TimePicker id="licence-reviewBy" label="要在哪天前复审（证上有才填）" mode="date" from={today} value={form.reviewBy} error={errors.reviewBy ?? null} onChoose={(reviewBy) => change({ reviewBy })} />
        )}
        <ReviewMarketPicker {...market} />
        <View className="ui-soft">照片只给工作人员看，看完就删。</View>
      </FormCard>
      {problem && <Notice id="licence-problem" tone="refused">{problem.message}</Notice>}
    </>
  )
}

export function LicenceFoot({ doing, onSent, onClose }: { doing: AddingLicence; onSent: () => void; onClose: () => void }) {
  const wrong = Object.keys(doing.errors).length
  return (
    <View className="ui-foot-action ui-stack">
      {wrong > 0 && <Notice id="licence-wrong" tone="refused">{`还有 ${wrong} 处要填要改，红字写着`}</Notice>}
      <Button id="submit-licence" label="交给工作人员看" busy={doing.busy} busyLabel="正在交…" onTap={() => void doing.submit().then((sent) => { if (sent) onSent() })} />
      <Button id="close-licence" label="先不交" kind="quiet" disabled={doing.busy} onTap={onClose} />
    </View>
  )
}
