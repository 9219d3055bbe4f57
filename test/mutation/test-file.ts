import { basename, dirname, join } from 'node:path';
import { jestExpect } from '@jest/expect';
import * as circus from 'jest-circus';
import { SnapshotState } from 'jest-snapshot';

/** The number of tests to run, and the mutants that each reaches. */
export interface TestFileOptions {
  readonly load: () => void;
  /** Only these, by their full names. */
  readonly only?: readonly string[];
  /** Called with the name of each test before it, and with undefined after it. */
  readonly onTest: (name?: string) => void;
}

export interface Failure {
  /** Undefined outside of tests. */
  readonly test?: string;
  readonly message: string;
}

type Block = ReturnType<typeof circus.getState>['rootDescribeBlock'];
type Entry = Block['children'][number];

/** Runs a test file to its first failure, in this very process. */
export async function runTestFile(file: string, { load, only, onTest }: TestFileOptions): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  let serializersApply = true;
  const fail = (error: unknown, test?: string) => {
    failure ??= { test, message: String((error as Error)?.message ?? error) };
  };
  const snapshotState = new SnapshotState(join(dirname(file), '__snapshots__', `${basename(file)}.snap`), {
    updateSnapshot: 'none', snapshotFormat: { escapeString: false, printBasicPrototype: false }, rootDir: dirname(file), prettierPath: null,
  } as never);
  jestExpect.setState({ snapshotState, testPath: file, currentTestName: undefined } as never);
  const skipRest = () => skip(circus.getState().rootDescribeBlock, () => true);
  const onEvent = (event: circus.Event) => {
    switch (event.name) {
      case 'run_start':
        if (only) {
          skip(circus.getState().rootDescribeBlock, (name) => !only.includes(name));
        }
        return;
      case 'test_start':
        jestExpect.setState({
          currentTestName: nameOf(event.test),
          assertionCalls: 0,
          expectedAssertionsNumber: null,
          isExpectingAssertions: false,
          suppressedErrors: [],
        } as never);
        onTest(nameOf(event.test));
        return;
      case 'test_done':
        onTest();
        for (const error of [...event.test.errors.flat(), ...jestExpect.extractExpectedAssertionsErrors().map((each) => each.error)]) {
          if (error) {
            fail(error, nameOf(event.test));
          }
        }
        if (failure) {
          skipRest();
        }
        return;
      default:
    }
  };
  const onUncaught = (error: unknown) => { fail(error); skipRest(); };
  process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught);
  circus.resetState();
  circus.addEventHandler(onEvent);
  const { addSnapshotSerializer } = jestExpect as unknown as { addSnapshotSerializer(plugin: Serializer): void };
  const expectHere = Object.assign((...args: Parameters<typeof jestExpect>) => jestExpect(...args), jestExpect, {
    addSnapshotSerializer: (plugin: Serializer) => addSnapshotSerializer({
      ...plugin, test: (value) => serializersApply && plugin.test(value),
    }),
  });
  const { describe, test, it, beforeAll, beforeEach, afterEach, afterAll } = circus;
  Object.assign(globalThis, { describe, test, it, beforeAll, beforeEach, afterEach, afterAll, expect: expectHere });
  try {
    load();
    const { unhandledErrors } = await circus.run();
    unhandledErrors.forEach((error) => fail(error));
  } catch (error) {
    fail(error);
  } finally {
    serializersApply = false;
    circus.removeEventHandler(onEvent);
    process.off('uncaughtException', onUncaught).off('unhandledRejection', onUncaught);
  }
  return failure;
}

interface Serializer {
  test(value: unknown): boolean;
}

/** Skips tests, and the hooks of blocks that have no others. */
function skip(block: Block, skipped: (name: string) => boolean): boolean {
  const rest = block.children.filter((child) => (child.type === 'describeBlock'
    ? skip(child, skipped)
    : child.mode !== 'skip' && child.mode !== 'todo' && !(skipped(nameOf(child)) && mark(child))));
  return rest.length > 0 || (mark(block) && false);
}

const mark = (entry: Entry): boolean => { entry.mode = 'skip'; return true; };

function nameOf({ name, parent }: Pick<Entry, 'name'> & { readonly parent?: Block }): string {
  return parent?.parent ? `${nameOf(parent)} ${name}` : String(name);
}
