import { randomUUID } from 'node:crypto'

/** What the sandbox knows and how the provider would put it. */
export type SandboxAction = 'Id2MetaVerify' | 'EntElementVerifyV2' | 'ContrastFaceVerify'

/**
 * Everybody and every business fits, except where the name holds one of these: `王不符` does not fit his number, nobody has
 * a record of `李查无`, `张限流` is one too many, the service fails for `赵故障` and never answers for `周缓慢`.
 */
export const sandboxNames = { mismatch: '不符', noRecord: '查无', busy: '限流', down: '故障', slow: '缓慢' } as const

export type Form = Record<string, string | undefined>
export type Outcome = { status: number; body: Record<string, unknown> }

/** The gateway's own refusals with their statuses; numbers are the actions' and come with 200. */
const gatewayRefusals: Record<string, { status: number; message: string }> = {
  'MissingAccessKeyId': { status: 400, message: 'AccessKeyId is mandatory for this action.' },
  'InvalidAccessKeyId.NotFound': { status: 404, message: 'Specified access key is not found.' },
  'SignatureDoesNotMatch': { status: 400, message: 'Specified signature does not match our calculation.' },
  'SignatureNonceUsed': { status: 400, message: 'Specified signature nonce was used already.' },
  'InvalidTimeStamp.Expired': { status: 400, message: 'Specified time stamp or date value is expired.' },
  'InvalidAction.NotFound': { status: 404, message: 'Specified api is not found, please check your url and method.' },
  'MissingParameter': { status: 400, message: 'Required parameter is missing.' },
  'InvalidParameter': { status: 401, message: 'Specified parameter is not valid.' },
  'InvalidVersion': { status: 400, message: 'Specified parameter Version is not valid.' },
  'Throttling.User': { status: 400, message: 'Request was denied due to user flow control.' },
  'ServiceUnavailable': { status: 503, message: 'The request has failed due to a temporary failure of the server.' },
  'InternalError': { status: 500, message: 'The request processing has failed due to some unknown error.' },
}
const actionMessages: Record<string, string> = {
  400: '参数不能为空', 401: '参数非法', 402: '权威源服务异常', 403: '异常重复调用', 410: '未开通服务', 411: 'RAM无权限', 412: '欠费中', 500: '系统错误',
}

export const versions: Record<SandboxAction, string> = { Id2MetaVerify: '2019-03-07', ContrastFaceVerify: '2019-03-07', EntElementVerifyV2: '2022-11-25' }
export const isAction = (action: string): action is SandboxAction => action in versions

/** A refusal in the provider's form: with its status where the gateway refuses, with 200 where an action does. */
export const refusal = (code: string): Outcome => {
  const RequestId = randomUUID().toUpperCase()
  const gateway = gatewayRefusals[code]
  if (gateway) return { status: gateway.status, body: { RequestId, HostId: 'sandbox', Code: code, Message: gateway.message } }
  return { status: 200, body: { RequestId, Code: code, Message: actionMessages[code] ?? 'error' } }
}

const bizCodeOf = (name: string): string => (name.includes(sandboxNames.mismatch) ? '2' : name.includes(sandboxNames.noRecord) ? '3' : '1')

function person({ ParamType: kind, UserName: name, IdentifyNum: number }: Form): Outcome {
  if (!kind || !name || !number) return refusal('400')
  if (!/^\d{17}[\dX]$/.test(number) || kind !== 'normal') return refusal('401')
  return { status: 200, body: { RequestId: randomUUID().toUpperCase(), Code: '200', Message: 'success', ResultObject: { BizCode: bizCodeOf(name) } } }
}

function business({ InfoVerifyType: kind, EntName: name, LicenseNo: number, LegalPersonName: representative, MerchantBizId: order }: Form): Outcome {
  if (!name || !number || !order || (kind === 'ENT_3META' && !representative)) return refusal('MissingParameter')
  if (kind !== 'ENT_2META' && kind !== 'ENT_3META') return refusal('InvalidParameter')
  const byName = bizCodeOf(name)
  const byRepresentative = representative === undefined ? '1' : bizCodeOf(representative)
  const flags = [...(byName === '2' ? ['EntNameFlag'] : []), ...(byRepresentative === '2' ? ['LegalPersonNameFlag'] : [])]
  const BizCode = [byName, byRepresentative].includes('3') ? '3' : flags.length > 0 ? '2' : '1'
  return {
    status: 200,
    body: { RequestId: randomUUID().toUpperCase(), Code: 'Success', Message: 'success', Result: { BizCode, ...(BizCode === '2' ? { ReasonDetail: flags.join(',') } : {}) } },
  }
}

/** A picture shows the person's face, unless it says otherwise in its bytes: `sandbox-face:other`, `:photo` (not alive), `:none`. */
function face({ SceneId: scene, CertName: name, CertNo: number, FaceContrastPicture: picture, ProductCode: product }: Form): Outcome {
  if (!scene || !name || !number || !picture) return refusal('400')
  const said = /sandbox-face:(other|photo|none)/.exec(Buffer.from(picture, 'base64').toString('utf8'))?.[1]
  if (product !== 'ID_MIN' || said === 'none') return refusal('401')
  const SubCode = bizCodeOf(name) === '2' ? '201' : bizCodeOf(name) === '3' ? '202' : said === 'other' ? '204' : said === 'photo' ? '205' : '200'
  return {
    status: 200,
    body: { RequestId: randomUUID().toUpperCase(), Code: '200', Message: 'success', ResultObject: { Passed: SubCode === '200' ? 'T' : 'F', SubCode } },
  }
}

export const answers: Record<SandboxAction, (form: Form) => Outcome> = { Id2MetaVerify: person, EntElementVerifyV2: business, ContrastFaceVerify: face }
