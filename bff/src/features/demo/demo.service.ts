import { AppError } from '@market/shared/errors'
import type { DemoPerson } from '@market/shared/demo/demo.contract'
import { payUnitWords, staffRoleWords, tradeName, type StaffRole } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import type { Store } from '../../store/store'
import { findDemoEmployers, findDemoGateToken, findDemoOpenid, findDemoOfficials, findDemoWorkers } from './demo.queries'

/** A few of each role to choose from: the seed makes hundreds. */
const workersShown = 6
const employersShown = 4
/** Of each role one may be granted, in the order in which they are offered: of staff those of the market, and one of the next. */
const officialsShown = 3
const grantedRoles = ['staff', 'manager', 'officer', 'inspector', 'operator'] as const satisfies readonly StaffRole[]

export type DemoService = ReturnType<typeof demoService>

/** Lets anybody enter as a made-up person. Exists in sandbox mode only. */
export const demoService = ({ store, loginCode }: {
  store: Store
  /** Asks the sandbox for a `wx.login` code of this openid. */
  loginCode: (openid: string) => Promise<string>
}) => ({
  /** @throws AppError not_found when no demo market was seeded */
  async people(now: number): Promise<{ people: DemoPerson[]; gateToken: string }> {
    return store.read(async (db) => {
      const gateToken = await findDemoGateToken(db)
      if (gateToken === null) throw new AppError('not_found')
      const workers = await findDemoWorkers(db, workersShown)
      const employers = await findDemoEmployers(db, employersShown)
      const officials = await findDemoOfficials(db, now)
      return {
        gateToken,
        people: [
          ...workers.map(({ personId, nameMasked, trades, wishedPayFen, wishedPayUnit, verifiedUntil }): DemoPerson => ({
            personId,
            role: 'worker',
            nameMasked: nameMasked ?? '*',
            about: `${trades.map(tradeName).join('、')} · ${verifiedUntil === null ? '身份还没核上' : `想要 ${yuan(wishedPayFen)} 元/${payUnitWords[wishedPayUnit]}`}`,
          })),
          ...employers.map(({ personId, nameMasked, kind, name, verifiedUntil }): DemoPerson => ({
            personId,
            role: 'employer',
            nameMasked: nameMasked ?? '*',
            about: kind === 'household' ? '家里招人' : verifiedUntil === null ? `${name} · 执照还没核上` : name,
          })),
          ...grantedRoles.flatMap((role) => officials.filter((official) => official.role === role).slice(0, officialsShown)).map(
            ({ personId, nameMasked, role, marketName, regionName }): DemoPerson => ({
              personId,
              role: role === 'staff' ? 'staff' : 'manager',
              nameMasked: nameMasked ?? '*',
              about: `${marketName ?? regionName ?? ''}${staffRoleWords[role]}`,
            }),
          ),
        ],
      }
    })
  },

  /**
   * A login code of a demo person, or of a device as somebody new to WeChat. A device can never be taken for a person:
   * its openid has a prefix of its own.
   * @throws AppError not_found for people who are not of the demo, upstream_unavailable
   */
  async loginCode(who: { personId: string } | { device: string }): Promise<{ code: string }> {
    if ('device' in who) return { code: await loginCode(`demo-device-${who.device}`) }
    const openid = await store.read((db) => findDemoOpenid(db, who.personId))
    if (openid === null) throw new AppError('not_found')
    return { code: await loginCode(openid) }
  },
})
