/** RFC 3339, section 5.6. */
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):([0-5]\d):([0-5]\d)(\.\d+)?(?:[Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The end of the last year that RFC 3339 can write. */
export const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The time of an RFC 3339 text, in milliseconds since 1970. Undefined for any other text, for a day that does not exist, and for a time
 * before 1970, which a UUIDv7 cannot hold, or after 9999. Leap seconds are not supported, as in POSIX.
 */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) {
    return undefined;
  }
  const [year, month, day, hour] = match.slice(1, 5).map(Number);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  // Cut to milliseconds: Date.parse would round further digits. It is NaN for a month or a day that is 0 or too large for any.
  const milliseconds = Date.parse(text.toUpperCase().replace(' ', 'T').replace(/(?<=\.\d{3})\d+/, ''));
  return day <= daysInMonth && hour <= 23 && milliseconds >= 0 && milliseconds <= LATEST ? milliseconds : undefined;
}

/** The form of almost all stored dates, which needs no parsing. Not the days from 29 on, which only some months have. */
const OWN_FORM = /^(?:19[789]|[2-9]\d\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** An RFC 3339 text in UTC with milliseconds; undefined for any other text. */
export function inUtc(text: string): string | undefined {
  if (OWN_FORM.test(text)) {
    return text;
  }
  const time = parseDateTime(text);
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** Whether a text is a date-time as the functions write it. */
export const isDateTime = (text: string): boolean => inUtc(text) === text;
