import { App, Duration, Stack } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesFunctionOptions } from 'cdk-notes-api';
import {
  Described, DescribedAuthorization, DescribedFunctionOptions, DescribedProps, DescribedStack, IDS, Place, PropName,
} from './described';
import { Theirs } from './theirs';

/** The construct with everything else of the user of a notes API. */
export const theirId = (id: string): string => `Their${id}`;

/** The stack with its notes APIs. */
export function buildStack(app: App, id: string, { place: { account, region }, place, flags: flagged, notes }: DescribedStack): Stack {
  const stack = new Stack(app, id, { env: { account, region } });
  for (const [flag, value] of Object.entries(flagged ? flags : {})) {
    stack.node.setContext(flag, value);
  }
  notes.forEach((described, index) => buildNotes(stack, IDS[index], described, place));
  return stack;
}

function buildNotes(stack: Stack, id: string, described: DescribedProps, place: Place): void {
  const theirs = new Theirs(stack, theirId(id), place);
  const notes = new NotesApi(stack, id, builtProps(described, theirs));
  if (theirs.deployment) {
    notes.addToDeployment(theirs.deployment);
  }
}

/** The props, with `undefined` for each one that is not described: this must have the same effect as leaving it out. */
function builtProps(described: DescribedProps, theirs: Theirs): NotesApiProps {
  const vpc = described.vpc && theirs.vpc(described.vpc);
  const BUILDERS: { readonly [Prop in PropName]: (value: Described[Prop]) => NotesApiProps[Prop] } = {
    accessLogs: (value) => value,
    apiKeyRequired: (value) => value,
    authorization: (value) => authorization(value, theirs),
    changes: (value) => value,
    corsHeaders: (value) => [...value],
    corsOrigins: (value) => [...value],
    encryptionKey: (value) => theirs.key(value),
    functionOptions,
    functionOptionsByOperation: (value) => Object.fromEntries(Object.entries(value).map(
      ([operation, options]) => [operation, functionOptions(options)],
    )),
    gatewayResponses: (value) => value,
    monitoring: ({ topics, latencyMillis, ...options }) => ({
      ...options,
      topics: topics?.map((source, index) => theirs.topic(source, index)),
      latency: optional(latencyMillis, Duration.millis),
    }),
    mountOn: (value) => theirs.resource(value),
    operations: (value) => [...value],
    removalPolicy: (value) => value,
    replicaKeyArns: (value) => value,
    replicaRegions: (value) => [...value],
    requireIfMatch: (value) => value,
    securityGroups: (value) => value.map((source, index) => theirs.securityGroup(vpc!, source, index)),
    table: (value) => theirs.table(value),
    throttle: (value) => value,
    timeBudget: ({ connectTimeout, requestTimeout, allAttempts, firstBackOff, maxAttempts }) => ({
      connectTimeout: optional(connectTimeout, Duration.millis),
      requestTimeout: optional(requestTimeout, Duration.millis),
      allAttempts: optional(allAttempts, Duration.millis),
      firstBackOff: optional(firstBackOff, Duration.millis),
      maxAttempts,
    }),
    tracing: (value) => value,
    trash: (value) => Duration.days(value),
    vpc: () => vpc,
    vpcSubnets: (value) => theirs.subnets(vpc!, value),
    webAclArn: (value) => theirs.webAclArn(value),
  };
  return Object.fromEntries(Object.entries(BUILDERS).map(([prop, build]) =>
    [prop, optional(described[prop as PropName], build as (value: unknown) => unknown)]));
}

function authorization(described: DescribedAuthorization, theirs: Theirs): NotesAuthorization {
  switch (described.kind) {
    case 'iam': return NotesAuthorization.iam();
    case 'none': return NotesAuthorization.none();
    case 'cognito': return NotesAuthorization.cognito(described.userPools.map((source, index) => theirs.userPool(source, index)), {
      scopes: described.scopes && [...described.scopes],
      userIdClaim: described.userIdClaim,
    });
    case 'custom': return NotesAuthorization.custom(theirs.authorizer(described), {
      userIdContextKey: described.userIdContextKey,
      requestHeaders: described.requestHeaders && [...described.requestHeaders],
      challenge: described.challenge,
    });
  }
}

function functionOptions({ timeoutSeconds, architecture, ...options }: DescribedFunctionOptions): NotesFunctionOptions {
  return {
    ...options,
    timeout: optional(timeoutSeconds, Duration.seconds),
    architecture: optional(architecture, (name) => ({ arm64: Architecture.ARM_64, x86_64: Architecture.X86_64 })[name]),
  };
}

const optional = <From, To>(value: From | undefined, make: (value: From) => To): To | undefined =>
  value === undefined ? undefined : make(value);
