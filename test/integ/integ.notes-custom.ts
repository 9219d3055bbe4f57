import { integrationTest } from './integration-test';

integrationTest('notes-custom');
