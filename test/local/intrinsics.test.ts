import { SynthesizedStack } from '../../local/cloudformation/assembly';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack } from '../../local/cloudformation/stack';
import { Template } from '../../local/cloudformation/template';

function stackOf(template: Template, name = 'Demo'): SynthesizedStack {
  return { name, account: '111122223333', region: 'eu-west-1', template, warnings: [], errors: [], assets: new Map() };
}

/** The text of an output with this value. */
function resolved(value: unknown, template: Template = {}): string | undefined {
  const problems: string[] = [];
  const [stack] = Stack.all([stackOf({ ...template, Outputs: { Out: { Value: value } } })], new InvokeUrls());
  const [output] = stack.outputs((problem) => problems.push(problem));
  return output?.value ?? problems[0];
}

const Resources: Template['Resources'] = {
  Table: { Type: 'AWS::DynamoDB::Table' },
  NamedTable: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'orders' } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { 'Fn::Sub': '${AWS::StackName}-fn' } } },
  Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
  Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] }, Name: 'live' } },
  Queue: { Type: 'AWS::SQS::Queue' },
};

test.each<[string, unknown, string]>([
  ['Ref of a resource without a name', { Ref: 'Table' }, 'Demo-Table'],
  ['Ref of a named resource', { Ref: 'NamedTable' }, 'orders'],
  ['Ref of a parameter', { Ref: 'Colour' }, 'blue'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['Ref of a version', { Ref: 'Version' }, 'arn:aws:lambda:eu-west-1:111122223333:function:Demo-fn:1'],
  ['Ref of an alias', { Ref: 'Alias' }, 'arn:aws:lambda:eu-west-1:111122223333:function:Demo-fn:live'],
  ['GetAtt of a table', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-west-1:111122223333:table/Demo-Table'],
  ['GetAtt with a dot', { 'Fn::GetAtt': 'Function.Arn' }, 'arn:aws:lambda:eu-west-1:111122223333:function:Demo-fn'],
  ['GetAtt of the ARN of any resource', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-west-1:111122223333:Demo-Queue'],
  ['Join of intrinsics', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Partition' }, { 'Fn::Select': [1, ['x', 'y']] }]] }, 'a/aws/y'],
  ['Join of a split', { 'Fn::Join': ['-', { 'Fn::Split': ['.', 'a.b.c'] }] }, 'a-b-c'],
  ['Join that drops NoValue', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a,b'],
  ['Sub with its own variables', { 'Fn::Sub': ['${Word} ${Colour} ${Table.Arn} ${!Literal}', { Word: { Ref: 'AWS::URLSuffix' } }] },
    'amazonaws.com blue arn:aws:dynamodb:eu-west-1:111122223333:table/Demo-Table ${Literal}'],
  ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, '7'],
  ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ['If that holds', { 'Fn::If': ['IsBlue', 'yes', 'no'] }, 'yes'],
  ['If that does not hold', { 'Fn::If': ['IsRed', 'yes', { Ref: 'Table' }] }, 'Demo-Table'],
])('%s is resolved', (_case, value, expected) => {
  expect(resolved(value, {
    Resources,
    Parameters: { Colour: { Type: 'String', Default: 'blue' } },
    Mappings: { Sizes: { 'eu-west-1': { small: 7 } } },
    Conditions: {
      IsBlue: { 'Fn::And': [{ 'Fn::Equals': [{ Ref: 'Colour' }, 'blue'] }, { 'Fn::Not': [{ Condition: 'IsRed' }] }] },
      IsRed: { 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'Colour' }, 'red'] }, { 'Fn::Equals': [1, 2] }] },
    },
  })).toBe(expected);
});

test.each<[unknown, string]>([
  [{ 'Fn::GetAZs': '' }, 'the intrinsic function Fn::GetAZs is not supported'],
  [{ Ref: 'Nobody' }, 'there is no resource or parameter Nobody'],
  [{ 'Fn::GetAtt': ['Queue', 'QueueUrl'] }, 'the attribute QueueUrl of Queue (AWS::SQS::Queue) is unknown'],
  [{ 'Fn::ImportValue': 'missing' }, 'no stack in the assembly exports missing'],
  [{ 'Fn::If': ['Missing', 1, 2] }, 'there is no condition Missing'],
  [{ 'Fn::FindInMap': ['A', 'B', 'C'] }, 'there is no mapping A.B.C'],
  [{ 'Fn::Join': ['', 'no list'] }, 'expected a list, found "no list"'],
])('an output that cannot be resolved is left out and says why: %j', (value, problem) => {
  expect(resolved(value, { Resources })).toBe(`output Out of Demo is omitted: ${problem}`);
});

