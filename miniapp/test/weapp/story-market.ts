import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { MarketMessage, OpenedMarket } from '../../../bff/test/support/market-messages';
import type { Dist } from './dist';
import type { LaunchOptions } from './engine';

export type Who = 'worker' | 'employer' | 'staff';

/** A market of its own for one telling of a story. */
export type StoryMarket = OpenedMarket & {
  /** A phone with this build in this person's hand, before it is switched on. */
  phoneOf(who: Who, dist: Dist): LaunchOptions;
};

export interface StoryServer {
  /** Opens an empty market; the one before is closed. */
  openMarket(): Promise<StoryMarket>;
  /** Ends the server's process and waits until it is gone. */
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../../..');
const morning = Date.parse('2026-11-23T04:40:00+08:00');

/**
 * Starts the server's process. Its clock and the phones' say 04:40 on a working day and run on from there, so that a story
 * is the same at every hour.
 * @throws with what the process printed, when it ends before it is ready
 */
export async function startStoryServer(): Promise<StoryServer> {
  const ahead = morning - Date.now();
  const child = fork(path.join(root, 'bff/test/support/children/market-server.ts'), [String(ahead)], {
    cwd: root, execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { printed.push(chunk.toString()); });
  const gone = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  await nextMessage(child, printed);

  return {
    openMarket: async () => {
      const opened = nextMessage(child, printed);
      child.send('open');
      const market = await opened;
      if (market === 'ready') throw new Error('the server was started twice');
      const openids: Record<Who, string> = { worker: 'worker', employer: 'employer', staff: market.staffOpenid };
      return {
        ...market,
        phoneOf: (who, dist) => ({
          dist,
          api: { url: market.api },
          login: () => loginCode(market.wechat, openids[who]),
          now: () => Date.now() + ahead,
          wx: saysWhereItIsOnSecondThought(),
        }),
      };
    },
    close: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** At the gate, in the hand of somebody who says no at first, and changes their mind in WeChat's settings. */
function saysWhereItIsOnSecondThought(): NonNullable<LaunchOptions['wx']> {
  let answer: boolean | undefined;
  return {
    getSetting: () => ({ authSetting: answer === undefined ? {} : { 'scope.userFuzzyLocation': answer } }),
    openSetting: () => {
      answer = true;
      return {};
    },
    getFuzzyLocation: () => {
      answer ??= false;
      if (!answer) throw new Error('auth deny');
      return { latitude: 34.6187, longitude: 112.4541 };
    },
  };
}

/** What `wx.login` gives on this person's phone. */
async function loginCode(wechat: string, openid: string): Promise<string> {
  const response = await fetch(`${wechat}/sandbox/login-codes`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ openid }),
  });
  return ((await response.json()) as { code: string }).code;
}

function nextMessage(child: ChildProcess, printed: readonly string[]): Promise<MarketMessage> {
  return new Promise((resolve, reject) => {
    const ended = (): void => { reject(new Error(`the server's process has ended:\n${printed.join('')}`)); };
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as MarketMessage);
    });
  });
}
