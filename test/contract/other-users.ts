/** The caller: an id with mixed case and a character that can be written in two ways. */
export const CALLER = 'Alice-é';

/** Paths of other users, most of them similar to the caller's. */
export const OTHERS = [
  'bob', 'alice-é', 'ALICE-É', 'aLICE-é', 'Alice-', 'Alice-éx', 'xAlice-é', 'Alice-éAlice-é', 'Alice-e\u0301', 'Alice-e', 'Ａlice-é',
  'Аlice-é', ' Alice-é', 'Alice-é ', 'Alice-é\0', '\0Alice-é', 'Alice-é\0bob', 'Alice-é\n', '\ufeffAlice-é', 'Alice-é\u200b',
  '\u202eAlice-é', 'Alice-é/', '/Alice-é', '../Alice-é', 'Alice-é/../bob', 'Alice-é/..', '..\\Alice-é', 'Alice-é\\..\\bob', 'Alice-é;bob',
  'Alice-é?', 'Alice-é#', 'Alice-é&', ' ', '*', '%', '$', '_', 'Me', 'ME', 'me ', ' me', 'me/', 'mé', 'myself', 'self', '{userId}',
  '${userId}', '${cognito-identity.amazonaws.com:sub}', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'undefined', 'null',
  'NaN', 'true', '0', '[object Object]', 'Alice-é,bob', 'bob,Alice-é', '["Alice-é"]', '{"S":"Alice-é"}', '"Alice-é"', '\\u0041lice-é',
  '&#65;lice-é', "Alice-é' OR '1'='1",
]
  .map(encodeURIComponent)
  .concat(
    '%',
    '%4',
    '%zz',
    '%C3',
    'Alice-%C3',
    '%C0%C1lice-%C3%A9',
    'Alice-%E9',
    'Alice-%u00E9',
    '%ED%A0%80',
    '%C0%AF',
    '%2e%2e',
    '%252e%252e%252fAlice-%C3%A9',
    'Alice-%25C3%25A9',
    '%2541lice-%C3%A9',
    'Alice-%C3%A9%00',
    'Alice-%C3%A9%2f..%2fbob',
    'Alice-%C3%A9;bob',
    ';Alice-%C3%A9',
    'Alice-%C3%A9+',
    '%6de%20',
  );
