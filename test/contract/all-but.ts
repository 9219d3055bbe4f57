/** Options of jest that leave tests out by a part of their names; it reports them as skipped. */
export const allBut = (tests: readonly RegExp[]): string[] => ['--testNamePattern', `^(?!.*(${tests.map(({ source }) => source).join('|')}))`];
