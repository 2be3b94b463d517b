import { View } from '@tarojs/components'
import type { AuditEntry } from '@market/shared/audit/audit.contract'
import { moment } from '@market/shared/words/show'
import { managerPaths } from '../../manager/paths'
import { Card, CardHead } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { ReadOn } from '../../ui/read-on'
import { Segmented } from '../../ui/segmented'
import { useNow } from '../../ui/use-now'
import { auditViews, byWords, doneWords, whyWords } from './audit.text'
import type { ManagerAudit as Audit } from './use-manager-audit'

/** 留痕: who looked at, overrode and decided what, and why, newest first. Nobody can change a line of it. */
export function ManagerAudit({ ofOne, view, choose, list }: Audit & { ofOne: boolean }) {
  const now = useNow(60_000)
  const entries = list.pages.flatMap((page) => page.entries)
  return (
    <Page id="manager-audit" title={ofOne && entries[0] ? `留痕 · ${entries[0].actor.nameMasked}` : '留痕'} backTo={managerPaths.home} dataAt={list.first.at}>
      <Segmented id="audit-view" segments={auditViews.map(({ value, label }) => ({ value, label }))} chosen={view} onChoose={choose} />
      <View className="ui-soft">谁看了、改了、定了什么，自动记下，谁也改不了。</View>
      <Loaded reading={list.first}>
        {() => (
          <>
            {entries.length === 0 && <EmptyState id="audit-empty" pictogram="eye" title="还没有记录" words="工作人员看证件、代人登记、做决定，都会记在这里。" />}
            {entries.map((entry) => (
              <EntryCard key={entry.id} entry={entry} now={now} />
            ))}
            <ReadOn id="older-entries" label="再看更早的" more={list.more} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function EntryCard({ entry, now }: { entry: AuditEntry; now: number }) {
  const why = whyWords(entry)
  return (
    <Card id={`entry-${entry.id}`} tight>
      <CardHead title={doneWords(entry)} under={byWords(entry)} />
      <View>{[moment(entry.at, now), entry.aboutMasked === null ? null : `关于 ${entry.aboutMasked}`, why === '' ? null : why].filter(Boolean).join(' · ')}</View>
    </Card>
  )
}
