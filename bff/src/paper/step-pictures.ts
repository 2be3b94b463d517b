/** The three steps as line drawings: a 64 × 64 grid, one stroke weight, round ends, no fill. */
export const pictureGrid = 64
export const pictureStroke = 2.6

/** A phone held over a code. */
const scan = [
  'M22 8h20a4 4 0 0 1 4 4v40a4 4 0 0 1 -4 4h-20a4 4 0 0 1 -4 -4v-40a4 4 0 0 1 4 -4z',
  'M29 50.5h6',
  'M24 21v-4.500h4.500M35.500 16.500h4.500v4.500M40 36v4.500h-4.500M28.500 40.500h-4.500v-4.500',
  'M29 22h6v6h-6z',
  'M21.500 31.500h21',
  'M29 35.500h.01M35 35.500h.01',
].join('')

/** A card with a face, and a pen filling it in. */
const register = [
  'M44 34v-18a4 4 0 0 0 -4 -4h-28a4 4 0 0 0 -4 4v32a4 4 0 0 0 4 4h18',
  'M20.500 24a5.500 5.500 0 1 0 11 0a5.500 5.500 0 1 0 -11 0z',
  'M15.500 42c.8 -6 4.700 -9 10.500 -9c4.300 0 7.600 1.700 9.300 5',
  'M37.500 52.500l1.800 -7.500l13 -13a3.300 3.300 0 0 1 4.700 0l1 1a3.300 3.300 0 0 1 0 4.700l-13 13z',
  'M49.500 34.800l5.700 5.700',
].join('')

/** A person who has come through the gate, ticked off. */
const checkIn = [
  'M9 56v-40a4 4 0 0 1 4 -4h30a4 4 0 0 1 4 4v9',
  'M5 56h26',
  'M21.500 28a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z',
  'M16.500 56v-6.500c0 -6.500 4.500 -10.500 11 -10.500c1.200 0 2.300 .1 3.300 .4',
  'M34.500 45.500a11.500 11.500 0 1 0 23 0a11.500 11.500 0 1 0 -23 0z',
  'M40.500 45.700l3.800 3.800l7.200 -7.500',
].join('')

export const stepPictures = [scan, register, checkIn] as const

/** For the hotline. */
export const telephone = 'M14 10h11l5 13l-7 5c3 6.500 8 11.500 14.500 14.500l5 -7l13 5v11c0 2.500 -2 4 -4.500 4c-23 -1.500 -40 -18.500 -41.500 -41c0 -2.500 1.800 -4.500 4.500 -4.500z'
