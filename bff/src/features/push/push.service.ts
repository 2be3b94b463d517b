import type { PushSettingsView } from '@market/shared/push/push.contract'
import { pushTemplates, type ConsentAnswer, type PushSettings, type PushTemplate } from '@market/shared/push/push.rules'
import { day } from '@market/shared/words/time'
import type { MessageTemplates } from '../../gateways/wechat/message-templates'
import type { Command } from '../../http/command'
import type { Db, Store } from '../../store/store'
import { addConsent, consentsOf, dropConsents, lastSeen, putSeeker, putSettings, removeSeeker, settingsOf } from './push.queries'

/** Who has not checked in anywhere for so long is not told of jobs there any more, in ms. */
export const seenFor = 30 * day

export type PushService = ReturnType<typeof pushService>

/** What a worker decides about messages: how many, when, and which WeChat may let through. */
export const pushService = ({ store, templates }: { store: Store; templates: MessageTemplates }) => {
  const viewIn = async (db: Db, personId: string): Promise<PushSettingsView> => {
    const left = await consentsOf(db, personId)
    return {
      ...(await settingsOf(db, personId)),
      templates: pushTemplates.flatMap((template) => {
        const known = templates[template]
        return known === undefined ? [] : [{ template, id: known.id, left: left.get(template) ?? 0 }]
      }),
    }
  }

  return {
    settings: (personId: string): Promise<PushSettingsView> => store.read((db) => viewIn(db, personId)),

    change: ({ caller: { personId }, now, write }: Command, settings: PushSettings): Promise<PushSettingsView> =>
      write(async (tx) => {
        await putSettings(tx, personId, settings, now)
        const seen = settings.mostPerDay === 0 ? null : await lastSeen(tx, personId, now - seenFor)
        if (seen === null) await removeSeeker(tx, personId)
        else await putSeeker(tx, personId, seen)
        return viewIn(tx, personId)
      }),

    /** Notes what WeChat answered. `reject` and `filter` let nothing through and take nothing back; a ban ends what was left. */
    consent: ({ caller: { personId }, now, write }: Command, answers: readonly { template: PushTemplate; answer: ConsentAnswer }[]): Promise<PushSettingsView> =>
      write(async (tx) => {
        for (const { template, answer } of answers) {
          if (answer === 'accept') await addConsent(tx, personId, template, now)
          if (answer === 'ban') await dropConsents(tx, personId, template, now)
        }
        return viewIn(tx, personId)
      }),
  }
}
