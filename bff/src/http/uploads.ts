import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { AppError } from '@market/shared/errors'

/** A file that came as a body. It is deleted when the request has been answered, unless somebody took it. */
export class UploadedFile {
  private taken = false

  constructor(
    private readonly path: string,
    readonly byteLength: number,
    /** Hex. */
    readonly sha256: string,
  ) {}

  /** Where it lies now. Whoever takes it deletes it. */
  take(): string {
    this.taken = true
    return this.path
  }

  /** Where it lies, for a look before the answer. */
  get place(): string {
    return this.path
  }

  async forget(): Promise<void> {
    if (!this.taken) await rm(this.path, { force: true })
  }

  /** Two sendings of the same file are the same body, wherever each was put: the idempotency key compares this. */
  toJSON(): { sha256: string } {
    return { sha256: this.sha256 }
  }
}

/** Takes files as bodies, on the routes that declare it: written to disk as they come, so that memory does not grow with them. */
export function acceptUploads(app: FastifyInstance): void {
  app.addContentTypeParser('application/octet-stream', async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    const most = request.routeOptions.config.uploadLimit
    if (most === undefined) throw new AppError('unsupported_media_type')
    const path = join(tmpdir(), `market-upload-${uuidv7()}`)
    const hash = createHash('sha256')
    let byteLength = 0
    const measured = new Transform({
      transform(piece: Buffer, _encoding, next) {
        byteLength += piece.length
        if (byteLength > most) return next(new AppError('payload_too_large'))
        hash.update(piece)
        next(null, piece)
      },
    })
    try {
      await pipeline(payload, measured, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    return new UploadedFile(path, byteLength, hash.digest('hex'))
  })
  app.addHook('onResponse', async ({ body }) => {
    if (body instanceof UploadedFile) await body.forget()
  })
}

/** A JSON body that describes a file is none. */
export async function assertUploaded({ body }: FastifyRequest): Promise<void> {
  if (!(body instanceof UploadedFile)) throw new AppError('unsupported_media_type')
}
