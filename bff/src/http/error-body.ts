import { Type } from 'typebox'

/** What every refusal looks like. `message` is for the person, `code` for the program, `requestId` for the help desk. */
export const errorBody = Type.Object({
  code: Type.String(),
  message: Type.String(),
  fields: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String(), clause: Type.Optional(Type.String()) }))),
  requestId: Type.String(),
})
