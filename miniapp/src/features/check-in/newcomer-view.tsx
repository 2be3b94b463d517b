import type { ReactNode } from 'react'
import { employerPaths } from '../../employer/paths'
import { open, startAt } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { MarketLine } from '../markets/market-line'
import { choosePart, homeOf } from '../session/part'
import { useSession } from '../session/session.store'

/** For whoever is here for the first time: one big thing to do, and a way for those who came to hire. `children` is the scan button. */
export function NewcomerView({ children }: { children: ReactNode }) {
  const hires = useSession(({ me }) => me?.roles.includes('employer') ?? false)
  const hire = (): void => {
    if (!hires) return void open(employerPaths.register)
    choosePart('employer')
    void startAt(homeOf('employer'))
  }
  return (
    <>
      <StateCard id="newcomer" now="登记一次，全省零工市场都能用" next="一分钟登记好，就能报名、签约、拿工钱，不收钱" />
      <Button id="go-register" label="登记找活" pictogram="edit" onTap={() => void open(paths.register)} />
      <Button id="go-hire" label="我要招工" kind="secondary" pictogram="people" onTap={hire} />
      {children}
      <Button id="look-around" label="先看看有什么活" kind="quiet" small onTap={() => void startAt(paths.find)} />
      <MarketLine here={null} />
    </>
  )
}
