import { appConfigOf, textOf, type Dist } from './dist';
import type { LaunchOptions } from './engine';
import type { Phone } from './phone';

/** A way of breaking a build that a phone would show and a build does not. */
export interface Mutation {
  name: string;
  /** A broken copy, or undefined when this build has nothing of the kind to break. */
  apply(dist: Dist): Dist | undefined;
}

/**
 * A person's way through the app; it throws when something is not as it should be.
 * @param dist the build it is told on, for whoever needs a second phone
 */
export type Story<Market> = (phone: Phone, market: Market, dist: Dist) => Promise<void>;

const withFiles = (dist: Dist, name: string, change: (files: Map<string, Buffer>) => void): Dist => {
  const files = new Map(dist.files);
  change(files);
  return { name: `${dist.name} [${name}]`, files };
};

/** Replaces text in every file that `where` fits; undefined when nothing changed. */
const replacing = (name: string, where: RegExp, what: RegExp, by: string): Mutation => ({
  name,
  apply: (dist) => {
    let count = 0;
    const mutated = withFiles(dist, name, (files) => {
      for (const file of files.keys()) {
        const text = where.test(file) ? textOf(dist, file) ?? '' : '';
        const broken = text.replace(what, by);
        if (broken === text) continue;
        count += 1;
        files.set(file, Buffer.from(broken));
      }
    });
    return count > 0 ? mutated : undefined;
  },
});

/** Puts a statement in front of the first page's code. */
const inFirstPage = (name: string, statement: string): Mutation => ({
  name,
  apply: (dist) => {
    const file = `${appConfigOf(dist).pages[0] ?? ''}.js`;
    const source = textOf(dist, file);
    return source === undefined ? undefined : withFiles(dist, name, (files) => { files.set(file, Buffer.from(`${statement};${source}`)); });
  },
});

/** Takes files away; undefined when the build has none of them. */
const without = (name: string, gone: (dist: Dist, file: string) => boolean): Mutation => ({
  name,
  apply: (dist) => {
    const files = [...dist.files.keys()].filter((file) => gone(dist, file));
    return files.length === 0 ? undefined : withFiles(dist, name, (copy) => { for (const file of files) copy.delete(file); });
  },
});

const editAppJson = (name: string, edit: (app: ReturnType<typeof appConfigOf>) => boolean): Mutation => ({
  name,
  apply: (dist) => {
    const app = structuredClone(appConfigOf(dist));
    return edit(app) ? withFiles(dist, name, (files) => { files.set('app.json', Buffer.from(JSON.stringify(app))); }) : undefined;
  },
});

const subpackagesOf = (app: ReturnType<typeof appConfigOf>) => app.subPackages ?? app.subpackages ?? [];

