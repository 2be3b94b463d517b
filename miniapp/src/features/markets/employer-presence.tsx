import type { Presence } from '@market/shared/check-in/presence.contract'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { presenceWords } from './employer-presence.text'

/** Who is at the market now, by trade and without names: the boss in the van need not get out to look. */
export function EmployerPresence({ presence: { marketId, people, trades } }: { presence: Presence }) {
  return people === 0 ? (
    <StateCard id="presence" now="现在还没有人在场" next="可以先发布，人一到就看得到" pictogram="people" />
  ) : (
    <>
      <StateCard id="presence" now={`现在在场 ${people} 人`} next={presenceWords(trades)} pictogram="people" />
      <Button id="go-hall" label="每个工种有几个人" kind="quiet" small onTap={() => void open(paths.hall, { marketId })} />
    </>
  )
}
