/**
 * The arrows of the house: which folder may import which. `npm test` runs them, and scripts/arrows.test.ts breaks each
 * of them once in a small tree of its own, so that a rule which never fires is noticed.
 */

const packages = '^(bff|miniapp|scripts)/'
/** Modules that hold schemas: importing one for its values pulls the schema library in. */
const schemaModules = '^shared/src/(.+\\.contract|api|endpoint|values|settle/settlement)\\.ts$'
const schemaLibrary = '(^|/)node_modules/(typebox|@sinclair/typebox)/'
const tests = '\\.test\\.tsx?$'
const atRunTime = { dependencyTypesNot: ['type-only'] }

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      comment: 'shared is what the others agree on; it knows none of them',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: packages },
    },
    {
      name: 'shared-runs-everywhere',
      comment: 'shared runs in a mini-program too, which has none of Node',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'schemas-stay-in-contracts',
      comment: 'rules, words and the journey run on phones: no schema library in them at run time',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: [schemaModules, tests] },
      to: { path: [schemaModules, schemaLibrary], ...atRunTime },
    },
    {
      name: 'miniapp-knows-only-shared',
      severity: 'error',
      from: { path: '^miniapp/src/' },
      to: { path: '^(bff|scripts)/' },
    },
    {
      name: 'miniapp-takes-contracts-as-types',
      comment: 'the schema library would add weight, and its compiler is forbidden in a mini-program',
      severity: 'error',
      // Tests are not shipped, and hold every word of a closed list against the page.
      from: { path: '^miniapp/src/', pathNot: tests },
      to: { path: [schemaModules, schemaLibrary], ...atRunTime },
    },
    {
      name: 'taro-only-in-platform',
      comment: 'platform calls in one folder, so that tests fake them once',
      severity: 'error',
      from: { path: '^miniapp/src/', pathNot: '^miniapp/src/platform/' },
      to: { path: '(^|/)node_modules/@tarojs/taro/' },
    },
    {
      name: 'bff-knows-only-shared',
      severity: 'error',
      from: { path: '^bff/' },
      to: { path: '^(miniapp|scripts)/' },
    },
    {
      name: 'queries-are-private-to-their-feature',
      comment: 'a feature calls another one’s service, or follows its events',
      severity: 'error',
      from: { path: '^bff/src/features/([^/]+)/' },
      to: { path: '^bff/src/features/.+\\.queries\\.ts$', pathNot: '^bff/src/features/$1/' },
    },
    {
      name: 'ports-know-no-feature',
      severity: 'error',
      from: { path: '^bff/src/(store|http|feed|gateways|paper|crypto)/', pathNot: tests },
      to: { path: '^bff/src/features/' },
    },
    {
      name: 'features-know-no-app',
      comment: 'the app is made of features, not the other way round; what a feature needs it is given',
      severity: 'error',
      from: { path: '^bff/src/(features|store|http|feed|gateways|paper|crypto)/', pathNot: tests },
      to: { path: '^bff/src/(app|server)\\.ts$' },
    },
    {
      name: 'statements-only-in-queries-and-followers',
      severity: 'error',
      from: { path: '^bff/src/', pathNot: ['^bff/src/(store|http|feed)/', '\\.(queries|follower)\\.ts$', tests] },
      to: { path: '(^|/)node_modules/drizzle-orm/' },
    },
    {
      name: 'no-cycles',
      comment: 'two modules that need each other at run time are one module, or three',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: atRunTime },
    },
    {
      name: 'imports-exist',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, ...atRunTime },
    },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data|artifacts|\\.cache|\\.swc)/' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
