import { Request } from './request';
import { Problem } from '../note/problem';

/** The value of a parameter; undefined without one. */
export function single(request: Request, name: string): string | undefined {
  const values = request.query(name);
  if (values.length > 1) {
    throw invalid(name, 'must not be repeated');
  }
  return values[0];
}

/** The value of a parameter, which is one of the choices: the first one by default. */
export function choice<Choice extends string>(request: Request, name: string, choices: readonly Choice[]): Choice {
  const text = single(request, name);
  const chosen = text === undefined ? choices[0] : choices.find((candidate) => candidate === text);
  if (chosen === undefined) {
    throw invalid(name, `must be ${choices.map((candidate) => `"${candidate}"`).join(' or ')}`);
  }
  return chosen;
}

export const invalid = (parameter: string, detail: string): Problem =>
  new Problem('invalid-parameter', { errors: [{ parameter, detail }] });
