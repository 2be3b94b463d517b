import { afterEach, expect, it } from 'vitest';
import { appConfigOf, pagesOf, readDist, textOf } from './dist';
import { launchWeapp } from './engine';
import { everyMutationIsCaught, mutations, type Story } from './mutations';
import type { Phone } from './phone';

/**
 * The real build on the engine, whatever its pages are: it starts, every page opens, the first one's switch for
 * large type answers a finger.
 * There is no server here, as for a person in a cellar.
 */
const dist = readDist();
const pages = pagesOf(appConfigOf(dist));
const open: Phone[] = [];

afterEach(async () => {
  for (const phone of open.splice(0)) await phone.close();
});

const somethingToRead = (phone: Phone): Promise<string> => phone.waitFor(() => phone.text().trim(), { what: 'something to read' });

it.each(pages)('%s opens without network, and says something', async (page) => {
  const phone = await launchWeapp({ dist, page: `/${page}` });
  open.push(phone);
  phone.setNetwork('off');
  await somethingToRead(phone);
  expect(phone.errors).toEqual([]);
});

/** Only what any build has: the journey's own test asks for more, and catches more. */
const anyBuild: Story<undefined> = async (phone) => {
  phone.setNetwork('off');
  await somethingToRead(phone);
  await phone.tap('#type-switch');
  for (const page of pages) {
    await new Promise<void>((resolve, reject) => {
      phone.wx('reLaunch')({ url: `/${page}`, success: () => { resolve(); }, fail: (refused: { errMsg: string }) => { reject(new Error(refused.errMsg)); } });
    });
    await somethingToRead(phone);
  }
};

it('each way of breaking the build is noticed', async () => {
  const needsNoJourney = new Set([
    'no tap is bound', 'the handler has another name than the template says', 'the template script is bound to another name',
    'a tag is not closed', 'the template script is missing', 'the shared vendor code is missing', 'the code of the subpackages is missing',
    'the recursive component is missing', 'a page uses document', 'a page uses window', 'a page builds code from text', 'a page uses URL',
    'the subpackages are not listed',
  ]);
  const outcomes = await everyMutationIsCaught({
    dist,
    story: anyBuild,
    openMarket: () => Promise.resolve({ market: undefined, close: () => Promise.resolve() }),
    launch: (broken) => ({ dist: broken, patience: 2_000 }),
    run: launchWeapp,
    mutations: mutations.filter(({ name }) => needsNoJourney.has(name)),
  });
  console.info(outcomes.map(({ name, caught }) => `${name}: ${caught ?? ''}`).join('\n'));
  expect(outcomes).toHaveLength(needsNoJourney.size);
});

it('the harness reports a mutation that a story does not notice', async () => {
  await expect(everyMutationIsCaught({
    dist,
    story: async (phone) => { await somethingToRead(phone); },
    openMarket: () => Promise.resolve({ market: undefined, close: () => Promise.resolve() }),
    launch: (broken) => ({ dist: broken, patience: 2_000 }),
    run: launchWeapp,
    mutations: mutations.filter(({ name }) => name === 'no tap is bound'),
  })).rejects.toThrow('the story does not notice that no tap is bound');
});

it('a mutation changes a copy and leaves the build as it was', () => {
  const before = textOf(dist, 'base.wxml');
  for (const mutation of mutations) mutation.apply(dist);
  expect(textOf(dist, 'base.wxml')).toBe(before);
});
