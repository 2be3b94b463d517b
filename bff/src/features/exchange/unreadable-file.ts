import { unreadableWords, type Unreadable } from '@market/shared/exchange/import-file'

/** A file of which not one row is taken. `sentence` is for the person who sent it. */
export class UnreadableFile extends Error {
  readonly reason: Unreadable
  readonly sentence: string

  /** @param further what exactly, in words for a person: the headings that are missing */
  constructor(reason: Unreadable, further = '') {
    super(reason)
    this.name = 'UnreadableFile'
    this.reason = reason
    this.sentence = further === '' ? unreadableWords[reason] : `${unreadableWords[reason]}${further}`
  }
}
