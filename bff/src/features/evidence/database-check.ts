import { canonicalJson } from '@market/shared/sign/canonical-json'
import { readLeafData } from '@market/shared/evidence/evidence.rules'
import { sm3 } from '../../crypto/sm2'
import type { Db, Reader } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { AgreementLine } from './bundle'
import { checkHere } from './checking'
import { findCosigned, findOrphans, pageOfEntries, pageOfNodes, sealedPapersOf, signaturesOf, strokesOf, textsOf } from './evidence.queries'
import { evidenceText } from './evidence.text'
import { evidenceLines } from './export'
import { Findings, type TrustedKeys } from './findings'
import { sha256Hex, nodeNumber, toHex } from './tree'
import { evidenceVerifier, type Report, type Verifying } from './verifier'

const { places, problems, notices } = evidenceText
const page = 500

type Read = Pick<Reader, 'read'>['read']

/**
 * Verifies a database where it lies, reading only: all that a bundle of it would say, and beside that what no bundle has — the
 * tree's stored nodes, the co-signer's memory, rows that belong to nothing and, with the vault's keys, what lies sealed.
 */
export async function verifyDatabase(read: Read, keys: TrustedKeys, vault: Vault | null, { onProgress = () => undefined, checking = checkHere(keys) }: Verifying = {}): Promise<Report> {
  const findings = new Findings()
  const verifier = evidenceVerifier(findings, keys, checking)
  const nodes = new Map<number, string>()
  let rows = 0
  let sealedColumns = 0
  const onDone = (): void => onProgress((rows += 1))
  let batch: AgreementLine[] = []
  const lookInside = async (): Promise<void> => {
    const some = batch
    batch = []
    sealedColumns += await checkSealed(read, findings, vault, some)
  }
  try {
    for await (const line of evidenceLines(read)) {
      if (line.type === 'agreement') {
        batch.push(line)
        await verifier.agreement(line, places.bundle, onDone)
        if (batch.length === page) await lookInside()
      } else {
        verifier.take(line, places.bundle, (level, index, hash) => nodes.set(nodeNumber({ level, index }), toHex(hash)))
        onDone()
      }
    }
    await lookInside()
  } catch (error) {
    // Only our own text is read as JSON: whoever wrote something else there changed it.
    if (!(error instanceof SyntaxError)) throw error
    findings.add(places.row('agreements', '…'), problems.unreadable)
  }
  await checkEntryColumns(read, findings)
  await checkNodes(read, findings, nodes)
  for (const { table, row } of await read(findOrphans)) findings.add(places.row(table, row), problems.orphan)
  // Its memory moves a moment before its signature is kept: for that moment it may be one root ahead.
  const cosigned = await read(findCosigned)
  const { roots } = verifier.log
  const at = roots.findLastIndex(({ cosignature }) => cosignature !== null)
  const [known, next] = [roots[at], roots[at + 1]]
  const remembers = (root: typeof known): boolean => cosigned?.size === root?.size && cosigned?.root === root?.root
  findings.expect(remembers(known) || (next?.cosignature === null && next.cosignKeyId === null && remembers(next)), places.log, problems.cosigner)
  if (sealedColumns > 0) findings.notices.push(notices.sealedColumns(sealedColumns))
  return verifier.report()
}

async function checkEntryColumns(read: Read, findings: Findings): Promise<void> {
  for (let after = -1; ;) {
    const rows = await read((db) => pageOfEntries(db, after, page))
    for (const { leafIndex, kind, subjectId, leafData } of rows) {
      const facts = leafData === null ? null : readLeafData(leafData)
      findings.expect(leafData === null || (facts?.kind === kind && facts.subjectId === subjectId), places.entry(leafIndex), problems.entryColumn)
    }
    after = rows.at(-1)?.leafIndex ?? after
    if (rows.length < page) return
  }
}