/** What goes wrong in real builds: lost bindings, lost files, browser habits, renamed parts. */
export const mutations: readonly Mutation[] = [
  replacing('no tap is bound', /base\.wxml$/, / bindtap="[^"]*"/g, ''),
  replacing('the handler has another name than the template says', /\.wxml$/, /(bind\w+)="eh"/g, '$1="eh2"'),
  replacing('no typing is bound', /base\.wxml$/, / bindinput="[^"]*"/g, ''),
  replacing('no choice is bound', /base\.wxml$/, / bindchange="[^"]*"/g, ''),
  replacing('the canvas hears no finger', /base\.wxml$/, /(<canvas\b[^>]*?) bindtouchmove="[^"]*"/g, '$1'),
  replacing('the template script is bound to another name', /base\.wxml$/, /<wxs module="xs"/, '<wxs module="xt"'),
  replacing('a tag is not closed', /base\.wxml$/, /<\/view>/, ''),
  replacing('elements lose their ids', /base\.wxml$/, / id="\{\{i\.uid\|\|i\.sid\}\}"/g, ''),
  replacing('the request goes to another host', /\.js$/, /127\.0\.0\.1:8080/g, '127.0.0.2:8080'),
  replacing('the API has another path', /\.js$/, /\/api\//g, '/apy/'),
  replacing('the camera is called by another name', /\.js$/, /\bscanCode\b/g, 'scanKode'),
  without('the template script is missing', (_, file) => file.endsWith('utils.wxs')),
  without('the shared vendor code is missing', (_, file) => file === 'vendors.js'),
  without('the code of the subpackages is missing', (dist, file) =>
    subpackagesOf(appConfigOf(dist)).some(({ root, pages }) => pages.some((page) => file === `${root}/${page}.js`))),
  without('the recursive component is missing', (_, file) => file === 'comp.js'),
  inFirstPage('a page uses document', 'document.title="market"'),
  inFirstPage('a page uses window', 'window.scrollTo(0,0)'),
  inFirstPage('a page builds code from text', 'new Function("return 1")()'),
  inFirstPage('a page uses URL', 'new URL("https://market.example/q/1")'),
  editAppJson('the first page is not listed', (app) => app.pages.splice(0, 1).length > 0 && app.pages.length > 0),
  editAppJson('the subpackages are not listed', (app) => {
    const had = subpackagesOf(app).length > 0;
    delete app.subPackages;
    delete app.subpackages;
    return had;
  }),
];

export interface MutationRun<Market> {
  dist: Dist;
  story: Story<Market>;
  /** A fresh market for each run: one broken build must not be caught because of what another has left behind. */
  openMarket: () => Promise<{ market: Market; close: () => Promise<void> }>;
  launch: (dist: Dist, market: Market) => LaunchOptions;
  run: (options: LaunchOptions) => Promise<Phone>;
  mutations?: readonly Mutation[];
  /** Mutations this build has nothing for, by name. Naming one that does apply is a fault as well. */
  notApplicable?: readonly string[];
}

export interface MutationOutcome {
  name: string;
  /** Why the story failed, first line; undefined when it did not notice. */
  caught: string | undefined;
}

/**
 * Proves that a story can fail: runs it on the whole build, where it must pass, and on a broken copy for each mutation,
 * where it must not.
 * @throws when the whole build fails, when a mutation goes unnoticed, or when `notApplicable` does not say the truth.
 */
export async function everyMutationIsCaught<Market>(options: MutationRun<Market>): Promise<MutationOutcome[]> {
  const { dist, mutations: chosen = mutations, notApplicable = [] } = options;
  await tell(options, dist);

  const outcomes: MutationOutcome[] = [];
  const inapplicable: string[] = [];
  for (const { name, apply } of chosen) {
    const broken = apply(dist);
    if (!broken) {
      inapplicable.push(name);
      continue;
    }
    const reason = await tell(options, broken).then(() => undefined, (thrown: unknown) => firstLines(thrown));
    outcomes.push({ name, caught: reason });
  }
  const missed = outcomes.filter(({ caught }) => caught === undefined).map(({ name }) => name);
  if (missed.length > 0) throw new Error(`the story does not notice that ${missed.join('; that ')}`);
  if ([...inapplicable].sort().join() !== [...notApplicable].sort().join()) {
    throw new Error(`this build has nothing to break for: ${inapplicable.join('; ') || '(none)'}\nbut notApplicable says: ${notApplicable.join('; ') || '(none)'}`);
  }
  return outcomes;
}

/** One run of a story on one build; the phone must end without errors. */
async function tell<Market>({ story, openMarket, launch, run }: MutationRun<Market>, dist: Dist): Promise<void> {
  const { market, close } = await openMarket();
  try {
    const phone = await run(launch(dist, market));
    try {
      await story(phone, market, dist);
      const [first] = phone.errors;
      if (first) throw new Error(`the story went through, but the app failed: ${first.where}: ${first.message}`);
    } finally {
      await phone.close();
    }
  } finally {
    await close();
  }
}

/** What failed, and the first error of the app behind it. */
function firstLines(thrown: unknown): string {
  const lines = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
  const errors = lines.indexOf('errors:');
  const reason = errors < 0 ? lines[1] : lines[errors + 1];
  const [first = ''] = lines;
  return first.endsWith(':') || errors >= 0 ? `${first} ${(reason ?? '').trim()}` : first;
}
