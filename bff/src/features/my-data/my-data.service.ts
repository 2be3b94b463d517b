import type { FileAnswer } from '@market/shared/endpoint'
import { AppError, refuseProblems } from '@market/shared/errors'
import { afterClosing, dataClasses, dataClassNames, openThingWords } from '@market/shared/my-data/data-classes'
import type { MyData } from '@market/shared/my-data/my-data.contract'
import type { Confirm, SentCode } from '@market/shared/sign/sign.contract'
import { marketDay } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { countToday } from '../../store/daily-count'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { Confirmed, SecondFactor } from '../sign/second-factor'
import { collect } from './collect'
import { fileName } from './my-data.text'
import { askForClosing, findClosing, hasPhone, openThingsOf, takeClosingBack } from './my-data.queries'
import { pageOf } from './page'
import { recordOf } from './record'

/** How often a day somebody may take their data away: a phone that is lost twice, and not a program. */
const mostADay = 5

export type MyDataService = ReturnType<typeof myDataService>

type Parts = { store: Store; vault: Vault; factor: SecondFactor }

/** What is held about somebody, for themselves: to see, to take away (个人信息保护法 45) and to have deleted (47). */
export const myDataService = ({ store, vault, factor }: Parts) => {
  const view = async (db: Db, personId: string, now: number): Promise<MyData> => ({
    classes: dataClassNames.map((name) => ({ name, ...dataClasses[name] })),
    open: await openThingsOf(db, personId, now),
    closing: await findClosing(db, personId),
    needsPhone: await hasPhone(db, personId),
  })

  /** Counted and noted before anything is read: what was refused was not given, and what was given is known. @throws AppError quota_used */
  const noteTaking = async ({ personId }: Caller, as: 'page' | 'record', now: number): Promise<void> => {
    const counted = await store.write(async (tx) => {
      if (!(await countToday(tx, `data-taken:${personId}`, { now, most: mostADay }))) return false
      await tx.append({ kind: 'data.taken', subjectId: personId, marketId: null, at: now, data: { as } })
      return true
    })
    if (!counted) throw new AppError('quota_used')
  }

  /** @throws AppError invalid_fields when somebody with a phone confirms with nothing, and whatever the confirmation is refused with */
  const confirmed = async (personId: string, confirm: Confirm | undefined, now: number): Promise<Confirmed | null> => {
    if (confirm !== undefined) return factor.confirm(personId, confirm, 'close_account', now)
    if (await store.read((db) => hasPhone(db, personId))) throw new AppError('invalid_fields', { fields: [{ field: 'confirm', message: '请先确认是您本人' }] })
    return null
  }

  return {
    get: (caller: Caller, now: number): Promise<MyData> => store.read((db) => view(db, caller.personId, now)),

    /** To read and print. @throws AppError quota_used */
    async page(caller: Caller, now: number): Promise<FileAnswer> {
      await noteTaking(caller, 'page', now)
      return { fileName: `${fileName(marketDay(now))}.html`, content: pageOf(await collect({ store, vault }, caller.personId), now) }
    },

    /** For programs. @throws AppError quota_used */
    async record(caller: Caller, now: number): Promise<FileAnswer> {
      await noteTaking(caller, 'record', now)
      return { fileName: `${fileName(marketDay(now))}.json`, content: recordOf(await collect({ store, vault }, caller.personId), now) }
    },

    sendCode: (command: Command): Promise<SentCode> => factor.sendCode(command, 'close_account'),

    /**
     * Notes that an account is to be closed; asked for twice, the first stands.
     * @throws AppError still_open naming everything that is, and as `confirmed`
     */
    async close(command: Command, confirm: Confirm | undefined): Promise<MyData> {
      const { caller: { personId }, now } = command
      const open = await store.read((db) => openThingsOf(db, personId, now))
      refuseProblems(open.map(({ thing, count }) => ({ field: thing, message: openThingWords[thing](count) })), 'still_open')
      const confirmation = await confirmed(personId, confirm, now)
      const dueAt = now + afterClosing.coolingOff
      return command.write(async (tx) => {
        await confirmation?.spend(tx)
        if (await askForClosing(tx, { personId, askedAt: now, dueAt })) {
          await tx.append({ kind: 'account.closing_asked', subjectId: personId, marketId: null, at: now, data: { dueAt } })
        }
        return view(tx, personId, now)
      })
    },

    /** @throws AppError not_found when nothing was asked for */
    keepOpen: (command: Command): Promise<MyData> =>
      command.write(async (tx) => {
        const { caller: { personId }, now } = command
        if (!(await takeClosingBack(tx, personId))) throw new AppError('not_found')
        await tx.append({ kind: 'account.closing_taken_back', subjectId: personId, marketId: null, at: now, data: {} })
        return view(tx, personId, now)
      }),
  }
}
