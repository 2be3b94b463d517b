import { randomUUID } from 'node:crypto'
import { AppError } from '@market/shared/errors'
import { systemClock, type Clock } from '../../clock'
import { acs3CodeOf as codeOf, askAcs3, sha256Hex, type Acs3Call } from '../acs3'
import type { BusinessPart, CheckResult, FaceCheck, IdentityGateway } from './identity'

export type IdentitySettings = {
  /** Scheme and host, without a slash at the end. */
  apiBase: string
  appId: string
  appSecret: string
  /** The provider's number of the face comparison that was ordered; null where none is allowed. */
  faceScene: string | null
}

type Reply = Record<string, unknown>

const personVersion = '2019-03-07'
const businessVersion = '2022-11-25'

/** One code for person and business calls: 1 fits, 2 does not fit, 3 not in the authority's records. */
const results: Record<string, CheckResult> = { 1: 'match', 2: 'mismatch', 3: 'no_record' }

const businessFlags: Record<string, BusinessPart> = {
  EntNameFlag: 'name', LicenseNoFlag: 'credit_code', LegalPersonNameFlag: 'legal_representative',
}

/** Why a face did not pass (认证结果 SubCode). What is not listed is a face that did not fit. */
const faceResults: Record<string, FaceCheck['result']> = {
  200: 'match', 201: 'mismatch', 202: 'no_record', 203: 'no_record', 204: 'mismatch', 205: 'not_alive', 207: 'mismatch',
}

/** "Illegal parameter": the authority takes no such name or number, or the picture holds no face. */
const refusedInput = '401'

const objectIn = (reply: Reply, field: string): Reply => {
  const value = reply[field]
  return typeof value === 'object' && value !== null ? (value as Reply) : {}
}

const unavailable = (action: string, why: string): AppError => new AppError('upstream_unavailable', { detail: `identity ${action}: ${why}` })

/**
 * The client of Alibaba Cloud's identity verification (实人认证 cloudauth): `Id2MetaVerify` for a person, `EntElementVerifyV2`
 * for a business, `ContrastFaceVerify` for a face. Requests are forms signed with ACS3-HMAC-SHA256, with a time and a nonce
 * that counts once; README.md beside this file has the protocol. A request is never repeated by itself: each is charged.
 * @param options.timeout ms for one request
 */
export function identityOverHttp(
  { apiBase, appId, appSecret, faceScene }: IdentitySettings,
  { clock = systemClock, timeout = 5_000 }: { clock?: Clock; timeout?: number } = {},
): IdentityGateway {
  const ask = (call: Acs3Call): Promise<Reply> =>
    askAcs3(call, { name: 'identity', apiBase, key: { id: appId, secret: appSecret }, now: clock.now(), timeout })

  const resultOf = (action: string, answer: Reply): CheckResult => {
    const result = results[String(answer.BizCode)]
    if (!result) throw unavailable(action, 'no result in the answer')
    return result
  }

  const compareFace = async (scene: string, person: { name: string; idNumber: string }, picture: Uint8Array): Promise<FaceCheck> => {
    const action = 'ContrastFaceVerify'
    const reply = await ask({
      action, version: personVersion, parameters: {
        SceneId: scene, OuterOrderNo: randomUUID().replaceAll('-', ''), ProductCode: 'ID_MIN', CertType: 'IDENTITY_CARD',
        CertName: person.name, CertNo: person.idNumber, FaceContrastPicture: Buffer.from(picture).toString('base64'),
      },
    })
    const code = codeOf(reply)
    if (code === refusedInput) return { result: 'unusable_picture' }
    if (code !== '200') throw unavailable(action, code)
    const { Passed: passed, SubCode: reason } = objectIn(reply, 'ResultObject')
    if (passed === 'T') return { result: 'match' }
    if (passed !== 'F') throw unavailable(action, 'no result in the answer')
    const result = faceResults[String(reason)] ?? 'mismatch'
    // Passed decides; a reason that says otherwise is no pass.
    return { result: result === 'match' ? 'mismatch' : result }
  }

  return {
    async checkPerson({ name, idNumber }) {
      const action = 'Id2MetaVerify'
      const reply = await ask({ action, version: personVersion, parameters: { ParamType: 'normal', IdentifyNum: idNumber, UserName: name } })
      const code = codeOf(reply)
      // Names in rare characters and foreigners' cards are refused so: the machine cannot tell, staff can.
      if (code === refusedInput) return 'no_record'
      if (code !== '200') throw unavailable(action, code)
      return resultOf(action, objectIn(reply, 'ResultObject'))
    },

    async checkBusiness({ name, creditCode, legalRepresentative }) {
      const action = 'EntElementVerifyV2'
      const reply = await ask({
        action, version: businessVersion, parameters: {
          SceneCode: 'employer', MerchantBizId: randomUUID().replaceAll('-', ''), MerchantUserId: sha256Hex(creditCode).slice(0, 32),
          UserAuthorization: '1', EntName: name, LicenseNo: creditCode,
          ...(legalRepresentative === null ? { InfoVerifyType: 'ENT_2META' } : { InfoVerifyType: 'ENT_3META', LegalPersonName: legalRepresentative }),
        },
      })
      const code = codeOf(reply)
      if (code !== 'Success' && code !== '200') throw unavailable(action, code)
      const answer = objectIn(reply, 'Result')
      const flags = typeof answer.ReasonDetail === 'string' ? answer.ReasonDetail.split(',') : []
      return { result: resultOf(action, answer), wrong: flags.flatMap((flag) => businessFlags[flag.trim()] ?? []) }
    },

    compareFace: faceScene === null ? null : (person, picture) => compareFace(faceScene, person, picture),
  }
}
