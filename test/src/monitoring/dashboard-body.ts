import { Template } from 'aws-cdk-lib/assertions';

/** The body of the dashboard, with its references resolved to their JSON. */
export function dashboardBody(template: Template): string {
  const [{ Properties }] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const [separator, parts]: [string, unknown[]] = Properties.DashboardBody['Fn::Join'];
  return parts.map((part) => typeof part === 'string' ? part : Object.values(part as object).flat().join('.')).join(separator);
}
