import type { Place } from '@market/shared/markets/markets.rules'

/** Half a side is some ten kilometres: the square a place lies in and the eight around it hold everything near it. */
const side = 0.2
const columns = Math.ceil(360 / side)

const rowOf = ({ lat }: Place): number => Math.floor((lat + 90) / side)
const columnOf = ({ lng }: Place): number => Math.floor((lng + 180) / side)

/** The number of the square of the map in which a place lies. */
export const cellOf = (place: Place): number => rowOf(place) * columns + columnOf(place)

/** The squares around a place, its own first, then the nearest. */
export function cellsAround(place: Place): number[] {
  const [row, column] = [(place.lat + 90) / side, (place.lng + 180) / side]
  const around = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => ({ row: rowOf(place) + down, column: columnOf(place) + right })))
  const fromMiddle = (cell: { row: number; column: number }): number => Math.hypot(cell.row + 0.5 - row, cell.column + 0.5 - column)
  return around.sort((one, other) => fromMiddle(one) - fromMiddle(other)).map((cell) => cell.row * columns + cell.column)
}
