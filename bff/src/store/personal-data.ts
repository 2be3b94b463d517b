import type { Declarations } from './personal-data/declaration'
import { journeyData } from './personal-data/journey'
import { peopleData } from './personal-data/people'
import { machineryData, staffData } from './personal-data/staff'

/** Of every table, what it holds about people. A table that is missing is no longer compiled; a column that is fails a test. */
export const personalData: Declarations = { ...peopleData, ...staffData, ...journeyData, ...machineryData }
