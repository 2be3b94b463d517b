/** Measures one subject: `npm run bench -- match`, or one part of it: `npm run bench -- match engine`. Never part of the tests. */

/** A subject is a file beside this one that exports its parts by name; each prints its own figures. */
export type Bench = { parts: Record<string, () => Promise<void>> }

const subjects: Record<string, () => Promise<Bench>> = {
  browse: () => import('./browse'),
  match: () => import('./match'),
  dispatch: () => import('./dispatch'),
  sign: () => import('./sign'),
  pass: () => import('./pass'),
  overload: () => import('./overload'),
}

const [subject = '', ...wanted] = process.argv.slice(2)
const load = subjects[subject]
if (load === undefined) throw new Error(`measure what? One of: ${Object.keys(subjects).join(', ')}`)
const { parts } = await load()
for (const part of wanted.length > 0 ? wanted : Object.keys(parts)) {
  const measure = parts[part]
  if (measure === undefined) throw new Error(`${subject} has the parts ${Object.keys(parts).join(', ')}`)
  console.log(`\n${subject} · ${part}`)
  await measure()
}
process.exit(0)
