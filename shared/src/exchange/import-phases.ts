/**
 * How far an import has come. Nothing of it is a posting before `done`: rows are read and judged first, then published
 * all at once, or not at all.
 */
export const importPhases = ['reading', 'judging', 'publishing', 'done', 'refused', 'failed'] as const
export type ImportPhase = (typeof importPhases)[number]
