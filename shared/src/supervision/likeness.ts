/** How like two texts are, from 0 (nothing in common) to 1 (the same): pairs of neighbouring letters they share. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  const ones = letterPairs(one)
  const others = letterPairs(other)
  let shared = 0
  let all = 0
  for (const [pair, count] of ones) {
    shared += Math.min(count, others.get(pair) ?? 0)
    all += count
  }
  for (const count of others.values()) all += count
  return all === 0 ? 0 : (2 * shared) / all
}

function letterPairs(text: string): Map<string, number> {
  const letters = Array.from(text)
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < letters.length; at += 1) {
    const pair = `${letters[at] ?? ''}${letters[at + 1] ?? ''}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}
