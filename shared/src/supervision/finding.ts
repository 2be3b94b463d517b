/** What the rulebook says of a posting: published at once, looked at by staff first, or refused. */
export type Verdict = 'clear' | 'doubtful' | 'refused'

/** One thing found in a posting, with the clause of law it comes from. */
export type Finding = {
  /** Key of the rule in the rulebook. */
  rule: string
  severity: 'doubtful' | 'refused'
  /** The field of the posting it stands in. */
  field: string
  /** The words that were found, as typed; empty where the fault is in a number. */
  words: string
  /** 《就业促进法》第二十七条 and the like. */
  clause: string
  /** One plain sentence for the employer. */
  message: string
}
