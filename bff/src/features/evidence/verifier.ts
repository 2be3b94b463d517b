import { createHash } from 'node:crypto'
import { agreementCheck } from './agreement-check'
import { bundleFormat, endStatement, readLine, type BundleLine, type EndLine, type HeaderLine } from './bundle'
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

/** Takes what is kept, in the order of a bundle, and says what is wrong with it. For a bundle and for a database alike. */
export function evidenceVerifier(findings: Findings, keys: TrustedKeys) {
  const log = logCheck(findings, keys)
  const agreements = agreementCheck(findings, keys, log)
  let reached = 0
  let logEnded = false
  let count = 0
  let lastAgreement = ''

  const endLog = (): void => {
    if (!logEnded) log.end()
    logEnded = true
  }

  return {
    log,
    take(line: Exclude<BundleLine, HeaderLine | EndLine>, where: string, onNode?: OnNode): void {
      findings.expect(order[line.type] >= reached, where, problems.wrongOrder)
      reached = Math.max(reached, order[line.type])
      if (line.type === 'root') return log.root(line)
      if (line.type === 'entry') return log.entry(line, onNode)
      endLog()
      findings.expect(line.id > lastAgreement, where, problems.wrongOrder)
      lastAgreement = line.id
      count += 1
      agreements.agreement(line)
    },
    report(): Report {
      endLog()
      agreements.end()
      return { findings: findings.found, notices: findings.notices, entries: log.size, roots: log.roots.length, agreements: count }
    },
  }
}

/**
 * Verifies a bundle from its lines, without their line feeds. Needs nothing but public keys, no network and no database.
 * @param onProgress told after each line how many there were
 */
export async function verifyBundle(lines: AsyncIterable<string> | Iterable<string>, keys: TrustedKeys, onProgress: (lines: number) => void = () => undefined): Promise<Report> {
  const findings = new Findings()
  const verifier = evidenceVerifier(findings, keys)
  const whole = createHash('sha256')
  let header: HeaderLine | null = null
  let end: EndLine | null = null
  let number = 0
  for await (const text of lines) {
    number += 1
    const where = places.line(number)
    const line = readLine(text)
    if (end !== null) findings.add(where, problems.afterEnd)
    else if (line?.type === 'end') {
      end = line
      checkEnd(findings, keys, line, { lines: number - 1, sha256: whole.digest('hex'), header })
    } else {
      whole.update(text)
      whole.update('\n')
      if (line === null) findings.add(where, problems.notCanonical)
      else if (line.type === 'header') {
        findings.expect(number === 1 && line.format === bundleFormat, where, problems.notBundle)
        header = line
      } else verifier.take(line, where)
    }
    onProgress(number)
  }
  findings.expect(header !== null, places.bundle, problems.notBundle)
  findings.expect(header === null || header.logId === verifier.log.logId, places.bundle, problems.logId)
  findings.expect(end !== null, places.bundle, problems.cutOff)
  return verifier.report()
}

function checkEnd(findings: Findings, keys: TrustedKeys, end: EndLine, seen: { lines: number; sha256: string; header: HeaderLine | null }): void {
  findings.expect(end.lines === seen.lines && end.sha256 === seen.sha256 && end.at === seen.header?.at, places.bundle, problems.endHash)
  const publicKey = keys.log.publicKey(end.keyId)
  if (publicKey === null) findings.add(places.bundle, problems.unknownKey)
  else findings.expect(holds(endStatement(end), end.signature, publicKey), places.bundle, problems.endSignature)
}
