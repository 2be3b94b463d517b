import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ApiScope } from '@market/shared/endpoint'
import type { ApiKey } from '@market/shared/exchange/exchange.contract'
import { employerPaths } from '../../employer/paths'
import { useAct } from '../../client/use-act'
import { fieldProblem } from '../../client/outcome'
import { useRead } from '../../client/use-read'
import { copyText } from '../../platform/clipboard'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { Card, CardHead, FormCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { TextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { quotas, scopeWords, useWords, type Quota } from './employer-keys.text'

const scopes = (['jobs.write', 'jobs.read'] as const).map((value) => ({ value, label: scopeWords[value] }))

/** 接口钥匙: keys for the account's own systems. A new one is shown once, on this page, and nowhere else. */
export function EmployerKeys() {
  const reading = useRead('GET /api/api-keys', {})
  const make = useAct('POST /api/api-keys')
  const revoke = useAct('POST /api/api-keys/:keyId/revoke')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly ApiScope[]>(['jobs.write'])
  const [quota, setQuota] = useState<Quota>('1000')
  const [made, setMade] = useState<string | null>(null)
  const [ending, setEnding] = useState<ApiKey | null>(null)
  const now = useNow()

  const send = async (): Promise<void> => {
    const answer = await make.act({ body: { name, scopes: [...chosen], dailyQuota: Number(quota) } }, '做一把接口钥匙')
    if (!answer) return
    setMade(answer.key)
    setName('')
  }

  return (
    <Page
      id="employer-keys"
      title="接口钥匙"
      backTo={employerPaths.import}
      dataAt={reading.at}
      overlay={
        ending && (
          <ConfirmSheet
            id="revoke"
            title={`停掉“${ending.name}”？`}
            words="停掉以后，用这把钥匙的系统马上就不能用了，也不能再恢复。"
            confirmLabel="停掉"
            danger
            busy={revoke.busy}
            onConfirm={() => void revoke.act({ params: { keyId: ending.id } }, '停掉接口钥匙').then(() => setEnding(null))}
            onClose={() => setEnding(null)}
          />
        )
      }
    >
      {made !== null && <NewKey value={made} onDone={() => setMade(null)} />}
      <FormCard id="make-key" title="做一把新的">
        <TextField id="key-name" label="名字" value={name} onChange={setName} maxLength={40} placeholder="公司招工系统" error={fieldProblem(make.problem, 'name')} />
        <ChoiceGrid id="key-scopes" label="能做什么" choices={scopes} chosen={chosen} many onChange={setChosen} />
        <ChoiceGrid id="key-quota" label="一天最多用几次" choices={quotas} chosen={[quota]} onChange={([value]) => setQuota(value ?? quota)} />
        {make.problem && fieldProblem(make.problem, 'name') === null && <Notice id="make-problem" tone="refused">{make.problem.message}</Notice>}
        <Button id="make" label="做钥匙" disabled={chosen.length === 0} busy={make.busy} onTap={() => void send()} />
      </FormCard>
      <Loaded reading={reading}>
        {({ keys }) =>
          keys.length === 0 ? (
            <EmptyState id="no-keys" pictogram="shield" title="还没有钥匙" words="自己有招工系统的单位，用钥匙就能自动把岗位传过来。" />
          ) : (
            keys.map((key) => <KeyCard key={key.id} one={key} now={now} onRevoke={() => setEnding(key)} />)
          )
        }
      </Loaded>
      {revoke.problem && <Notice id="revoke-problem" tone="refused">{revoke.problem.message}</Notice>}
    </Page>
  )
}

function NewKey({ value, onDone }: { value: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false)
  return (
    <Card id="new-key">
      <CardHead title="钥匙做好了，现在就记下来" pictogram="shield" under="只显示这一次，关掉以后谁也看不到了" />
      <Text id="new-key-value" className="exchange-key" selectable>
        {value}
      </Text>
      {copied && <Notice id="key-copied" tone="confirmed">复制好了，请放到您的系统里，别发到群里。</Notice>}
      <Button id="copy-key" label="复制" onTap={() => void copyText(value).then((done) => setCopied(done))} />
      <Button id="key-kept" label="记好了，关掉" kind="secondary" onTap={onDone} />
    </Card>
  )
}

function KeyCard({ one, now, onRevoke }: { one: ApiKey; now: number; onRevoke: () => void }) {
  return (
    <Card id={`key-${one.id}`}>
      <CardHead title={one.name} under={`${one.prefix}…`} {...(one.revokedAt === null ? {} : { beside: <Tag>已停用</Tag> })} />
      <View className="ui-soft">{one.scopes.map((scope) => scopeWords[scope]).join('、')}</View>
      <View {...spoken({ role: 'status' })}>{useWords(one, now)}</View>
      {one.revokedAt === null && <Button id={`revoke-${one.id}`} label="停掉" kind="danger" small spokenLabel={`停掉${one.name}`} onTap={onRevoke} />}
    </Card>
  )
}
