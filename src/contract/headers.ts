/** On every answer. A shared cache must not keep notes, and a private one must ask again. */
export const COMMON_HEADERS = {
  'Cache-Control': 'private, no-cache',
  'X-Content-Type-Options': 'nosniff',
} as const;
