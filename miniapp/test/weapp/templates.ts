import { createHash } from 'node:crypto';
import path from 'node:path';
import * as glassEasel from 'glass-easel';
import { TmplGroup } from 'glass-easel-template-compiler';
import { textOf, type Dist } from './dist';

type Template = glassEasel.template.ComponentTemplate;
type Content = Template['content'];
type ProcGen = ReturnType<Content>;
type Wrapper = Parameters<ProcGen>[0];

interface CompileMessage {
  level: string;
  message: string;
  path: string;
  startLine: number;
  startColumn: number;
}

/** Told of a binding to a handler its page or component does not have. */
export type BindingFault = (host: glassEasel.GeneralComponent, sentence: string) => void;

const faultListeners = new Map<glassEasel.ComponentSpace, BindingFault>();

/** Says who hears of faulty bindings in the templates of one phone. Returns how to stop. */
export function onBindingFault(space: glassEasel.ComponentSpace, listener: BindingFault): () => void {
  faultListeners.set(space, listener);
  return () => { faultListeners.delete(space); };
}

const guarded = new WeakSet<Wrapper>();

/** The engine ignores `bindtap="x"` when there is no method x. A phone's person would see a dead button, so we report it. */
function guardBindings(wrapper: Wrapper): void {
  if (guarded.has(wrapper)) return;
  guarded.add(wrapper);
  const bind = wrapper.v;
  wrapper.v = (element, event, handler, ...rest) => {
    const host = wrapper.shadowRoot.getHostNode();
    if (typeof handler === 'string' && handler !== '' && glassEasel.Component.getMethod(host, handler) === undefined) {
      const listener = faultListeners.get(host.getRootBehavior().ownerSpace);
      listener?.(host, `${host.is}: bind${event}="${handler}", but there is no such method`);
    }
    bind(element, event, handler, ...rest);
  };
}

const guardedContent = (content: Content): Content => (name) => {
  const generate = content(name);
  return generate && ((wrapper, ...rest) => {
    guardBindings(wrapper);
    return generate(wrapper, ...rest);
  });
};

const compiled = new Map<string, ReadonlyMap<string, Template>>();

/**
 * Compiles every template of a build as WeChat's engine does.
 * @throws on any warning: the engine would go on (it closes an unclosed tag by itself), a phone shows something else.
 * @returns template path without ".wxml" → compiled template.
 */
export function compileTemplates(dist: Dist): ReadonlyMap<string, Template> {
  const sources = [...dist.files.keys()].filter((file) => /\.(wxml|wxs)$/.test(file)).sort();
  const hash = createHash('sha256');
  for (const file of sources) hash.update(file).update('\0').update(dist.files.get(file) ?? '').update('\0');
  const key = hash.digest('hex');
  const known = compiled.get(key);
  if (known) return known;

  const group = new TmplGroup();
  try {
    const faults: string[] = [];
    for (const file of sources) {
      const name = file.replace(/\.(wxml|wxs)$/, '');
      if (file.endsWith('.wxs')) {
        group.addScript(name, textOf(dist, file) ?? '');
        continue;
      }
      const messages = group.addTmpl(name, textOf(dist, file) ?? '') as CompileMessage[];
      faults.push(...messages.map((m) => `${file}:${m.startLine + 1}:${m.startColumn + 1} ${m.level}: ${m.message}`));
    }
    for (const file of sources.filter((source) => source.endsWith('.wxml'))) {
      const name = file.replace(/\.wxml$/, '');
      faults.push(...missingParts(dist, file, group.getDirectDependencies(name), '.wxml'));
      faults.push(...missingParts(dist, file, group.getScriptDependencies(name), '.wxs'));
    }
    if (faults.length > 0) throw new Error(`The templates of ${dist.name} do not compile cleanly:\n${faults.join('\n')}`);

    // The compiler's output is JavaScript source; templates run on the host's side, apart from the app's code.
    const contents = new Function(`return ${group.getTmplGenObjectGroups()}`)() as Record<string, Content>;
    const templates = new Map<string, Template>();
    for (const [name, content] of Object.entries(contents)) {
      // Taro writes bindtap="eh" on elements that the engine takes for native nodes: without the fallback they are mute.
      templates.set(name, { groupList: contents, content: guardedContent(content), fallbackListenerOnNativeNode: true });
    }
    compiled.set(key, templates);
    return templates;
  } finally {
    group.free();
  }
}

function missingParts(dist: Dist, file: string, names: unknown[], ending: string): string[] {
  return names
    .map((name) => path.posix.normalize(String(name)).replace(/^\//, '').replace(new RegExp(`\\${ending}$`), '') + ending)
    .filter((needed) => !dist.files.has(needed))
    .map((needed) => `${file} needs ${needed}, which is not in the build`);
}
