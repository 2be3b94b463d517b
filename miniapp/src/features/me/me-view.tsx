import type { Part } from '@market/shared/endpoint'
import type { Me } from '@market/shared/session/session.contract'
import { counts } from '@market/shared/identity/validity.rules'
import { payUnitWords, tradeName } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import { employerPaths } from '../../employer/paths'
import { open, startAt } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { useDisplay, useIsLarge } from '../../ui/display'
import { MenuLine } from '../../ui/menu-line'
import { Tag } from '../../ui/tag'
import { choosePart, homeOf, manages } from '../session/part'

/** Who is signed in, masked: phones are looked at over shoulders. */
export function WhoAmI({ me }: { me: Me }) {
  return (
    <Card id="who">
      <CardHead
        title={me.nameMasked ?? '还没登记'}
        pictogram="me"
        under={me.phoneMasked ?? (me.roles.length > 0 ? '没有留手机号' : '登记了才能报名、招工')}
        beside={counts(me.verifiedUntil, Date.now()) ? <Tag tone="confirmed">已实名</Tag> : me.roles.length > 0 ? <Tag tone="wait">没实名</Tag> : undefined}
      />
    </Card>
  )
}

/** Letters of the whole app: follows the phone until somebody chooses. */
export function TypeChoice() {
  const large = useIsLarge()
  const choose = useDisplay((display) => display.chooseLarge)
  return (
    <Card>
      <ChoiceGrid
        id="type"
        label="字的大小"
        choices={[
          { value: 'normal', label: '标准字' },
          { value: 'large', label: '大字' },
        ]}
        chosen={[large ? 'large' : 'normal']}
        onChange={([chosen]) => choose(chosen === 'large')}
      />
    </Card>
  )
}

const partNames: Record<Part, string> = { worker: '找活', employer: '招工', staff: '值班', manager: '管理' }

/** The other parts of the app this person has, or may register for. */
export function PartLinks({ me, part }: { me: Me; part: Part }) {
  const go = (to: Part): void => {
    choosePart(to)
    void startAt(homeOf(to))
  }
  return (
    <>
      {part !== 'worker' && <MenuLine id="to-worker" label={`去${partNames.worker}`} pictogram="find" onTap={() => go('worker')} />}
      {part !== 'employer' &&
        (me.employer ? (
          <MenuLine id="to-employer" label={`去${partNames.employer}`} under={me.employer.name} pictogram="people" onTap={() => go('employer')} />
        ) : (
          <MenuLine id="to-employer" label="我要招工" under="登记一下，核对好身份就能发布" pictogram="people" onTap={() => void open(employerPaths.register)} />
        ))}
      {part !== 'staff' && me.staff && <MenuLine id="to-staff" label={`去${partNames.staff}`} under={me.staff.marketName} pictogram="shield" onTap={() => go('staff')} />}
      {part !== 'manager' && manages(me) && <MenuLine id="to-manager" label={`去${partNames.manager}`} under={me.grants.map(({ scopeName }) => scopeName).join('、')} pictogram="shield" onTap={() => go('manager')} />}
    </>
  )
}

/** What the market knows of this worker, and the way to change it. */
export function MyWork({ worker }: { worker: Me['worker'] }) {
  if (!worker) return <Button id="go-register" label="登记找活" onTap={() => void open(paths.register)} />
  return (
    <MenuLine
      id="edit-registration"
      label="改我的登记"
      under={`${worker.trades.map(tradeName).join('、')} · 想要 ${yuan(worker.wishedPayFen)} 元/${payUnitWords[worker.wishedPayUnit]}`}
      pictogram="edit"
      onTap={() => void open(paths.register)}
    />
  )
}
