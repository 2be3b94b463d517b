/**
 * What a library needs and WeChat on an older phone lacks. Imported before everything else: whatever needs it is then loaded after it.
 * `Object.hasOwn`, ES2022: @noble/curves asks for it while it is being loaded.
 */
const known: { hasOwn?: typeof Object.hasOwn } = Object
known.hasOwn ??= (object, key) => Object.prototype.hasOwnProperty.call(object, key)
