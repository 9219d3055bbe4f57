interface Suffixes {
  readonly regions: RegExp;
  readonly suffix: string;
  readonly dualStack: string;
}

/** By AWS partition; the last entry matches every other region. */
const SUFFIXES: readonly Suffixes[] = [
  { regions: /^cn-/, suffix: 'amazonaws.com.cn', dualStack: 'api.amazonwebservices.com.cn' },
  { regions: /^eusc-/, suffix: 'amazonaws.eu', dualStack: 'api.amazonwebservices.eu' },
  { regions: /^us-iso-/, suffix: 'c2s.ic.gov', dualStack: 'api.aws.ic.gov' },
  { regions: /^us-isob-/, suffix: 'sc2s.sgov.gov', dualStack: 'api.aws.scloud' },
  { regions: /^eu-isoe-/, suffix: 'cloud.adc-e.uk', dualStack: 'api.cloud-aws.adc-e.uk' },
  { regions: /^us-isof-/, suffix: 'csp.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov' },
  { regions: /^/, suffix: 'amazonaws.com', dualStack: 'api.aws' },
];

const {
  AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_REGION, AWS_USE_DUALSTACK_ENDPOINT,
  AWS_USE_FIPS_ENDPOINT,
} = process.env;

/** The endpoint of DynamoDB in a region: https://docs.aws.amazon.com/general/latest/gr/ddb.html */
function regional(region: string): string {
  const { suffix, dualStack } = SUFFIXES.find(({ regions }) => regions.test(region))!;
  const onDualStack = AWS_USE_DUALSTACK_ENDPOINT === 'true';
  // The standard endpoints of GovCloud already conform to FIPS.
  const fips = AWS_USE_FIPS_ENDPOINT === 'true' && (onDualStack || !region.startsWith('us-gov-'));
  return `https://dynamodb${fips ? '-fips' : ''}.${region}.${onDualStack ? dualStack : suffix}`;
}

const NAMED = AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true' ? undefined : AWS_ENDPOINT_URL_DYNAMODB || AWS_ENDPOINT_URL;

const { protocol, host, hostname, pathname, port } = new URL(NAMED || regional(AWS_REGION!));

export const ENDPOINT = { protocol, host, hostname, port: port === '' ? undefined : Number(port), path: pathname.replace(/\/?$/, '/') };
