import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completedBy, consistencyProof, inclusionProof, leafHash, nodeHash, provesConsistency, provesInclusion, stretchHash, subtreesOf, type Hash, type Stretch } from './merkle'

const sha256: Hash = (data) => createHash('sha256').update(data).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex')

/** The tree as RFC 6962 defines it, word for word and slowly: what the quick one is held against. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0))
  if (leaves.length === 1) return leafHash(sha256, leaves[0] as Uint8Array)
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return nodeHash(sha256, treeHash(leaves.slice(0, half)), treeHash(leaves.slice(half)))
}

const vector = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(bytes)


/** Of merkletree/merkle_tree_test.cc in google/certificate-transparency: roots by size, audit paths (leaf from 1, size) and consistency proofs. */
const vectorRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const vectorPaths: [number, number, string[]][] = [
  [1, 1, []],
  [1, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
  [6, 8, ['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
  [3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [2, 5, ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
]
const vectorProofs: [number, number, string[]][] = [
  [1, 1, []],
  [1, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
  [6, 8, ['0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
  [2, 5, ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
]
/** A stretch of the vector by its subtrees, each as the definition has it. */
const vectorHash = (stretch: Stretch): Uint8Array => stretchHash(sha256, subtreesOf(stretch).map(({ level, index }) => treeHash(vector.slice(index * 2 ** level, (index + 1) * 2 ** level))))

const most = 300
const leaves = Array.from({ length: most }, (_, index) => bytes(index.toString(16).padStart(8, '0')))
/** A log that keeps the hashes of its full subtrees, as the server does. */
const kept = new Map<string, Uint8Array>()
leaves.forEach((leaf, index) => {
  kept.set(`0 ${index}`, leafHash(sha256, leaf))
  for (const { full, left } of completedBy(index)) {
    const [one, other] = [kept.get(`${left.level} ${left.index}`), kept.get(`${left.level} ${left.index + 1}`)]
    kept.set(`${full.level} ${full.index}`, nodeHash(sha256, one as Uint8Array, other as Uint8Array))
  }
})
const hashOf = (stretch: Stretch): Uint8Array => stretchHash(sha256, subtreesOf(stretch).map(({ level, index }) => kept.get(`${level} ${index}`) as Uint8Array))
const rootOf = (size: number): Uint8Array => hashOf({ start: 0, end: size })
const leafAt = (index: number): Uint8Array => kept.get(`0 ${index}`) as Uint8Array

const inclusion = (index: number, size: number) => ({ leaf: leafAt(index), index, size, root: rootOf(size), proof: inclusionProof(index, size).map(hashOf) })
const consistency = (oldSize: number, size: number) => ({ oldSize, oldRoot: rootOf(oldSize), size, root: rootOf(size), proof: consistencyProof(oldSize, size).map(hashOf) })

const flipped = (data: Uint8Array, bit: number): Uint8Array => data.map((byte, at) => (at === (bit >> 3) % data.length ? byte ^ (1 << (bit & 7)) : byte))

describe('the tree', () => {
  test('has the roots of the vectors of RFC 6962', () => {
    expect(hex(treeHash([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(stretchHash(sha256, []))).toBe(hex(treeHash([])))
    expect(hex(treeHash(vector))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
    expect(hex(leafHash(sha256, bytes('')))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  })
  test('has at every size the root that the test data of Certificate Transparency has', () => {
    vectorRoots.forEach((root, at) => expect(hex(vectorHash({ start: 0, end: at + 1 }))).toBe(root))
  })
  test('grown leaf by leaf it has at every size the root the definition gives', () => {
    for (let size = 0; size <= most; size += 1) expect(hex(rootOf(size))).toBe(hex(treeHash(leaves.slice(0, size))))
  })
  test('a root is read from as many subtrees as its size has binary ones', () => {
    for (const size of [1, 2, 3, 255, 256, 1_000_000, 2 ** 40 - 1]) {
      expect(subtreesOf({ start: 0, end: size })).toHaveLength(size.toString(2).replace(/0/g, '').length)
    }
  })
})

describe('inclusion', () => {
  test.each(vectorPaths)('of leaf %i in %i is proved by the path of the test data, and by no other place’s', (number, size, path) => {
    expect(inclusionProof(number - 1, size).map(vectorHash).map(hex)).toEqual(path)
    const claim = { leaf: leafHash(sha256, vector[number - 1] as Uint8Array), size, root: bytes(vectorRoots[size - 1] as string), proof: path.map(bytes) }
    for (let index = 0; index < size; index += 1) expect(provesInclusion(sha256, { ...claim, index })).toBe(index === number - 1)
  })
  test('is proved for every leaf of every size, in no more steps than the tree is high', () => {
    for (let size = 1; size <= most; size += 1) {
      for (let index = 0; index < size; index += size > 70 ? 7 : 1) {
        const claim = inclusion(index, size)
        expect(claim.proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
        if (!provesInclusion(sha256, claim)) expect.fail(`leaf ${index} of ${size}`)
      }
    }
  })
  test('no proof holds for another leaf, place or root, nor with a bit turned, a step lost, added or moved', () => {
    const anywhere = fc.integer({ min: 1, max: most }).chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)))
    fc.assert(fc.property(anywhere, fc.nat(most - 1), fc.nat(9_999), ([index, size], other, bit) => {
      const claim = inclusion(index, size)
      const { proof } = claim
      const at = bit % Math.max(1, proof.length)
      const wrong = [
        { ...claim, leaf: flipped(claim.leaf, bit) },
        { ...claim, root: flipped(claim.root, bit) },
        { ...claim, proof: [...proof, claim.leaf] },
        { ...claim, proof: [claim.leaf, ...proof] },
        ...(proof.length > 0 ? [{ ...claim, proof: proof.map((step, place) => (place === at ? flipped(step, bit) : step)) }, { ...claim, proof: proof.slice(1) }, { ...claim, proof: proof.slice(0, -1) }] : []),
        ...(proof.length > 1 ? [{ ...claim, proof: [...proof].reverse() }] : []),
        ...(other === index ? [] : [{ ...claim, index: other }, { ...claim, leaf: leafAt(other) }]),
      ]
      return wrong.every((attempt) => !provesInclusion(sha256, attempt))
    }), { numRuns: 500 })
  })
  test('what is no claim at all is not proved, and not an error', () => {
    const claim = inclusion(2, 5)
    for (const odd of [{ index: -1 }, { index: 5 }, { index: 1.5 }, { index: Number.NaN }, { size: 0 }, { size: 2 ** 60 }, { leaf: bytes('00') }, { root: bytes('') }, { proof: [bytes('00'), ...claim.proof.slice(1)] }]) {
      expect(provesInclusion(sha256, { ...claim, ...odd })).toBe(false)
    }
    expect(() => inclusionProof(5, 5)).toThrow(RangeError)
  })
})

describe('consistency', () => {
  test.each(vectorProofs)('of %i and %i is proved by the proof of the test data, and by it for no other sizes', (oldSize, size, proof) => {
    expect(consistencyProof(oldSize, size).map(vectorHash).map(hex)).toEqual(proof)
    for (let other = 1; other <= size; other += 1) {
      const claim = { oldSize: other, oldRoot: bytes(vectorRoots[other - 1] as string), size, root: bytes(vectorRoots[size - 1] as string), proof: proof.map(bytes) }
      expect(provesConsistency(sha256, claim)).toBe(other === oldSize)
    }
  })
  test('is proved between any two sizes', () => {
    for (let size = 1; size <= most; size += size > 70 ? 5 : 1) {
      for (let oldSize = 1; oldSize <= size; oldSize += 1) {
        const claim = consistency(oldSize, size)
        expect(claim.proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)) + 1)
        if (!provesConsistency(sha256, claim)) expect.fail(`${oldSize} of ${size}`)
      }
    }
  })
  test('no proof holds for another size or root, nor with a bit turned, a step lost, added or moved', () => {
    const sizes = fc.integer({ min: 2, max: most }).chain((size) => fc.tuple(fc.integer({ min: 1, max: size - 1 }), fc.constant(size)))
    fc.assert(fc.property(sizes, fc.integer({ min: 1, max: most }), fc.nat(9_999), ([oldSize, size], other, bit) => {
      const claim = consistency(oldSize, size)
      const { proof } = claim
      const at = bit % proof.length
      const wrong = [
        { ...claim, oldRoot: flipped(claim.oldRoot, bit) },
        { ...claim, root: flipped(claim.root, bit) },
        { ...claim, proof: proof.map((step, place) => (place === at ? flipped(step, bit) : step)) },
        { ...claim, proof: proof.slice(1) },
        { ...claim, proof: proof.slice(0, -1) },
        { ...claim, proof: [...proof, claim.root] },
        { ...claim, proof: [claim.oldRoot, ...proof] },
        ...(proof.length > 1 ? [{ ...claim, proof: [...proof].reverse() }] : []),
        ...(other === oldSize ? [] : [{ ...claim, oldRoot: rootOf(other) }]),
        { ...claim, oldSize: size, oldRoot: claim.oldRoot },
      ]
      return wrong.every((attempt) => !provesConsistency(sha256, attempt))
    }), { numRuns: 500 })
  })
  test('a log that was rewritten is consistent with no root of before', () => {
    const rewritten = leaves.slice(0, 20).map((leaf, index) => (index === 6 ? bytes('ff') : leaf))
    const forged = (stretch: Stretch): Uint8Array => treeHash(rewritten.slice(stretch.start, stretch.end))
    for (let oldSize = 7; oldSize <= 20; oldSize += 1) {
      expect(provesConsistency(sha256, { oldSize, oldRoot: rootOf(oldSize), size: 20, root: treeHash(rewritten), proof: consistencyProof(oldSize, 20).map(forged) })).toBe(false)
    }
  })
  test('what is no claim at all is not proved, and not an error', () => {
    const claim = consistency(3, 7)
    for (const odd of [{ oldSize: 0 }, { oldSize: 8 }, { oldSize: 2.5 }, { size: Number.POSITIVE_INFINITY }, { size: 2 ** 60 }, { root: bytes('00') }]) {
      expect(provesConsistency(sha256, { ...claim, ...odd })).toBe(false)
    }
    expect(() => consistencyProof(0, 5)).toThrow(RangeError)
  })
})
