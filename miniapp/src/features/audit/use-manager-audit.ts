import type { AuditEntry } from '@market/shared/audit/audit.contract'
import { useState } from 'react'
import { usePages, type Pages } from '../../client/use-pages'
import { auditViews, type AuditView } from './audit.text'

export type ManagerAudit = {
  view: AuditView
  choose: (view: AuditView) => void
  list: Pages<{ entries: AuditEntry[]; next: string | null }>
}

/** What colleagues in my scope revealed, overrode and decided; of one of them when asked for. */
export function useManagerAudit(actorId: string | undefined): ManagerAudit {
  const [view, choose] = useState<AuditView>('all')
  const action = auditViews.find(({ value }) => value === view)?.action
  const list = usePages('GET /api/audit', { ...(actorId === undefined ? {} : { actorId }), ...(action === undefined ? {} : { action }) })
  return { view, choose, list }
}
