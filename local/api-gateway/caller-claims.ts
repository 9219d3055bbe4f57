import { JWTPayload } from 'jose';

type Text = (value: unknown) => string;

/** The claims that API Gateway passes on as dates in words. */
const TEXTS: ReadonlyMap<string, Text> = new Map([['exp', dateInWords], ['iat', dateInWords]]);

/** A token's claims in the form of `requestContext.authorizer.claims`: every value is a string. */
export function callerClaims(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, (TEXTS.get(name) ?? text)(value)]));
}

function text(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(text).join(',');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** For example `Tue Apr 04 18:39:39 UTC 2023`. */
function dateInWords(seconds: unknown): string {
  const [weekday, day, month, year, time] = new Date(Number(seconds) * 1_000).toUTCString().split(/,? /);
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
