import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

export const REGION = 'eu-west-1';
const ECHO = 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

/** Two shops behind domain names of all kinds, and three shops that have no other address: one has a wildcard name, one has none at all. */
export class MallStack extends Stack {
  private readonly certificate = Certificate.fromCertificateArn(this, 'Certificate', `arn:aws:acm:${REGION}:123456789012:certificate/1`);
  private readonly echo = new Function(this, 'Echo', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(ECHO),
  });

  constructor(scope: App) {
    super(scope, 'Mall', { env: { account: '123456789012', region: REGION } });
    const books = this.api('Books');
    const toys = this.api('Toys');
    const deployment = new apigateway.Deployment(this, 'Beta', { api: books });
    const beta = new apigateway.Stage(this, 'BetaStage', { deployment, stageName: 'beta', variables: { season: 'winter' } });
    this.echo.addPermission('Beta', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: books.arnForExecuteApi('*', '/*', 'beta'),
    });

    const mall = books.addDomainName('Mall', { domainName: 'mall.example.com', certificate: this.certificate, basePath: 'books' });
    mall.addBasePathMapping(toys, { basePath: 'toys' });
    mall.addBasePathMapping(books, { basePath: 'any', attachToStage: false });
    mall.addApiMapping(beta, { basePath: 'books/beta' });
    mall.addApiMapping(toys.deploymentStage, { basePath: 'shop/v1/toys' });
    books.addDomainName('Root', { domainName: 'books.example.com', certificate: this.certificate });
    books.addDomainName('Wildcard', { domainName: '*.books.example.com', certificate: this.certificate });
    const both = new apigateway.DomainName(this, 'Both', {
      domainName: 'both.example.com',
      certificate: this.certificate,
      mapping: toys,
      basePath: 'toys',
    });
    new CfnApiMapping(this, 'None', { apiId: books.restApiId, domainName: both.domainName, stage: 'prod' });
    new CfnApiMapping(this, 'Elsewhere', { apiId: 'abcdefghij', domainName: both.domainName, stage: 'prod', apiMappingKey: 'toys/far' });
    new apigateway.DomainName(this, 'Unmapped', { domainName: 'unmapped.example.com', certificate: this.certificate });
    const closed = this.api('Closed', { disableExecuteApiEndpoint: true });
    closed.addDomainName('Domain', { domainName: 'closed.example.com', certificate: this.certificate, basePath: 'in' });
    const hidden = this.api('Hidden', { disableExecuteApiEndpoint: true });
    hidden.addDomainName('Domain', { domainName: '*.hidden.example.com', certificate: this.certificate });
    const sealed = this.api('Sealed', { disableExecuteApiEndpoint: true });
    new CfnOutput(this, 'TryBooks', { value: `curl -i ${books.url}items/1` });
    new CfnOutput(this, 'TryClosed', {
      value: `curl -i '${closed.url}items/1?of='"$(curl -s -o /dev/null -w '%{http_code}' ${closed.url}items/2)"`,
    });
    new CfnOutput(this, 'TryHidden', { value: `curl -i ${hidden.url}items/1` });
    new CfnOutput(this, 'TrySealed', { value: `curl -i ${sealed.url}items/1` });

    const role = new Role(this, 'Reader', { roleName: 'Reader', assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [books.arnForExecuteApi('GET', '/signed/mine', 'prod')] }),
    );
  }

  private api(id: string, props: apigateway.RestApiProps = {}): apigateway.RestApi {
    const defaultIntegration = new apigateway.LambdaIntegration(this.echo);
    const api = new apigateway.RestApi(this, id, { cloudWatchRole: false, defaultIntegration, ...props });
    api.root.addMethod('GET');
    const item = api.root.addResource('items').addResource('{item}');
    item.addMethod('GET');
    item.addCorsPreflight({ allowOrigins: ['https://mall.example'] });
    const signed = api.root.addResource('signed').addResource('{name}');
    signed.addMethod('GET', undefined, { authorizationType: apigateway.AuthorizationType.IAM });
    return api;
  }
}
