import { Type, type TEnum } from 'typebox'

/** Values that several features share, in the units of the whole product. */

/** Text id, a UUIDv7: ordered by time, tells nothing else. */
export const Id = Type.String({ minLength: 8, maxLength: 40, pattern: '^[0-9A-Za-z-]+$' })
/** Money in integer fen, at most a million yuan. */
export const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000 })
/** An instant in UTC milliseconds. */
export const Instant = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000 })
/** A market's day in Asia/Shanghai, `YYYY-MM-DD`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** Degrees, WGS-84 or GCJ-02: the difference (≤600 m) is below what ranking by distance needs. */
export const Latitude = Type.Number({ minimum: -90, maximum: 90 })
export const Longitude = Type.Number({ minimum: -180, maximum: 180 })

/** A trade's code in the classification, or what looks like one: a refusal may repeat it, so nothing else may stand here. */
export const TradeText = Type.String({ maxLength: 16, pattern: '^[0-9-]+$' })

/** One of a closed list of words. */
export const literals = <const T extends readonly string[]>(values: T): TEnum<[...T]> => Type.Enum<[...T]>(values)

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
