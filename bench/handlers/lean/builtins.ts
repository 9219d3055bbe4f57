/** An import of a builtin by an ECMAScript module runs all of its getters, and so loads WebCrypto and the like. */
export const { createHash, createHmac, randomUUID } = process.getBuiltinModule('node:crypto');
export const { Agent, request } = process.getBuiltinModule('node:https');
