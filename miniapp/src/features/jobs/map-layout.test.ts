// @vitest-environment node
import { expect, test } from 'vitest'
import { jobSample } from '../../../test/stubs/samples'
import { layOut, middleOf } from './map-layout'

const middle = { lat: 34.62, lng: 112.45 }
const job = (id: string, lat: number, lng: number) => ({ ...jobSample(), id, lat, lng })

test('what lies north is above the middle, what lies east is right of it, as far out as it is away', () => {
  const { groups } = layOut([job('north', 34.7, 112.45), job('east', 34.62, 112.6), job('south', 34.3, 112.45)], middle)
  const [north, east, south] = groups
  expect(north?.x).toBeCloseTo(0.5)
  expect(north?.y).toBeLessThan(0.4)
  expect(east?.x).toBeGreaterThan(0.6)
  expect(east?.y).toBeCloseTo(0.5, 1)
  expect(0.5 - (north?.y ?? 0)).toBeLessThan((south?.y ?? 0) - 0.5)
})

test('everything stands on the map, however far it is', () => {
  const { groups, rings } = layOut([job('a', 34.6201, 112.45), job('b', 36.3, 116.6), job('c', 31.4, 110.4)], middle)
  expect(groups.every(({ x, y }) => x > 0.05 && x < 0.95 && y > 0.05 && y < 0.95)).toBe(true)
  expect(rings.at(-1)?.metres).toBeGreaterThanOrEqual(300_000)
})

test('jobs that a finger could not tell apart are one group, in the order of the list', () => {
  const { groups } = layOut([job('first', 34.7, 112.45), job('second', 34.7001, 112.4501), job('third', 34.3, 112.45)], middle)
  expect(groups.map(({ id, jobs }) => [id, jobs.map((one) => one.id)])).toEqual([['first', ['first', 'second']], ['third', ['third']]])
})

test('when all are near the rings are near', () => {
  expect(layOut([job('a', 34.625, 112.452)], middle).rings.map(({ metres }) => metres)).toEqual([1_000, 3_000])
})

test('without a place of one’s own the middle is amid the jobs', () => {
  expect(middleOf([job('a', 34, 112), job('b', 35, 113)])).toEqual({ lat: 34.5, lng: 112.5 })
  expect(middleOf([])).toBeNull()
})

test('the distance of a ring stands where nothing covers it, and distances do not lie on each other', () => {
  // Right below the middle, where the words would stand.
  const { rings, groups } = layOut([job('south', 34.3, 112.45), job('north', 34.7, 112.45)], middle)
  const words = rings.flatMap((ring) => ring.words ?? [])
  expect(rings.at(-1)?.words).not.toBeNull()
  expect(words.length).toBeGreaterThan(1)
  for (const one of words) for (const group of groups) expect(Math.abs(group.x - one.x) > 0.2 || Math.abs(group.y - one.y) > 0.1).toBe(true)
  for (const [at, one] of words.entries()) for (const other of words.slice(at + 1)) expect(Math.abs(other.x - one.x) >= 0.24 || Math.abs(other.y - one.y) >= 0.07).toBe(true)
})
