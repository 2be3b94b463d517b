import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The real rules, run over small trees that break each of them once. A rule that never fires guards nothing. */
const { forbidden = [], options = {} } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration

type Files = Record<string, string>

/** What is there in every tree; it obeys all rules. */
const soundTree: Files = {
  'node_modules/typebox/package.json': '{"name":"typebox","type":"module","exports":"./index.mjs"}',
  'node_modules/typebox/index.mjs': 'export const Type = {}',
  'node_modules/drizzle-orm/package.json': '{"name":"drizzle-orm","type":"module","exports":"./index.mjs"}',
  'node_modules/drizzle-orm/index.mjs': 'export const eq = () => {}',
  'node_modules/@tarojs/taro/package.json': '{"name":"@tarojs/taro","main":"index.js"}',
  'node_modules/@tarojs/taro/index.js': 'module.exports = {}',
  'shared/package.json': '{"name":"@market/shared","type":"module","exports":{"./*":"./src/*.ts"}}',
  'shared/src/words/show.ts': 'export const yuan = 1',
  'shared/src/apply/apply.contract.ts': "import { Type } from 'typebox'\nexport type Terms = { payFen: number }\nexport const Terms = Type",
  'shared/src/apply/apply.rules.ts': "import type { Terms } from './apply.contract'\nexport const pay = (terms: Terms) => terms.payFen",
  'bff/src/app.ts': "import { apply } from './features/apply/apply.service'\nexport const app = [apply]",
  'bff/src/store/store.ts': "import { eq } from 'drizzle-orm'\nexport const store = eq",
  'bff/src/features/apply/apply.service.ts': "import { takePlace } from './apply.queries'\nexport const apply = takePlace",
  'bff/src/features/apply/apply.queries.ts': "import { eq } from 'drizzle-orm'\nexport const takePlace = eq",
  'bff/src/features/sign/sign.service.ts': "import { apply } from '../apply/apply.service'\nexport const sign = apply",
  'miniapp/src/platform/scan.ts': "import Taro from '@tarojs/taro'\nexport const scan = Taro",
  'miniapp/src/pages/today.ts':
    "import { scan } from '../platform/scan'\nimport type { Terms } from '@market/shared/apply/apply.contract'\nimport { pay } from '@market/shared/apply/apply.rules'\nexport const today = (terms: Terms) => [scan, pay(terms)]",
  'scripts/seed.ts': "import { app } from '../bff/src/app'\nexport const seed = app",
}

/** For each rule, one more file that breaks it and nothing else. */
const breaches: Record<string, Files> = {
  'shared-stands-alone': { 'shared/src/words/wrong.ts': "import { store } from '../../../bff/src/store/store'\nexport const wrong = store" },
  'shared-runs-everywhere': { 'shared/src/words/wrong.ts': "import { readFileSync } from 'node:fs'\nexport const wrong = readFileSync" },
  'schemas-stay-in-contracts': { 'shared/src/apply/wrong.rules.ts': "import { Type } from 'typebox'\nexport const wrong = Type" },
  'miniapp-knows-only-shared': { 'miniapp/src/wrong.ts': "import { app } from '../../bff/src/app'\nexport const wrong = app" },
  'miniapp-takes-contracts-as-types': {
    'miniapp/src/wrong.ts': "import { Terms } from '@market/shared/apply/apply.contract'\nexport const wrong = Terms",
  },
  'taro-only-in-platform': { 'miniapp/src/pages/wrong.ts': "import Taro from '@tarojs/taro'\nexport const wrong = Taro" },
  'bff-knows-only-shared': { 'bff/src/wrong.ts': "import { scan } from '../../miniapp/src/platform/scan'\nexport const wrong = scan" },
  'queries-are-private-to-their-feature': {
    'bff/src/features/sign/wrong.service.ts': "import { takePlace } from '../apply/apply.queries'\nexport const wrong = takePlace",
  },
  'ports-know-no-feature': { 'bff/src/feed/wrong.ts': "import { apply } from '../features/apply/apply.service'\nexport const wrong = apply" },
  'features-know-no-app': { 'bff/src/features/sign/wrong.ts': "import { app } from '../../app'\nexport const wrong = app" },
  'statements-only-in-queries-and-followers': {
    'bff/src/features/apply/wrong.service.ts': "import { eq } from 'drizzle-orm'\nexport const wrong = eq",
  },
  'no-cycles': {
    'bff/src/store/wrong.ts': "import { other } from './other'\nexport const wrong = () => other",
    'bff/src/store/other.ts': "import { wrong } from './wrong'\nexport const other = () => wrong",
  },
  'imports-exist': { 'bff/src/wrong.ts': "import { gone } from './gone'\nexport const wrong = gone" },
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrows-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function rulesBrokenBy(name: string, extra: Files): Promise<string[]> {
  const root = join(folder, name)
  for (const [file, text] of Object.entries({ ...soundTree, ...extra })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  mkdirSync(join(root, 'miniapp/node_modules/@market'), { recursive: true })
  symlinkSync(join(root, 'shared'), join(root, 'miniapp/node_modules/@market/shared'))
  const { enhancedResolveOptions, ...others } = options
  const { output } = await cruise(
    ['shared', 'bff', 'miniapp', 'scripts'],
    { ...others, baseDir: root, validate: true, ruleSet: { forbidden } },
    { ...enhancedResolveOptions },
  )
  const { summary } = output as ICruiseResult
  return [...new Set(summary.violations.map((violation) => violation.rule.name))]
}

test('a sound tree breaks no rule', async () => {
  expect(await rulesBrokenBy('sound', {})).toEqual([])
})

test.each(forbidden.map((rule) => rule.name ?? ''))('%s fires', async (rule) => {
  const breach = breaches[rule]
  expect(breach, `a breach of ${rule} to try it with`).toBeDefined()
  expect(await rulesBrokenBy(rule, breach ?? {})).toEqual([rule])
})
