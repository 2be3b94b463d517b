import { createHash, type Hash } from 'node:crypto'
import { againstLog } from './against-log'
import type { CheckedAgreement } from './agreement-check'
import { bundleFormat, endStatement, readLine, type BundleLine, type EndLine, type EntryLine, type HeaderLine, type RootLine } from './bundle'
import { checkHere, mayBeAgreement, type Checking, type Unchecked } from './checking'
import { evidenceText } from './evidence.text'
import { Findings, holds, type Finding, type TrustedKeys } from './findings'
import { logCheck } from './log-check'

const { places, problems } = evidenceText

export type Report = {
  /** Empty where nothing was changed. */
  findings: readonly Finding[]
  /** What was not looked at, and why. */
  notices: readonly string[]
  entries: number
  roots: number
  agreements: number
}

export type OnNode = (level: number, index: number, hash: Uint8Array) => void

/** The parts of a bundle in the order they must come in. */
const order: Record<BundleLine['type'], number> = { header: 0, root: 1, entry: 2, agreement: 3, end: 4 }

/** So many agreements are checked in one go: enough to make the way to a thread worth it, few enough to hold in memory. */
const stretch = 64

/** Takes what is kept, in the order of a bundle, and says what is wrong with it. For a bundle and for a database alike. */
export function evidenceVerifier(findings: Findings, keys: TrustedKeys, checking: Checking) {
  const log = logCheck(findings, keys)
  const agreements = againstLog(findings, keys, log)
  const underWay: Promise<void>[] = []
  let settled: Promise<void> = Promise.resolve()
  let gathered: Gathered[] = []
  let reached = 0
  let logEnded = false
  let count = 0
  let lastAgreement = ''

  const inOrder = (type: BundleLine['type'], where: string): void => {
    findings.expect(order[type] >= reached, where, problems.wrongOrder)
    reached = Math.max(reached, order[type])
  }
  const endLog = (): void => {
    if (!logEnded) log.end()
    logEnded = true
  }
  const settle = (some: readonly Gathered[], checked: readonly (CheckedAgreement | null)[]): void => some.forEach(({ where, onDone }, at) => {
    const agreement = checked[at]
    if (agreement) {
      findings.expect(agreement.id > lastAgreement, where, problems.wrongOrder)
      lastAgreement = agreement.id
      count += 1
      agreements.agreement(agreement)
    } else findings.add(where, problems.notCanonical)
    onDone()
  })
  /** Has what was gathered checked, and waits only while too much is under way. Findings come in the order of the lines. */
  const send = async (): Promise<void> => {
    const some = gathered
    gathered = []
    const work = checking.check(some.map(({ agreement }) => agreement))
    settled = Promise.all([work, settled]).then(([checked]) => settle(some, checked))
    // Whoever waits for it next hears of what went wrong; until then it is no surprise to the process.
    settled.catch(() => undefined)
    underWay.push(settled)
    if (underWay.length >= checking.atOnce) await underWay.shift()
  }

  return {
    log,
    take(line: RootLine | EntryLine, where: string, onNode?: OnNode): void {
      inOrder(line.type, where)
      if (line.type === 'root') log.root(line)
      else log.entry(line, onNode)
    },
    /** @param onDone told when it was checked: later, and in order */
    async agreement(agreement: Unchecked, where: string, onDone: () => void): Promise<void> {
      inOrder('agreement', where)
      endLog()
      gathered.push({ agreement, where, onDone })
      if (gathered.length === stretch) await send()
    },
    async report(): Promise<Report> {
      endLog()
      await send()
      await settled
      agreements.end()
      return { findings: findings.found, notices: findings.notices, entries: log.size, roots: log.roots.length, agreements: count }
    },
  }
}
type Gathered = { agreement: Unchecked; where: string; onDone: () => void }

export type Verifying = {
  /** Told each time one more line was verified how many there were. */
  onProgress?: (lines: number) => void
  /** Where agreements are checked; on this thread unless said. */
  checking?: Checking
}

/** Verifies a bundle from its lines, without their line feeds. Needs nothing but public keys, no network and no database. */
export async function verifyBundle(lines: AsyncIterable<string> | Iterable<string>, keys: TrustedKeys, { onProgress = () => undefined, checking = checkHere(keys) }: Verifying = {}): Promise<Report> {
  const findings = new Findings()
  const verifier = evidenceVerifier(findings, keys, checking)
  const whole = createHash('sha256')
  let header: HeaderLine | null = null
  let end: EndLine | null = null
  let number = 0
  let done = 0
  const onDone = (): void => onProgress((done += 1))
  for await (const text of lines) {
    number += 1
    const where = places.line(number)
    if (end !== null) findings.add(where, problems.afterEnd)
    else if (mayBeAgreement(text)) {
      written(whole, text)
      await verifier.agreement(text, where, onDone)
      continue
    } else {
      const line = readLine(text)
      if (line?.type === 'end') {
        end = line
        checkEnd(findings, keys, line, { lines: number - 1, sha256: whole.digest('hex'), header })
      } else {
        written(whole, text)
        if (line === null || line.type === 'agreement') findings.add(where, problems.notCanonical)
        else if (line.type === 'header') {
          findings.expect(number === 1 && line.format === bundleFormat, where, problems.notBundle)
          header = line
        } else verifier.take(line, where)
      }
    }
    onDone()
  }
  findings.expect(header !== null, places.bundle, problems.notBundle)
  findings.expect(header === null || header.logId === verifier.log.logId, places.bundle, problems.logId)
  findings.expect(end !== null, places.bundle, problems.cutOff)
  return verifier.report()
}

const written = (whole: Hash, text: string): void => void whole.update(text).update('\n')

function checkEnd(findings: Findings, keys: TrustedKeys, end: EndLine, seen: { lines: number; sha256: string; header: HeaderLine | null }): void {
  findings.expect(end.lines === seen.lines && end.sha256 === seen.sha256 && end.at === seen.header?.at, places.bundle, problems.endHash)
  const publicKey = keys.log.publicKey(end.keyId)
  if (publicKey === null) findings.add(places.bundle, problems.unknownKey)
  else findings.expect(holds(endStatement(end), end.signature, publicKey), places.bundle, problems.endSignature)
}
