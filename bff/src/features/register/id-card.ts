import { AppError, refuseProblems } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import { IdCardUnreadable, type IdCardReading, type WechatGateway } from '../../gateways/wechat/wechat'

/** WeChat reads a hundred cards a day for nothing, for all people together: nobody shall use them up alone. */
export const readingsADay = 10

const words: Record<IdCardUnreadable['reason'], string> = {
  no_card: '没认出身份证。请放平、对准，拍清楚再试，也可以自己填',
  back_side: '这是有国徽的那一面，请拍有照片的那一面',
  not_a_picture: '这张照片打不开，请重新拍一张',
}

const unreadable = (reason: IdCardUnreadable['reason']) => [{ field: 'imageBase64', message: words[reason] }]

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)

export type IdCardService = ReturnType<typeof idCardService>

/** Reads an ID card's picture so that 18 digits need not be typed. The picture is passed on and forgotten. */
export const idCardService = ({ wechat }: { wechat: Pick<WechatGateway, 'readIdCard'> }) => {
  let today = ''
  let readings = new Map<string, number>()

  const countReading = (personId: string, day: string): void => {
    if (day !== today) {
      today = day
      readings = new Map()
    }
    const so = readings.get(personId) ?? 0
    if (so >= readingsADay) throw new AppError('quota_used')
    readings.set(personId, so + 1)
  }

  return {
    /** @throws AppError invalid_fields when no card can be read from it, quota_used, upstream_unavailable */
    async read(caller: Caller, imageBase64: string, now: number): Promise<IdCardReading> {
      if (!isBase64(imageBase64)) refuseProblems(unreadable('not_a_picture'))
      countReading(caller.personId, marketDay(now))
      try {
        return await wechat.readIdCard(Buffer.from(imageBase64, 'base64'))
      } catch (error) {
        if (error instanceof IdCardUnreadable) refuseProblems(unreadable(error.reason))
        throw error
      }
    },
  }
}
