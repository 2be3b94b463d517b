export const notYet = { stamp: () => Promise.reject(new Error('not yet')) }
