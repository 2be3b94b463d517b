import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDist } from './dist';
import { launchWeapp } from './engine';
import { everyMutationIsCaught, mutations } from './mutations';
import { gateToSigned } from './story';
import { startStoryServer, type StoryMarket, type StoryServer } from './story-market';

const dist = readDist();
let server: StoryServer;
/** How long the whole story took on the whole build, in ms. */
let wholeStory = 0;

beforeAll(async () => { server = await startStoryServer(); });
afterAll(async () => { await server.close(); });

/** The worker scans the code at the gate with WeChat's own scanner, which opens the app. */
const atTheGate = (market: StoryMarket, build = dist) => ({ ...market.phoneOf('worker', build), link: market.gateLink });

it('from the scan at the gate to the signed agreement and the green answer, on three phones', async () => {
  const from = Date.now();
  const market = await server.openMarket();
  const worker = await launchWeapp(atTheGate(market));
  try {
    await gateToSigned(worker, market, dist);
    expect(worker.errors).toEqual([]);
    expect(worker.requests().filter(({ status }) => status !== 200)).toEqual([]);
  } finally {
    await worker.close();
  }
  wholeStory = Date.now() - from;
  console.info(`the whole story took ${wholeStory} ms`);
});

it('the story notices every way of breaking the build', { timeout: 300_000 }, async () => {
  // The story is some eighty waits: one that lasts a quarter of it is caught by its fault, not by a slow machine.
  const patience = Math.max(2_000, wholeStory / 4);
  const outcomes = await everyMutationIsCaught({
    dist,
    story: gateToSigned,
    openMarket: async () => {
      const market = await server.openMarket();
      const phoneOf: StoryMarket['phoneOf'] = (who, build) => ({ ...market.phoneOf(who, build), ...(build === dist ? {} : { patience }) });
      return { market: { ...market, phoneOf }, close: () => Promise.resolve() };
    },
    launch: (build, market) => atTheGate(market, build),
    run: launchWeapp,
  });
  console.info(`waits of at most ${Math.round(patience)} ms on broken builds\n${outcomes.map(({ name, caught }) => `${name}: ${caught ?? ''}`).join('\n')}`);
  expect(outcomes).toHaveLength(mutations.length);
});