async function checkNodes(read: Read, findings: Findings, expected: ReadonlyMap<number, string>): Promise<void> {
  let stored = 0
  for (let after = -1; ;) {
    const rows = await read((db) => pageOfNodes(db, after, page))
    for (const { node, hash } of rows) findings.expect(expected.get(node) === hash, places.row('evidence_nodes', String(node)), problems.node)
    stored += rows.length
    after = rows.at(-1)?.node ?? after
    if (rows.length < page) break
  }
  findings.expect(stored === expected.size, places.log, problems.nodeMissing)
}

/** Opens what lies sealed and holds it against its fingerprints; without the vault's keys gives how much there is to open. */
async function checkSealed(read: Read, findings: Findings, vault: Vault | null, agreements: readonly AgreementLine[]): Promise<number> {
  if (agreements.length === 0) return 0
  const ids = agreements.map(({ id }) => id)
  const { texts, rows, strokes, papers } = await read(async (db: Db) => {
    const rows = await signaturesOf(db, ids)
    return {
      rows: new Map(rows.map(({ id, agreementId, party }) => [`${agreementId} ${party}`, id])),
      texts: new Map((await textsOf(db, ids)).map(({ id, textSealed }) => [id, textSealed])),
      strokes: new Map((await strokesOf(db, rows.map(({ id }) => id))).map(({ signatureId, dataSealed }) => [signatureId, dataSealed])),
      papers: new Map((await sealedPapersOf(db, ids)).map(({ agreementId, contentSealed }) => [agreementId, contentSealed])),
    }
  })
  let unopened = 0
  const inside = (sealed: string | undefined, place: Parameters<Vault['open']>[1], fits: (plain: string) => boolean, where: string, problem: string): void => {
    if (vault === null) unopened += 1
    else findings.expect(sealed !== undefined && opens(vault, sealed, place, fits), where, problem)
  }
  for (const { id, erasedAt, textHash, seal, signatures, paper } of agreements) {
    const where = places.agreement(id)
    if (erasedAt !== null) {
      findings.expect(texts.get(id) === '' && signatures.every(({ party }) => !strokes.has(rows.get(`${id} ${party}`) ?? '')) && paper === null, where, problems.erased)
      continue
    }
    const textSha256 = seal === null ? null : /"textSha256":"([0-9a-f]{64})"/.exec(seal.record)?.[1]
    inside(texts.get(id), { table: 'agreements', column: 'text_sealed', row: id }, (plain) => sm3(plain) === textHash && (textSha256 === null || sha256Hex(plain) === textSha256), where, problems.sealedText)
    for (const signature of signatures) {
      const row = rows.get(`${id} ${signature.party}`) ?? ''
      inside(strokes.get(row), { table: 'strokes', column: 'data_sealed', row }, (plain) => sm3(plain) === signature.strokeHash && canonicalJson(JSON.parse(plain) as number[]) === plain, places.signature(id, signature.party), problems.sealedStrokes)
      findings.expect(strokes.has(row), places.row('strokes', row), problems.orphan)
    }
    if (paper === null) continue
    const isWhole = (plain: string): boolean => {
      const file = Buffer.from(plain, 'base64')
      return file.length === paper.bytes && sha256Hex(file) === paper.sha256 && sm3(file) === paper.sm3
    }
    inside(papers.get(id), { table: 'agreement_papers', column: 'content_sealed', row: id }, isWhole, where, problems.sealedPaper)
  }
  return unopened
}

function opens(vault: Vault, sealed: string, place: Parameters<Vault['open']>[1], fits: (plain: string) => boolean): boolean {
  try {
    // base64url has several spellings of a last byte, and the vault reads them all: one of them is what was written.
    return /^v1\.\d+\.[\w-]+$/.test(sealed) && Buffer.from(sealed.split('.')[2] as string, 'base64url').toString('base64url') === sealed.split('.')[2] && fits(vault.open(sealed, place))
  } catch {
    return false
  }
}