test.each<[unknown, string, string]>([
  [{ 'Fn::GetAtt': ['Queue', 'QueueUrl'] }, 'unknown:Queue.QueueUrl', 'the attribute QueueUrl of Queue (AWS::SQS::Queue) is unknown'],
  [{ 'Fn::ImportValue': 'missing' }, 'unknown:missing', 'no stack in the assembly exports missing'],
  [{ Ref: 'NoDefault' }, 'unknown:NoDefault', 'the parameter NoDefault has no default'],
  [{ Ref: 'FromSsm' }, 'unknown:/other/app', 'no stack in the assembly has the SSM parameter /other/app'],
  ['{{resolve:secretsmanager:key:SecretString:a::}}', 'unknown:key:SecretString:a::', 'the secret key:SecretString:a:: is not emulated'],
])('a property whose value is unknown has a placeholder, which is told when it is read, once: %j', (value, placeholder, reason) => {
  const told: string[] = [];
  const template = {
    Parameters: { NoDefault: { Type: 'String' }, FromSsm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/other/app' } },
    Resources: { ...Resources, Odd: { Type: 'AWS::Odd::Thing', Properties: { Value: ['a', value], Again: value } } },
  };
  const [stack] = Stack.all([stackOf(template)], new InvokeUrls(), (line) => told.push(line));
  const [{ properties }] = stack.resources<Record<string, unknown>>('AWS::Odd::Thing');
  expect(told).toEqual([]);
  expect([properties.Value, properties.Again]).toEqual([['a', placeholder], placeholder]);
  expect(told).toEqual([`Demo: ${reason}, so its value is ${placeholder} here`]);
});

test('a parameter of a list is one', () => {
  const Parameters = { Zones: { Type: 'List<String>', Default: 'a,b' }, Names: { Type: 'CommaDelimitedList', Default: 'c,d' } };
  expect(resolved({ 'Fn::Join': ['+', { Ref: 'Zones' }] }, { Parameters })).toBe('a+b');
  expect(resolved({ 'Fn::Select': [1, { Ref: 'Names' }] }, { Parameters })).toBe('d');
});

test.each<[string, unknown]>([
  ['the type of a template parameter', { Ref: 'Colour' }],
  ['a dynamic reference', '{{resolve:ssm:/shop/colour}}'],
  ['a dynamic reference with a version', { 'Fn::Sub': '{{resolve:ssm:/shop/colour:1}}' }],
  ['its attribute', { 'Fn::GetAtt': ['Stored', 'Value'] }],
])('an SSM parameter of the assembly is its value: %s', (_how, value) => {
  expect(resolved(value, {
    Parameters: { Colour: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/colour' } },
    Resources: { Stored: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/colour', Type: 'String', Value: { 'Fn::Sub': 'b${AWS::Region}' } } } },
  })).toBe('beu-west-1');
});

test('a property that cannot be resolved names its resource, and leaves the others alone', () => {
  const Properties = { Name: { 'Fn::Cidr': [] }, Owner: { Ref: 'AWS::StackName' }, Nothing: { Ref: 'AWS::NoValue' } };
  const [stack] = Stack.all([stackOf({ Resources: { Bad: { Type: 'AWS::SQS::Queue', Properties } } })], new InvokeUrls());
  const [{ properties }] = stack.resources<Record<string, unknown>>('AWS::SQS::Queue');
  expect(() => properties.Name).toThrow('Bad in Demo: the intrinsic function Fn::Cidr is not supported');
  expect([properties.Owner, properties.Nothing]).toEqual(['Demo', undefined]);
});

test('a value is imported from the stack that exports it', () => {
  const [, importing] = Stack.all(
    [
      stackOf(
        { Resources, Outputs: { Shared: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:table' } } } } },
        'Exporting',
      ),
      stackOf({ Outputs: { Out: { Value: { 'Fn::ImportValue': 'Exporting:table' } } } }, 'Importing'),
    ],
    new InvokeUrls(),
  );
  expect(importing.outputs(fail)).toEqual([{ logicalId: 'Out', value: 'Exporting-Table' }]);
});

test('a value of another region is read from the stack that writes it there', () => {
  const exports = { '/cdk/exports/Reading/Table': { Ref: 'Table' }, '/cdk/exports/Reading/Url': { 'Fn::GetAtt': ['Queue', 'QueueUrl'] } };
  const read = (name: string) => {
    const [, reading] = Stack.all(
      [
        stackOf(
          {
            Resources: {
              ...Resources,
              Writer: { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: { region: 'eu-west-1', exports } } },
            },
          },
          'Writing',
        ),
        stackOf(
          {
            Resources: { Reader: { Type: 'Custom::CrossRegionExportReader' } },
            Outputs: { Out: { Value: { 'Fn::GetAtt': ['Reader', name] } } },
          },
          'Reading',
        ),
      ],
      new InvokeUrls(),
    );
    return reading.outputs(fail);
  };
  expect(read('/cdk/exports/Reading/Table')).toEqual([{ logicalId: 'Out', value: 'Writing-Table' }]);
  expect(() => read('/cdk/exports/Reading/Missing')).toThrow('no stack in the assembly writes the cross-region export /cdk/exports/Reading/Missing');
});

test('a resource and an output whose condition does not hold are not there', () => {
  const [stack] = Stack.all([stackOf({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: { Table: { Type: 'AWS::DynamoDB::Table', Condition: 'Never' } },
    Outputs: { Out: { Value: 'x', Condition: 'Never' } },
  })], new InvokeUrls());
  expect(stack.resources('AWS::DynamoDB::Table')).toEqual([]);
  expect(stack.outputs(fail)).toEqual([]);
});

test('an invoke URL becomes the local one wherever it appears', () => {
  const urls = new InvokeUrls();
  urls.add('abcdefghij', 'http://127.0.0.1:3000/');
  expect(urls.localize({ a: ['curl https://abcdefghij.execute-api.us-east-1.amazonaws.com/prod/notes'], b: 1 })).toEqual({
    a: ['curl http://127.0.0.1:3000/notes'],
    b: 1,
  });
  expect(urls.localize('https://zzzzzzzzzz.execute-api.us-east-1.amazonaws.com/prod/')).toBe(
    'https://zzzzzzzzzz.execute-api.us-east-1.amazonaws.com/prod/',
  );
});

function fail(problem: string): never {
  throw new Error(problem);
}
