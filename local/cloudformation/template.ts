/** The parts of a CloudFormation template that the local stack reads. */
export interface Template {
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, Output>;
  Parameters?: Record<string, Parameter>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

export interface Parameter {
  Type?: string;
  Default?: unknown;
}

export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
  Metadata?: Record<string, unknown>;
}

export interface Output {
  Value: unknown;
  Description?: string;
  Export?: { Name: unknown };
  Condition?: string;
}
