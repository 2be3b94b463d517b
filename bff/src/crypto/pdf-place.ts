import { createRequire } from 'node:module'
import type * as PdfLib from '@cantoo/pdf-lib'

// Required, because its modules for `import` are hundreds of files that the loader of TypeScript looks into: a second and 30 MB more.
const { PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFRef, PDFStreamWriter, PDFString } = createRequire(import.meta.url)('@cantoo/pdf-lib') as typeof PdfLib

/** Where a PDF's signature will stand, and what a reader shows beside it. */
export type SignaturePlace = {
  /** Bytes that the signature may take; the file grows by twice as many. */
  room: number
  /** Who signs and why, for people. */
  name: string
  reason: string
  /** UTC ms. */
  at: number
}

/** Stands for an offset that is known only when the file is: as wide as any. */
const offset = 9_999_999_999

/**
 * The PDF with an empty place for a signature (PAdES baseline, ETSI EN 319 142-1), to be filled by `signPdf`. What is no stream is
 * packed into one (ISO 32000-1 §7.5.7): of a tagged paper's hundred small objects that leaves a quarter. It loads a library of
 * 15 MB and takes some four milliseconds, so it is for the thread that draws.
 * @throws Error for what is no PDF with a page
 */
export async function withSignaturePlace(pdf: Uint8Array, { room, name, reason, at }: SignaturePlace): Promise<Buffer> {
  const file = await PDFDocument.load(pdf, { updateMetadata: false })
  const { context, catalog } = file
  const page = file.getPage(0)
  // What pdfkit says about the file a second time, in XML, it leaves as it is.
  const about = catalog.get(PDFName.of('Metadata'))
  const xml = about instanceof PDFRef ? context.lookup(about) : undefined
  if (about instanceof PDFRef && xml instanceof PDFRawStream && !xml.dict.has(PDFName.of('Filter'))) context.assign(about, context.flateStream(xml.contents, { Type: 'Metadata', Subtype: 'XML' }))
  // The order is what `signPdf` and `verifyPdf` look for.
  const signature = context.register(context.obj({
    Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'ETSI.CAdES.detached', ByteRange: [0, offset, offset, offset], Contents: PDFHexString.of('00'.repeat(room)),
    M: PDFString.fromDate(new Date(at)), Name: PDFHexString.fromText(name), Reason: PDFHexString.fromText(reason),
  }))
  // A field and its widget in one; printed or not, there is nothing of it to see.
  const field = context.register(context.obj({ FT: 'Sig', T: PDFString.of('Seal'), V: signature, Type: 'Annot', Subtype: 'Widget', Rect: [0, 0, 0, 0], F: 132, P: page.ref }))
  // Set, not added: the library's own way wraps what is drawn in two more streams.
  page.node.set(PDFName.of('Annots'), context.obj([field]))
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }))
  return Buffer.from(await PDFStreamWriter.forContext(context, Infinity, true, Infinity).serializeToBuffer())
}
