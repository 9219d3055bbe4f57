import { Museum, openMuseum } from './museum';
import { shellVariables } from '../../local/shell-variables';

let museum: Museum;
let lines: string[];
let urls: string[];
let variables: Record<string, string>;

beforeAll(async () => {
  museum = await openMuseum();
  lines = await shellVariables(museum.stack);
  urls = lines.filter((line) => line.includes('_URL=') || line === '# Museum');
  lines = lines.filter((line) => !urls.includes(line));
  variables = Object.fromEntries(lines.flatMap((line) => [...line.matchAll(/(\w+)='([^']*)'/g)]).map(([, name, value]) => [name, value]));
});
afterAll(async () => museum.stop());

const status = async (path: string, name: string) =>
  (await museum.send('GET', path, { Authorization: `Bearer ${variables[name]}` })).status;
const claims = (name: string) => JSON.parse(Buffer.from(variables[name].split('.')[1], 'base64url').toString());

test('there are two users for each kind of token of each pool that methods take', () => {
  expect(lines.filter((line) => line.startsWith('#'))).toEqual([
    expect.stringMatching(/^# ID tokens of the user pool Friends\w+, valid for 24 hours$/),
    '# ID tokens of the user pool eu-west-1_Patrons01, valid for 24 hours',
    expect.stringMatching(/^# access tokens for archive\/read archive\/write of the user pool Friends\w+, valid for 24 hours$/),
    '# access tokens for archive/read archive/write of the user pool eu-west-1_Patrons01, valid for 24 hours',
    expect.stringMatching(/^# ID tokens of the user pool Staff\w+, valid for 24 hours$/),
  ]);
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual(
    ['', '_2', '_3', '_4', '_5'].flatMap((at) =>
      ['ALICE', 'BOB'].map((user) =>
        expect.stringMatching(
          new RegExp(`^export ${user}${at}='[\\w-]+\\.[\\w-]+\\.[\\w-]+' ${user}_SUB${at}='[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'$`),
        ),
      ),
    ),
  );
});

test('the tokens are taken where they are meant for, and nowhere else', async () => {
  expect(await Promise.all(['ALICE', 'BOB', 'ALICE_2', 'BOB_2', 'ALICE_3', 'ALICE_5'].map((name) => status('/club', name)))).toEqual([
    200, 200, 200, 200, 401, 401,
  ]);
  expect(await Promise.all(['ALICE_3', 'BOB_3', 'ALICE_4', 'ALICE'].map((name) => status('/club/archive', name)))).toEqual([
    200, 200, 200, 401,
  ]);
  expect(await status('/club/office', 'BOB_5')).toBe(200);
});

test('a user is the same one in all tokens of a pool, and nobody else', () => {
  expect(claims('ALICE')).toMatchObject({ 'sub': variables.ALICE_SUB, 'cognito:username': 'alice' });
  expect([claims('ALICE_3').sub, claims('BOB_3').sub]).toEqual([variables.ALICE_SUB, variables.BOB_SUB]);
  expect(new Set(['ALICE', 'BOB', 'ALICE_2', 'BOB_2', 'ALICE_5', 'BOB_5'].map((name) => claims(name).sub)).size).toBe(6);
});

test('the tokens are valid for a day', () => {
  const { exp, iat } = claims('ALICE');
  expect(exp - iat).toBe(24 * 3_600);
});
