import type { cdk } from 'projen';
import { importZones } from './rooms';

/** Adds the rules beyond those of projen. */
export function addLintRules({ eslint }: cdk.JsiiProject): void {
  eslint!.addRules({
    'curly': ['error', 'all'],
    '@stylistic/max-len': ['error', {
      code: 140, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
    }],
    'import/no-cycle': ['error', { ignoreExternal: true }],
    'import/no-restricted-paths': ['error', { zones: importZones() }],
  });
  eslint!.addIgnorePattern('client/openapi.ts');
  eslint!.addIgnorePattern('test/clients/typescript/');
  eslint!.addOverride({ files: ['lambda/**'], rules: { '@typescript-eslint/no-explicit-any': 'error' } });
}
