import { nameFormWords } from '@market/shared/markets/market-names.rules'
import { marketKindWords, trades } from '@market/shared/words/lists'
import { Button } from '../../ui/button'
import { Card, CardHead, FormCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { PhoneField, TextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { FootAction } from '../../ui/page'
import { PlaceOnMap } from './manager-profile-fields'
import type { ChosenRegion } from './region-picker'
import type { NewMarket } from './use-new-market'

const kindHints = {
  comprehensive: '人多、交通方便的地方，什么活都有',
  specialised: '一个行业集中的地方，例如建筑、家政',
  station: '家门口的小站，在街道、乡镇、社区、村里',
} as const

/** One market in one region: what kind, what it is called, where it stands. The rest begins as usual for its kind. */
export function NewMarketForm({ chosen, onOther, ...market }: NewMarket & { chosen: ChosenRegion; onOther: () => void }) {
  const { form, kind, kinds, forms, name, problems, onChange } = market
  return (
    <>
      <Card id="new-place">
        <CardHead title={chosen.region.name} pictogram="place" under={chosen.above.map(({ name: above }) => above).join(' ')} beside={<Button id="other-region" label="换地方" kind="quiet" small onTap={onOther} />} />
      </Card>
      <FormCard>
        {kinds.length > 1 ? (
          <ChoiceGrid
            id="kind"
            label="设立什么"
            choices={kinds.map((value) => ({ value, label: marketKindWords[value] }))}
            chosen={kind === null ? [] : [kind]}
            onChange={([value]) => value && onChange({ kind: value, name: null })}
            hint={kind === null ? '' : kindHints[kind]}
            error={problems.kind ?? null}
          />
        ) : (
          <Notice id="only-station">{`这里设的是零工服务站：${kindHints.station}。`}</Notice>
        )}
        {kind === 'comprehensive' && (
          <ChoiceGrid id="form" label="设在哪里" choices={forms.map((value) => ({ value, label: nameFormWords[value] }))} chosen={[form.form]} onChange={([value]) => value && onChange({ form: value, name: null })} />
        )}
        {kind === 'specialised' && (
          <TextField id="specialty" label="做哪一行" value={form.specialty} maxLength={12} onChange={(specialty) => onChange({ specialty, name: null })} placeholder="例如：建筑" />
        )}
        <TextField id="name" label="名称" value={name} maxLength={50} onChange={(value) => onChange({ name: value })} error={problems.name ?? null} hint="按全省统一的叫法已经写好，一般不用改" />
        {kind === 'specialised' && (
          <ChoiceGrid
            id="trades"
            label="主要有哪些活"
            many
            choices={trades.map(({ code, name: word, icon }) => ({ value: code as string, label: word, pictogram: icon }))}
            chosen={form.trades}
            onChange={(value) => onChange({ trades: value })}
          />
        )}
      </FormCard>
      <FormCard title="地点和电话">
        <TextField id="address" label="地址" value={form.address} maxLength={80} onChange={(address) => onChange({ address })} error={problems.address ?? null} placeholder="路名和门牌" />
        <PlaceOnMap lat={form.lat} lng={form.lng} error={problems.lat ?? null} onChange={onChange} />
        <PhoneField id="hotline" label="咨询电话" value={form.hotline} onChange={(hotline) => onChange({ hotline })} error={problems.hotline ?? null} hint="座机要带区号" />
        <PhoneField id="complaintPhone" label="投诉电话" value={form.complaintPhone} onChange={(complaintPhone) => onChange({ complaintPhone })} error={problems.complaintPhone ?? null} />
      </FormCard>
      <Notice id="defaults-note">时间、服务、承诺、制度先按同类市场的常用内容填好，设立后可以改。</Notice>
    </>
  )
}

export function NewMarketFoot({ problems, problem, busy, onCreate }: NewMarket) {
  const wrong = Object.keys(problems).length
  return (
    <FootAction>
      {wrong > 0 && <Notice id="new-wrong" tone="refused">{`有 ${wrong} 处要改，红字写着怎么改`}</Notice>}
      {problem && wrong === 0 && <Notice id="new-problem" tone="refused">{problem.message}</Notice>}
      <Button id="create-market" label="设立" busy={busy} onTap={onCreate} />
    </FootAction>
  )
}
