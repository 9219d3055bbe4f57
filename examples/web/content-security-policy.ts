/** The sources that the page may load, and the servers that it may call: its own origin, and the server that issues tokens. */
export function contentSecurityPolicy(...tokenServers: string[]): string {
  return Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': ["'self'", ...tokenServers].join(' '),
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    // No text ever becomes HTML or script.
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  }).map(([directive, value]) => `${directive} ${value}`).join('; ');
}
