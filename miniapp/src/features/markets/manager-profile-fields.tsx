import { View } from '@tarojs/components'
import { placeIsRough } from '@market/shared/check-in/check-in.rules'
import { marketElementWords, marketElements, ruleTopicWords, ruleTopics } from '@market/shared/markets/market-profile'
import { capacityBounds, fenceBounds, mostGuides, textLength } from '@market/shared/markets/profile.rules'
import { trades, type MarketKind } from '@market/shared/words/lists'
import { useState } from 'react'
import { choosePlace } from '../../platform/choose-place'
import { Button, ButtonRow } from '../../ui/button'
import { ChoiceGrid } from '../../ui/choices'
import { LongTextField, PhoneField, TextField, TimePicker } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import type { ProfileForm, ProfilePart } from './manager-profile-form'

type Props = {
  form: ProfileForm
  problems: Readonly<Record<string, string>>
  onChange: (part: Partial<ProfileForm>) => void
}

/** The fields of one part. */
export function ProfileFields({ part, kind, ...fields }: Props & { part: ProfilePart; kind: MarketKind }) {
  switch (part) {
    case 'place':
      return <PlaceFields {...fields} />
    case 'phones':
      return <PhoneFields {...fields} />
    case 'services':
      return <ServiceFields {...fields} />
    case 'guides':
      return <GuideFields {...fields} />
    case 'promises':
      return <PromiseField {...fields} />
    case 'trades':
      return <TradeField {...fields} />
    case 'rules':
      return <RuleFields {...fields} kind={kind} />
    case 'elements':
      return <ElementFields {...fields} />
  }
}

/** Where a place is: pointed to, or typed from a map. */
export function PlaceOnMap({ lat, lng, error, onChange }: { lat: string; lng: string; error: string | null; onChange: (place: { lat: string; lng: string; address?: string }) => void }) {
  const [asked, setAsked] = useState<'never' | 'asking' | 'refused'>('never')
  const point = async (): Promise<void> => {
    setAsked('asking')
    const place = await choosePlace()
    setAsked(place ? 'never' : 'refused')
    if (place) onChange({ lat: String(place.lat), lng: String(place.lng), ...(place.address === null ? {} : { address: place.address }) })
  }
  return (
    <>
      <Button id="point-place" label="用我现在的位置" kind="secondary" pictogram="place" busy={asked === 'asking'} busyLabel="正在定位…" onTap={() => void point()} />
      {asked === 'refused' && <Notice id="point-refused" tone="wait">手机没说您在哪儿，可以从地图上抄经纬度。</Notice>}
      <TextField id="lat" label="纬度" value={lat} onChange={(value) => onChange({ lat: value, lng })} error={error} hint="地图上查到的，例如 34.6187" />
      <TextField id="lng" label="经度" value={lng} onChange={(value) => onChange({ lat, lng: value })} hint="例如 112.4540" />
    </>
  )
}

function PlaceFields({ form, problems, onChange }: Props) {
  return (
    <>
      <TextField id="address" label="地址" value={form.address} maxLength={80} onChange={(address) => onChange({ address })} error={problems.address ?? null} />
      <PlaceOnMap lat={form.lat} lng={form.lng} error={problems.lat ?? null} onChange={onChange} />
      <TimePicker id="opensAt" label="几点开门" mode="time" value={form.opensAt} onChoose={(opensAt) => onChange({ opensAt })} error={problems.opensAt ?? null} />
      <TimePicker id="closesAt" label="几点关门" mode="time" value={form.closesAt} onChoose={(closesAt) => onChange({ closesAt })} error={problems.closesAt ?? null} hint="开门和关门一样就是全天开放；比开门早就是第二天关" />
      <NumberField id="fenceMetres" label="签到范围（米）" value={form.fenceMetres} onChange={(fenceMetres) => onChange({ fenceMetres })} error={problems.fenceMetres ?? null} hint={`从市场往外量，${fenceBounds.least} 到 ${fenceBounds.most} 米；不填就是不画。手机只说大概在哪儿，扫海报签到时再放宽 ${placeIsRough / 1000} 公里`} />
      <NumberField id="safeCapacity" label="最多容纳多少人" value={form.safeCapacity} onChange={(safeCapacity) => onChange({ safeCapacity })} error={problems.safeCapacity ?? null} hint={`按消防核定的人数，${capacityBounds.least} 人以上`} />
    </>
  )
}

