#!/usr/bin/env node
import { endWithNpmShell } from './machine/npm-shell';
import { main } from './main';

endWithNpmShell();
void main(process.argv.slice(2), { command: 'npx cdk-local-stack', folder: process.cwd() }).then((exitCode) => {
  process.exitCode = exitCode;
});
