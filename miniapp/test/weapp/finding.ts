import { hidesItself, isHidden, matches, readText, type ScreenElement } from './screen';

/**
 * What a person points at: a selector (`#id`, `.class`, `tag`, with descendants), or the words on it. With words, the
 * innermost element that reads exactly so; failing that, the innermost that contains them. `within` narrows the search,
 * `nth` takes one of several, counted from 0.
 */
export type Target = string | { text: string; within?: string; nth?: number };

export const describeTarget = (target: Target): string =>
  (typeof target === 'string' ? target : `"${target.text}"${target.within === undefined ? '' : ` within ${target.within}`}`);

/** Every visible element of a page that a target fits, in the order of the page. `fieldText` gives what stands in a field. */
export function findAll(page: ScreenElement, target: Target, fieldText: (field: ScreenElement) => string): ScreenElement[] {
  if (typeof target === 'string') return bySelector(page, target);
  const roots = target.within === undefined ? [page] : bySelector(page, target.within);
  const reading = roots.flatMap((root) => containing(root, target.text, fieldText));
  const exact = reading.filter(({ words }) => words === target.text);
  const found = [...new Set((exact.length > 0 ? exact : reading).map(({ element }) => element))];
  const innermost = found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
  return target.nth === undefined ? innermost : innermost.slice(target.nth, target.nth + 1);
}

const bySelector = (page: ScreenElement, selector: string): ScreenElement[] =>
  [...page.querySelectorAll<ScreenElement>('*')].filter((element) => element.__wxElement && matches(element, selector) && !isHidden(element));

/** The elements under a root that contain these words; a branch without them is not looked into. */
function containing(root: ScreenElement, text: string, fieldText: (field: ScreenElement) => string): { element: ScreenElement; words: string }[] {
  if (hidesItself(root)) return [];
  const words = readText(root, fieldText);
  if (!words.includes(text)) return [];
  const inside = [...root.children].flatMap((child) => containing(child as ScreenElement, text, fieldText));
  return root.__wxElement ? [{ element: root, words }, ...inside] : inside;
}
