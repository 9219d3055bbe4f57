import { runModule, snippets } from './snippets';

// It is a test itself.
runModule(snippets('upgrading.md', 'tsx')[0]);
