/** The header's value for a media type. */
export const contentType = (mediaType: string): string => `${mediaType}; charset=utf-8`;

/** On every answer. A shared cache must not keep notes, and a private one must ask again. */
export const COMMON_HEADERS = {
  'Cache-Control': 'private, no-cache',
  'X-Content-Type-Options': 'nosniff',
} as const;
