import type { DemoPerson } from '@market/shared/demo/demo.contract'
import { useRead, type Reading } from '../../client/use-read'
import { usePageStatus } from '../../ui/page-status'

/** Demo people and the demo market's gate; asked for only where the server says that it is a sandbox. */
export function useDemoPeople(): Reading<{ people: DemoPerson[]; gateToken: string }> {
  const sandbox = usePageStatus((status) => status.sandbox)
  return useRead('GET /api/demo/people', sandbox ? {} : null)
}