function PhoneFields({ form, problems, onChange }: Props) {
  return (
    <>
      <PhoneField id="hotline" label="咨询电话" value={form.hotline} onChange={(hotline) => onChange({ hotline })} error={problems.hotline ?? null} hint="座机要带区号" />
      <PhoneField id="complaintPhone" label="投诉电话" value={form.complaintPhone} onChange={(complaintPhone) => onChange({ complaintPhone })} error={problems.complaintPhone ?? null} />
      <LongTextField id="complaint" label="还能怎么投诉" value={form.complaint} maxLength={textLength} onChange={(complaint) => onChange({ complaint })} error={problems['profile.complaint'] ?? null} />
    </>
  )
}

const oneALine = '一行写一条'

function ServiceFields({ form, problems, onChange }: Props) {
  return (
    <>
      <LongTextField id="services" label="服务项目" value={form.services} maxLength={1300} onChange={(services) => onChange({ services })} error={problems['profile.services'] ?? null} hint={oneALine} />
      <LongTextField id="deskFunctions" label="服务台能办的事" value={form.deskFunctions} maxLength={1300} onChange={(deskFunctions) => onChange({ deskFunctions })} error={problems['profile.deskFunctions'] ?? null} hint={oneALine} />
      <LongTextField id="facilities" label="便利设施" value={form.facilities} maxLength={1300} onChange={(facilities) => onChange({ facilities })} error={problems['profile.facilities'] ?? null} hint={`${oneALine}，例如：开水、临时停车、工具借用`} />
    </>
  )
}

function GuideFields({ form, problems, onChange }: Props) {
  const { guides } = form
  const put = (index: number, change: Partial<ProfileForm['guides'][number]>): void =>
    onChange({ guides: guides.map((guide, place) => (place === index ? { ...guide, ...change } : guide)) })
  return (
    <>
      {problems['profile.guides'] && <Notice id="guides-problem" tone="refused">{problems['profile.guides']}</Notice>}
      {guides.map(({ title, steps }, index) => (
        <View key={index} className="market-guide">
          <TextField id={`guide-title-${index}`} label={`第 ${index + 1} 个指南`} value={title} maxLength={30} onChange={(value) => put(index, { title: value })} placeholder="例如：找活的怎么办" />
          <LongTextField id={`guide-steps-${index}`} label="步骤" value={steps} maxLength={1300} onChange={(value) => put(index, { steps: value })} hint="一行写一步" />
          <View className="market-row-buttons">
            <Button id={`guide-remove-${index}`} label="删掉这个" kind="quiet" small spokenLabel={`删掉${title}`} onTap={() => onChange({ guides: guides.filter((_, place) => place !== index) })} />
          </View>
        </View>
      ))}
      {guides.length < mostGuides && (
        <ButtonRow>
          <Button id="guide-add" label="加一个指南" kind="secondary" small pictogram="post" onTap={() => onChange({ guides: [...guides, { title: '', steps: '' }] })} />
        </ButtonRow>
      )}
    </>
  )
}

const PromiseField = ({ form, problems, onChange }: Props) => (
  <LongTextField id="promises" label="服务承诺" value={form.promises} maxLength={1300} onChange={(promises) => onChange({ promises })} error={problems['profile.promises'] ?? null} hint={`${oneALine}，说到就要做到`} />
)

const TradeField = ({ form, problems, onChange }: Props) => (
  <ChoiceGrid
    id="trades"
    label="这里主要有哪些活"
    many
    choices={trades.map(({ code, name, icon }) => ({ value: code as string, label: name, pictogram: icon }))}
    chosen={form.trades}
    onChange={(chosen) => onChange({ trades: chosen })}
    hint="不选就是各工种都有"
    error={problems['profile.trades'] ?? null}
  />
)

function RuleFields({ form, problems, kind, onChange }: Props & { kind: MarketKind }) {
  return (
    <>
      {kind === 'station' && <Notice id="rules-note">服务站可以不写，按上级市场的办。</Notice>}
      {ruleTopics.map((topic) => (
        <LongTextField
          key={topic}
          id={`rule-${topic}`}
          label={ruleTopicWords[topic]}
          value={form.rules[topic]}
          maxLength={textLength}
          onChange={(value) => onChange({ rules: { ...form.rules, [topic]: value } })}
          error={problems[`profile.rules.${topic}`] ?? null}
        />
      ))}
    </>
  )
}

const ElementFields = ({ form, problems, onChange }: Props) => (
  <>
    {marketElements.map((element) => (
      <LongTextField
        key={element}
        id={`element-${element}`}
        label={marketElementWords[element]}
        value={form.elements[element]}
        maxLength={textLength}
        onChange={(value) => onChange({ elements: { ...form.elements, [element]: value } })}
        error={problems[`profile.elements.${element}`] ?? null}
      />
    ))}
  </>
)
