import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FinalValue } from '../../../src/cdk/final-value';

/** The number of metadata entries of a stack, which a validation reads twice, and how often it was counted. */
function counted() {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const count = jest.fn(() => stack.node.metadata.length);
  const entries = new FinalValue(stack, count);
  const read: number[][] = [];
  new Construct(stack, 'Reader').node.addValidation({
    validate: () => {
      read.push([entries.value, entries.value]);
      return [];
    },
  });
  return { app, stack, count, entries, read };
}

const change = (stack: Stack) => stack.node.addMetadata('changed', true);

test('a value is computed each time until all constructs are as they will be', () => {
  const { stack, entries } = counted();
  expect(entries.value).toBe(0);
  change(stack);
  expect(entries.value).toBe(1);
});

test('a synthesis computes a value once, after the aspects', () => {
  const { app, count, read } = counted();
  Aspects.of(app).add({ visit: (construct) => construct instanceof Stack && change(construct) });
  app.synth();
  expect(read).toEqual([[1, 1]]);
  expect(count).toHaveBeenCalledTimes(1);
});

test('the next synthesis computes it again', () => {
  const { app, stack, read } = counted();
  app.synth();
  change(stack);
  app.synth({ force: true });
  expect(read).toEqual([[0, 0], [1, 1]]);
});

test('a value that is reset is computed each time again', () => {
  const { app, stack, entries } = counted();
  app.synth();
  entries.reset();
  change(stack);
  expect(entries.value).toBe(1);
});
