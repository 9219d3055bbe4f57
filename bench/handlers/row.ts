import { OPERATIONS } from '../../src/contract/operations';

/** The functions by the name of their handler in the operation table. */
export const FUNCTIONS: readonly string[] = Object.values(OPERATIONS).map(({ handler }) => handler);

/** The file that has only one function. */
export const fileOf = (name: string): string => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;

/** The deployment package of one function. */
export interface FunctionCode {
  /** The folder of the asset, with nothing else in it. */
  readonly folder: string;
  readonly file: string;
  readonly exportName: string;
}

/** One implementation of the functions. */
export interface Row {
  readonly name: string;
  /** By the name of the function. Several functions may share a folder, which is then deployed once. */
  readonly code: Readonly<Record<string, FunctionCode>>;
}

/** A row whose functions are the exports of one file. */
export function sharedBundle(name: string, folder: string, file: string): Row {
  return { name, code: Object.fromEntries(FUNCTIONS.map((exportName) => [exportName, { folder, file, exportName }])) };
}

/** The folders of a row, each of them once. */
export const foldersOf = ({ code }: Row): string[] => [...new Set(Object.values(code).map(({ folder }) => folder))];
