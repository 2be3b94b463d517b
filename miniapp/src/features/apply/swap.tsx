import { collisions, maySwap } from '@market/shared/apply/apply.rules'
import { useRead } from '../../client/use-read'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { useNow } from '../../ui/use-now'
import { promisedWords } from './place.text'

type Props = {
  id: string
  /** The hours that are wanted, UTC ms. */
  hours: { startsAt: number; endsAt: number }
  busy: boolean
  /** Takes the wanted place and gives up this application, in one go. */
  onSwap: (applicationId: string) => void
}

/** With which of the worker's own jobs the hours collide, and one tap to take this one instead where that can still be done. */
export function Swap({ id, hours, busy, onSwap }: Props) {
  const now = useNow()
  const mine = useRead('GET /api/applications', {})
  return (
    <Loaded reading={mine} cards={1}>
      {({ applications }) => {
        const inTheWay = collisions(applications, hours)
        const [first, ...more] = inTheWay
        // It was given back meanwhile: the button below takes the place.
        if (first === undefined) return <Notice id={`${id}-free`} tone="confirmed">这段时间现在空着，再点一次就行。</Notice>
        const words = `和您的这个活时间撞了：${inTheWay.map((one) => promisedWords(one, now)).join('；')}。`
        if (more.length > 0) return <Notice id={`${id}-collides`} tone="wait">{`${words}撞了不止一个，先到“我的活”里退掉。`}</Notice>
        if (!maySwap(first.state)) {
          return (
            <>
              <Notice id={`${id}-collides`} tone="wait">{`${words}那个活两边都签过字，不能直接换。`}</Notice>
              <Button id={`${id}-see`} label="看看那个活" kind="secondary" onTap={() => void open(paths.application, { applicationId: first.id })} />
            </>
          )
        }
        return (
          <>
            <Notice id={`${id}-collides`} tone="wait">{`${words}换过来，那个活的位子就让给别人。`}</Notice>
            <Button id={`${id}-swap`} label="换，去这一个" busy={busy} busyLabel="正在换…" onTap={() => onSwap(first.id)} />
          </>
        )
      }}
    </Loaded>
  )
}
