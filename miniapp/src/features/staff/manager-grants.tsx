import type { Me } from '@market/shared/session/session.contract'
import type { Grant } from '@market/shared/staff/staff.contract'
import { managerPaths } from '../../manager/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { ReadOn } from '../../ui/read-on'
import { Segmented } from '../../ui/segmented'
import { useNow } from '../../ui/use-now'
import { having } from '../me/places'
import { GrantCard } from './grant-card'
import { GrantSheets } from './grant-sheets'
import type { ManagerGrants as Grants } from './use-manager-grants'

const empty: Record<Grants['view'], { title: string; words: string }> = {
  open: { title: '没有等确认的', words: '同事提出的权限会出现在这里，由您来确认。' },
  current: { title: '还没有给谁开过', words: '点下面的“给人开权限”，再请另一位同事确认。' },
  past: { title: '没有以前的', words: '停掉的、到期的、没同意的都留在这里。' },
}

/** 权限: what waits for a second person, what counts, and what was. */
export function ManagerGrants({ me, view, choose, list, moves }: Grants & { me: Me }) {
  const now = useNow(60_000)
  const grants: Grant[] = list.pages.flatMap((page) => page.grants)
  return (
    <Page
      id="manager-grants"
      title="权限"
      backTo={managerPaths.home}
      dataAt={list.first.at}
      foot={
        having('manager', 'officer')(me) && (
          <FootAction>
            <Button id="propose" label="给人开权限" pictogram="me" onTap={() => void open(managerPaths.propose)} />
          </FootAction>
        )
      }
      overlay={<GrantSheets moves={moves} personId={me.personId} now={now} />}
    >
      <Segmented id="grants-view" segments={[{ value: 'open', label: '等确认' }, { value: 'current', label: '正在用' }, { value: 'past', label: '以前的' }]} chosen={view} onChoose={choose} />
      {moves.problem && <Notice id="grants-problem" tone="refused">{moves.problem.message}</Notice>}
      <Loaded reading={list.first}>
        {() => (
          <>
            {grants.length === 0 && <EmptyState id="grants-empty" pictogram="shield" {...empty[view]} />}
            {grants.map((grant) => (
              <GrantCard
                key={grant.id}
                grant={grant}
                personId={me.personId}
                now={now}
                busy={moves.busy}
                onAsk={moves.ask}
                {...(view === 'current' ? { onOpen: () => void open(managerPaths.person, { personId: grant.person.personId }) } : {})}
              />
            ))}
            <ReadOn id="older-grants" label="再看更早的" more={list.more} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
