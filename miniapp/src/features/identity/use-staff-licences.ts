import { useState } from 'react'
import { useRead, type Reading } from '../../client/use-read'
import type { ReplyOf } from '../../client/outcome'

export type LicencesView = 'all' | 'ends_soon' | 'over'
export type StaffLicences = { reading: Reading<ReplyOf<'GET /api/licences'>>; view: LicencesView; choose: (view: LicencesView) => void }

export function useStaffLicences(): StaffLicences {
  const [view, choose] = useState<LicencesView>('all')
  return { reading: useRead('GET /api/licences', { query: view === 'all' ? {} : { standing: view } }), view, choose }
}
