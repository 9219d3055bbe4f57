/** The stacks that MiniStack refuses, and why. */
export const NOT_TAKEN: Readonly<Record<string, string>> = {
  Everything: 'it has neither flow logs nor associations of web ACLs',
  Monitored: 'it has no alarms of metric math',
};

/** The tests of the contract that fail there, all of them, by a part of their names, and why. */
export const KNOWN_FAILURES: readonly (readonly [reason: string, tests: RegExp])[] = [
  [
    'it decodes the path, which API Gateway hands on as it came',
    /a decoded slash|the id a%2Fb|invalid-user-id to escapes that are not UTF-8|an escaped surrogate|with a percent sign have notes|decoded twice|of a user id that is escaped/,
  ],
  [
    'it does not find the model of a body that CloudFormation made, so the function refuses the body instead',
    /bodies .* (?:as application\/.*json|without a media type) are 400 invalid-body (?:with |when they are (?:no |half |single |two |a |NaN))/,
  ],
  ['it hands on bodies of more than 6 MB and more than 10 MB', /answers 413 refused to a body of/],
];

/** The tests of the contract that are not run there, because the machine's load decides about them, by a part of their names, and why. */
export const NOT_RUN: readonly (readonly [reason: string, tests: RegExp])[] = [
  ['it answers some of many requests at once with 502', /many requests at once|fifty notes at once|ends a page/],
];
