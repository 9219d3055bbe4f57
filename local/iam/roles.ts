import { awsManagedPolicy } from './aws-managed-policies';
import { distinctMessages } from './distinct-messages';
import { list, OneOrMore } from './one-or-more';
import { Statement } from './policy';
import { resolved, statements } from './policy-document';
import { Role } from './role';
import { resolve } from '../cloudformation/intrinsics';
import { Stack } from '../cloudformation/stack';

/** A resource with its unresolved properties. */
interface WrittenResource {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly arn: string;
  readonly properties: Record<string, unknown>;
}

/** The resource types that attach a policy to roles, and the property that names the roles. */
const ATTACHING = { 'AWS::IAM::Policy': 'Roles', 'AWS::IAM::ManagedPolicy': 'Roles', 'AWS::IAM::RolePolicy': 'RoleName' };

/** The roles in the assembly, with the policies that the templates attach to them. */
export class Roles {
  private readonly tell: (line: string) => void;

  constructor(private readonly stacks: readonly Stack[], onUnknown: (line: string) => void) {
    this.tell = distinctMessages(onUnknown);
  }

  /** The roles that are in a template. */
  all(): Role[] {
    return this.written('AWS::IAM::Role').map(({ arn }) => this.find(arn));
  }

  /** The role in a template with this ARN, name or logical id. */
  named(name: string): Role | undefined {
    const written = this.written('AWS::IAM::Role').find(({ arn, logicalId, physicalId }) => [arn, logicalId, physicalId].includes(name));
    return written && this.find(written.arn);
  }

  /** The role with this ARN. A role outside the assembly has the policies that the templates attach to its name. */
  find(arn: string): Role {
    const name = arn.split('/').at(-1)!;
    const written = this.written('AWS::IAM::Role').find(({ physicalId }) => physicalId === name);
    const { AssumeRolePolicyDocument, ManagedPolicyArns, PermissionsBoundary, Policies } = written?.properties ?? {};
    const inline = list(Policies as OneOrMore<{ PolicyDocument?: unknown }> | undefined);
    return {
      arn,
      name,
      ...written && { trustPolicy: statements(written.stack, AssumeRolePolicyDocument) },
      identityPolicies: [
        ...inline.flatMap((policy) => statements(written!.stack, policy.PolicyDocument ?? policy)),
        ...this.attached(name),
        ...list(ManagedPolicyArns as OneOrMore<unknown> | undefined).flatMap((reference) => this.managed(written!, reference)),
      ],
      ...PermissionsBoundary !== undefined && { permissionsBoundary: this.managed(written!, PermissionsBoundary) },
    };
  }

  private attached(roleName: string): Statement[] {
    return Object.entries(ATTACHING).flatMap(([type, property]) => this.written(type).flatMap((policy) => {
      const attached = statements(policy.stack, policy.properties.PolicyDocument);
      try {
        return this.roleNames(policy, policy.properties[property]).includes(roleName) ? attached : [];
      } catch (error) {
        // The policy may be attached to this role: the evaluation fails on it.
        return attached.map((statement) => ({ ...statement, Unresolved: (error as Error).message }));
      }
    }));
  }

  /** The roles that a policy names, except unresolvable ones; throws if the whole list cannot be resolved. */
  private roleNames({ logicalId, stack }: WrittenResource, names: unknown): readonly unknown[] {
    if (!Array.isArray(names)) {
      return list(resolve(names, stack) as OneOrMore<unknown>);
    }
    return names.flatMap((name) => {
      try {
        return [resolve(name, stack)];
      } catch (error) {
        this.tell(`the policy ${logicalId} of ${stack.name} is not attached to ${JSON.stringify(name)}: ${(error as Error).message}`);
        return [];
      }
    });
  }

  /** The statements of a managed policy; an unknown one outside the assembly allows nothing. */
  private managed({ stack }: WrittenResource, reference: unknown): readonly Statement[] {
    const arn = resolved(stack, reference);
    const policy = this.written('AWS::IAM::ManagedPolicy').find(({ physicalId }) => physicalId === arn);
    if (policy) {
      return statements(policy.stack, policy.properties.PolicyDocument);
    }
    const name = typeof arn === 'string' ? arn : JSON.stringify(reference);
    const ofAws = awsManagedPolicy(name);
    if (ofAws) {
      return ofAws;
    }
    this.tell(`the managed policy ${name} is not in the app, so it allows nothing here`);
    return [];
  }

  private written(type: string): WrittenResource[] {
    return this.stacks.flatMap((stack) => stack.resources(type).map(({ arn, logicalId, physicalId }) => ({
      stack,
      arn,
      logicalId,
      physicalId,
      properties: stack.synthesized.template.Resources?.[logicalId].Properties ?? {},
    })));
  }
}
