import { Type } from 'typebox'
import { literals } from '../values'

/** One thing found in a posting; the type is in `finding`. */
export const Finding = Type.Object({
  rule: Type.String(),
  severity: literals(['doubtful', 'refused']),
  field: Type.String(),
  words: Type.String(),
  clause: Type.String(),
  message: Type.String(),
})
