import { View } from '@tarojs/components'
import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import { managerPaths } from '../../manager/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { ReadOn } from '../../ui/read-on'
import { ReasonedSheet } from '../../ui/reasoned-sheet'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { allFindings, judgedWords, judgeWords, missingOf, phoneFacts, revocationReasons, revokeWords } from './phones.text'
import type { ManagerPhones as Phones } from './use-manager-phones'

/** 扫码的手机: who scans with which phone, whether all of its scans came, and putting one out of use. */
export function ManagerPhones({ list, asking, ask, busy, problem, revoke, judging, judge, judged, decide }: Phones) {
  const now = useNow(60_000)
  const phones = list.pages.flatMap((page) => page.phones)
  return (
    <Page
      id="manager-phones"
      title="扫码的手机"
      backTo={managerPaths.home}
      dataAt={list.first.at}
      overlay={
        judging ? (
          <ReasonedSheet
            id="judge-phone-sheet"
            title="它报的扫码，一起核对"
            words={judgeWords(judging)}
            confirmLabel="就这样定"
            busy={busy}
            reasons={allFindings}
            onReason={(finding) => void decide(finding)}
            onClose={() => judge(null)}
          />
        ) : asking && (
          <ReasonedSheet
            id="revoke-phone-sheet"
            title="停用这部手机"
            words={revokeWords(asking)}
            confirmLabel="停用"
            danger
            busy={busy}
            reasons={revocationReasons}
            onReason={(reason) => void revoke(reason)}
            onClose={() => ask(null)}
          />
        )
      }
    >
      {problem && <Notice id="phones-problem" tone="refused">{problem.message}</Notice>}
      {judged && <Notice id="phones-judged" tone={judged.left === 0 ? 'confirmed' : 'plain'}>{judgedWords(judged)}</Notice>}
      <Loaded reading={list.first}>
        {({ marketName }) => (
          <>
            <View className="ui-soft">{marketName}</View>
            {phones.length === 0 && <EmptyState id="phones-empty" pictogram="phone" title="还没有手机扫过码" words="同事用手机扫过工作码、报上来以后，手机会出现在这里。" />}
            {phones.map((phone) => (
              <Phone key={phone.deviceId} phone={phone} now={now} onRevoke={() => ask(phone)} onJudge={() => judge(phone)} />
            ))}
            <ReadOn id="more-phones" label="再看几部" more={list.more} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Phone({ phone, now, onRevoke, onJudge }: { phone: StaffPhone; now: number; onRevoke: () => void; onJudge: () => void }) {
  const { deviceId, personMasked, revokedAt } = phone
  const missing = missingOf(phone)
  const tag = revokedAt !== null ? <Tag>停用了</Tag> : missing > 0 ? <Tag tone="refused">{`少 ${missing} 条`}</Tag> : <Tag tone="confirmed">报全了</Tag>
  return (
    <Card id={`phone-${deviceId}`}>
      <CardHead title={`${personMasked}的手机`} pictogram="phone" beside={tag} />
      <Facts facts={phoneFacts(phone, now)} />
      {revokedAt === null && <Button id={`revoke-${deviceId}`} label="丢了、换了：停用" kind="secondary" small onTap={onRevoke} />}
      {revokedAt !== null && <Button id={`judge-${deviceId}`} label="它报的扫码，一起核对" kind="secondary" small onTap={onJudge} />}
    </Card>
  )
}
