import { overlaps } from '@market/shared/apply/apply.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import type { Choices } from './choices'
import type { Present } from './crowd.queries'

type Crews = { crews: number[][]; crewOf: (person: number) => readonly number[] | undefined; /** The same number for all of a crew. */ groupOf: (person: number) => number }

/** Crews of which two or more are there, by the numbers of their people; everybody else is a group of their own. */
export function crewsOf(people: readonly Present[]): Crews {
  const crews = [...membersOf(people).values()].filter(({ length }) => length > 1)
  const byPerson = new Map(crews.flatMap((crew) => crew.map((person) => [person, crew] as const)))
  return { crews, crewOf: (person) => byPerson.get(person), groupOf: (person) => byPerson.get(person)?.[0] ?? person }
}

/**
 * The same people, where a crew holds together what may go to the same hours: of each crew the largest part that has promised
 * the same hours, of parts alike that of who has waited longest. The others are by themselves in this round, so that one who has
 * other work binds nobody.
 */
export const crewsWithSameHours = <Person extends Present & { seeker: Seeker }>(people: readonly Person[], jobs: readonly JobFacts[]): Person[] =>
  narrowed(people, (members) => {
    const parts = new Map<string, number[]>()
    for (const person of members) {
      const promised = people[person]!.seeker.busy.filter((hours) => jobs.some((job) => overlaps(hours, job))).map(({ startsAt, endsAt }) => `${startsAt}-${endsAt}`).sort().join(' ')
      parts.set(promised, [...(parts.get(promised) ?? []), person])
    }
    return [...parts.values()].reduce((largest, part) => (part.length > largest.length ? part : largest))
  })

/** The same people, where a crew is without those who have no job they may go to, unless nobody of it has one. */
export const crewsWithChoices = <Person extends Present>(people: readonly Person[], none: Choices['none']): Person[] =>
  narrowed(people, (members) => {
    const able = members.filter((person) => none[person] === null)
    return able.length === 0 ? members : able
  })

function membersOf(people: readonly Present[]): Map<string, number[]> {
  const members = new Map<string, number[]>()
  people.forEach(({ crewId }, person) => {
    if (crewId === null) return
    const crew = members.get(crewId)
    if (crew === undefined) members.set(crewId, [person])
    else crew.push(person)
  })
  return members
}

/** @param staying of a crew of two or more those who stay in it */
function narrowed<Person extends Present>(people: readonly Person[], staying: (members: number[]) => number[]): Person[] {
  const stay = new Set([...membersOf(people).values()].flatMap((members) => (members.length > 1 ? staying(members) : members)))
  return people.map((person, index) => (person.crewId === null || stay.has(index) ? person : { ...person, crewId: null }))
}
