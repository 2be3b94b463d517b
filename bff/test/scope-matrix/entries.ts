import type { Entries } from './entry'
import { arrive } from './entries/arrive'
import { audit } from './entries/audit'
import { cases } from './entries/cases'
import { checkIn } from './entries/check-in'
import { desk } from './entries/desk'
import { dispatch } from './entries/dispatch'
import { gates } from './entries/gates'
import { identity } from './entries/identity'
import { markets } from './entries/markets'
import { match } from './entries/match'
import { monitor } from './entries/monitor'
import { sign } from './entries/sign'
import { staff } from './entries/staff'
import { supervision } from './entries/supervision'
import { transfer } from './entries/transfer'

/** What the matrix knows of every endpoint that needs a granted role; one that is missing here does not compile. */
export const entries = { ...arrive, ...audit, ...cases, ...checkIn, ...desk, ...dispatch, ...gates, ...identity, ...markets, ...match, ...monitor, ...sign, ...staff, ...supervision, ...transfer } satisfies Entries
