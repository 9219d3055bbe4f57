import { roundTrip as heyApi } from './hey-api';
import { roundTrip as openapiFetch } from './openapi-fetch';
import { roundTrip as typescriptFetch } from './typescript-fetch';

declare const process: { argv: string[] };

for (const [name, roundTrip] of Object.entries({ heyApi, openapiFetch, typescriptFetch })) {
  await roundTrip(process.argv[2]!);
  console.log(`${name}: a whole round trip`);
}
