import { useEffect } from 'react'
import { StaffDuty, useDuty } from '../../features/arrive/staff-duty'
import { StaffOnly } from '../../features/arrive/staff-only'

/** In a browser each page is fetched when it is first opened: the one that has to open without a network is fetched ahead. */
const loadScanPage = process.env.TARO_ENV === 'h5' ? () => import('../scan/index') : null

function Duty() {
  useEffect(() => void loadScanPage?.().catch(() => undefined), [])
  return <StaffDuty duty={useDuty()} />
}

export default function StaffDutyPage() {
  return (
    <StaffOnly id="staff-duty" title="值班">
      <Duty />
    </StaffOnly>
  )
}
