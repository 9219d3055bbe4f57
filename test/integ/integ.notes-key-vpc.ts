import { integrationTest } from './integration-test';

integrationTest('notes-key-vpc');
