import { reminderDays, remindBefore, type ReminderDays } from '@market/shared/identity/validity.rules'
import { day, hour, marketDay } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import { deleteForgottenDrafts } from './documents.queries'
import { remindWorkLicences } from './work-licences.queries'
import { remindEmployers, remindLicences, remindPeople, type Stage } from './reminders.queries'

/** In one write; the next turn takes the next. */
const batch = 200
/** Pictures that were put aside and never submitted are kept for this long. */
const draftsKept = day

/**
 * Reminds people 30, 14 and 3 days before a check or a paper ends, and when it is over; each once, however many servers run.
 * The reminder is an event, and reaches the inbox as every other.
 */
export const identityReminders = ({ store }: { store: Store }): Chore => ({
  name: 'identity-reminders',
  everyMs: hour,
  async run(now) {
    // The last stage first: who is in it gets one message and not four.
    for (const days of [...reminderDays].reverse()) {
      let sent = batch
      while (sent === batch) sent = await remind(store, days, now)
    }
    await store.write((tx) => deleteForgottenDrafts(tx, now - draftsKept))
  },
})

/** The largest number of reminders of one kind that were sent. */
const remind = (store: Store, days: ReminderDays, now: number): Promise<number> =>
  store.write(async (tx) => {
    const before = remindBefore(days, now)
    const stage: Stage = { days, before, beforeDay: marketDay(before - day), limit: batch }
    const people = await remindPeople(tx, stage)
    for (const personId of people) {
      await tx.append({ kind: 'verification.ending', subjectId: personId, marketId: null, at: now, data: { personId, of: 'person', days } })
    }
    const employers = await remindEmployers(tx, stage)
    for (const personId of employers) {
      await tx.append({ kind: 'verification.ending', subjectId: personId, marketId: null, at: now, data: { personId, of: 'employer', days } })
    }
    const licences = await remindLicences(tx, stage)
    for (const { id, employerId, kind } of licences) {
      await tx.append({ kind: 'licence.ending', subjectId: id, marketId: null, at: now, data: { employerId, paper: kind, days } })
    }
    const workLicences = await remindWorkLicences(tx, stage)
    for (const { id, personId, kind } of workLicences) {
      await tx.append({ kind: 'work_licence.ending', subjectId: id, marketId: null, at: now, data: { personId, licence: kind, days } })
    }
    return Math.max(people.length, employers.length, licences.length, workLicences.length)
  })
