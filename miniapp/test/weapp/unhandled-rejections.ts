/**
 * Rejections that nobody handles, told apart by phone.
 *
 * Node reports them for the whole process, and the test runner ends the run on any. While phones are open, one listener
 * stands in front: what belongs to a phone goes to that phone's errors, everything else to whoever listened before.
 */
type Listener = (reason: unknown, promise: Promise<unknown>) => void;

interface Watcher {
  owns(promise: Promise<unknown>): boolean;
  report(reason: unknown): void;
}

const watchers = new Set<Watcher>();
let before: Listener[] = [];

const dispatch: Listener = (reason, promise) => {
  for (const watcher of watchers) {
    if (watcher.owns(promise)) {
      watcher.report(reason);
      return;
    }
  }
  if (before.length === 0) throw reason;
  for (const listener of before) listener(reason, promise);
};

/** Starts watching for one phone; returns how to stop, which gives the process its own listeners back after the last one. */
export function watchRejections(watcher: Watcher): () => void {
  if (watchers.size === 0) {
    before = process.listeners('unhandledRejection') as Listener[];
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', dispatch);
  }
  watchers.add(watcher);
  return () => {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    process.removeListener('unhandledRejection', dispatch);
    for (const listener of before) process.on('unhandledRejection', listener);
    before = [];
  };
}
