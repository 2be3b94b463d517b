import { getPriority } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { agreementToPrint } from '../../test/support/agreement-to-print'
import { openAgreementPrinter, type AgreementPrinter } from './agreement-printer'
import { openFace } from './face'
import { fullFont } from './fonts'
import { agreement } from './agreement'

describe('the printer of agreements', () => {
  let printer: AgreementPrinter | undefined
  afterEach(() => printer?.close())

  it('prints in its thread what would be printed here, each asker their own', async () => {
    printer = openAgreementPrinter()
    const face = openFace(fullFont('regular'))
    const asked = ['一号', '二号', '三号'].map((number) => agreementToPrint({ number }))
    const printed = await Promise.all(asked.map((paper) => (printer as AgreementPrinter).agreement(paper)))
    for (const [at, paper] of asked.entries()) expect(printed[at]?.equals(await agreement(face, paper))).toBe(true)
  })

  it('leaves the process as quick as it was', async () => {
    const before = getPriority()
    printer = openAgreementPrinter()
    await printer.agreement(agreementToPrint({}))
    expect(getPriority()).toBe(before)
  })

  it('says why it cannot print one, and prints the next', async () => {
    printer = openAgreementPrinter()
    await expect(printer.agreement(agreementToPrint({ link: `https://market.example.cn/q/${'x'.repeat(5_000)}` }))).rejects.toThrow()
    expect((await printer.agreement(agreementToPrint({}))).subarray(0, 8).toString('latin1')).toBe('%PDF-1.7')
  })

  it('tells whoever waits when its thread dies, and begins another for the next paper', async () => {
    const dying = new URL(`data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ job, paper }) => {
        if (paper.number === 'dies') process.exit(1)
        if (paper.number === 'throws') throw new Error('broken')
        parentPort.postMessage({ job, pdf: new Uint8Array([37, 80, 68, 70]) })
      })`)}`)
    printer = openAgreementPrinter(dying)
    const together = [agreementToPrint({ number: 'dies' }), agreementToPrint({ number: 'behind it' })].map((paper) => (printer as AgreementPrinter).agreement(paper))
    for (const outcome of await Promise.allSettled(together)) expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'the thread that prints agreements ended: it stopped' } })
    await expect(printer.agreement(agreementToPrint({ number: 'throws' }))).rejects.toThrow('broken')
    expect((await printer.agreement(agreementToPrint({}))).toString('latin1')).toBe('%PDF')
  })

  it('refuses what is not done when it is closed, and everything after', async () => {
    printer = openAgreementPrinter()
    const asked = printer.agreement(agreementToPrint({}))
    const refused = expect(asked).rejects.toThrow('ended')
    await printer.close()
    await refused
    await expect(printer.agreement(agreementToPrint({}))).rejects.toThrow('closed')
  })
})
