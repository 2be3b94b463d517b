import highs from 'highs'
import type { Crowd } from '../../src/features/dispatch/crowd'

let solver: ReturnType<typeof highs> | undefined
/** The solver is a megabyte of WebAssembly: loaded once. */
const loaded = () => (solver ??= highs())

/**
 * The best total there is, by a solver that shares nothing with the auction: HiGHS, over the linear programme. With crews
 * each is one whole yes or no a job (a mixed integer programme).
 * @returns the total and the time the solver itself took, in ms
 */
export async function optimum(crowd: Crowd, crews: readonly (readonly number[])[] = []): Promise<{ total: number; ms: number }> {
  const { solve } = await loaded()
  const programme = programmeOf(crowd, crews)
  const begun = performance.now()
  const solution = solve(programme, { output_flag: false })
  const ms = performance.now() - begun
  if (solution.Status !== 'Optimal') throw new Error(`the solver ended with ${solution.Status}`)
  return { total: solution.ObjectiveValue, ms }
}

function programmeOf({ people, jobs, places, first, job, points }: Crowd, crews: readonly (readonly number[])[]): string {
  const objective: string[] = []
  const rows: string[] = []
  const ofJob: string[][] = Array.from({ length: jobs }, () => [])
  const binaries: string[] = []
  const together = new Set(crews.flat())
  for (let person = 0; person < people; person += 1) {
    if (together.has(person)) continue
    const own: string[] = []
    for (let at = first[person]!; at < first[person + 1]!; at += 1) {
      objective.push(`${points[at]} x${at}`)
      own.push(`x${at}`)
      ofJob[job[at]!]!.push(`x${at}`)
    }
    if (own.length > 0) rows.push(`${own.join(' + ')} <= 1`)
  }
  crews.forEach((members, crew) => {
    const own: string[] = []
    for (let one = 0; one < jobs; one += 1) {
      const each = members.map((person) => {
        for (let at = first[person]!; at < first[person + 1]!; at += 1) if (job[at] === one) return points[at]!
        return null
      })
      if (each.includes(null)) continue
      const name = `c${crew}j${one}`
      objective.push(`${each.reduce<number>((sum, value) => sum + (value ?? 0), 0)} ${name}`)
      own.push(name)
      binaries.push(name)
      ofJob[one]!.push(`${members.length} ${name}`)
    }
    if (own.length > 0) rows.push(`${own.join(' + ')} <= 1`)
  })
  ofJob.forEach((terms, one) => {
    if (terms.length > 0) rows.push(`${terms.join(' + ')} <= ${places[one]}`)
  })
  // The format wants short lines.
  const broken = (text: string) => text.replace(/ \+ /g, '\n+ ')
  return `Maximize\n obj: ${objective.length === 0 ? '0 none' : broken(objective.join(' + '))}\nSubject To\n${rows.map((row, index) => ` r${index}: ${broken(row)}`).join('\n')}\n${rows.length === 0 ? ' r: none <= 0\n' : ''}${binaries.length > 0 ? `Binary\n${binaries.join('\n')}\n` : ''}End\n`
}
