import { View } from '@tarojs/components'
import { useAct } from '../../client/use-act'
import { useRead } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { useNow } from '../../ui/use-now'
import { sanctionWhen } from './supervision.text'

/** 暂停发布: what staff proposed, for a second person to confirm or not. */
export function ManagerStops() {
  const now = useNow()
  const reading = useRead('GET /api/sanction-proposals', {})
  const confirming = useAct('POST /api/sanctions/:sanctionId/confirm')
  const dropping = useAct('POST /api/sanctions/:sanctionId/drop')
  const busy = confirming.busy || dropping.busy
  const problem = confirming.problem ?? dropping.problem
  return (
    <Page id="manager-stops" title="暂停发布" backTo={managerPaths.home} dataAt={reading.at}>
      {problem && <Notice id="stops-problem" tone="refused">{problem.message}</Notice>}
      <Loaded reading={reading}>
        {({ proposals }) => (
          <>
            {proposals.length === 0 && <EmptyState id="no-stops" pictogram="checkCircle" title="没有等您确认的" words="同事提请暂停谁发布招工，会出现在这里。" />}
            {proposals.map(({ sanction, employerName, nameMasked, points, mine }) => (
              <Card key={sanction.id} id={`stop-${sanction.id}`}>
                <CardHead title={employerName} under={`发布人 ${nameMasked}`} pictogram="alert" />
                <Facts
                  facts={[
                    { label: '暂停', value: sanctionWhen(sanction, now) },
                    { label: '记分', value: `${points} 分` },
                    { label: '招工', value: sanction.jobTitle ?? '' },
                    { label: '依据', value: sanction.reason, ...(sanction.clause ? { note: sanction.clause } : {}) },
                  ]}
                />
                {sanction.appeal && <Notice id={`appealed-${sanction.id}`} tone="wait">对方已经申诉，答复前不会暂停。</Notice>}
                {mine ? (
                  <View className="ui-soft">这是您提的，要另一位负责人来确认。</View>
                ) : (
                  <ButtonRow>
                    <Button id={`drop-${sanction.id}`} label="不同意" kind="secondary" small disabled={busy} onTap={() => void dropping.act({ params: { sanctionId: sanction.id } }, '不同意暂停')} />
                    <Button id={`confirm-${sanction.id}`} label="同意暂停" kind="danger" small disabled={busy} onTap={() => void confirming.act({ params: { sanctionId: sanction.id } }, '同意暂停')} />
                  </ButtonRow>
                )}
              </Card>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}
