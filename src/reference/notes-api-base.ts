import { ResourceEnvironment } from 'aws-cdk-lib';
import { Metric, MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { NotesApiGrants } from './notes-api-grants';
import { INotesApiRef } from './notes-api-ref';

/**
 * A notes API: one that this app creates (`NotesApi`) or an existing one (`NotesApi.fromNotesApiAttributes`).
 */
export interface INotesApi extends INotesApiRef {
  /**
   * The name of the REST API, which identifies its metrics.
   *
   * If the notes are mounted on an imported API, the import must set it: `RestApi.fromRestApiAttributes` with `restApiName`.
   */
  readonly restApiName: string;

  /**
   * The base URL of the API, with a trailing slash: the notes of a user are at `<url>notes/<userId>`.
   *
   * For an API that this app creates, it is the URL of the stage, even if a domain name is mapped to it.
   */
  readonly url: string;

  /** Grants access to callers. It requires `NotesAuthorization.iam()`. */
  readonly grants: NotesApiGrants;

  /**
   * The number of requests. For notes that are mounted on another API, it includes the requests to the other routes of that API.
   *
   * @default - sum over five minutes
   * @param props another period, statistic or label
   */
  metricRequests(props?: MetricOptions): Metric;

  /**
   * The number of requests answered with a 4xx status.
   *
   * @default - sum over five minutes
   * @param props another period, statistic or label
   */
  metricClientErrors(props?: MetricOptions): Metric;

  /**
   * The number of requests answered with a 5xx status.
   *
   * @default - sum over five minutes
   * @param props another period, statistic or label
   */
  metricServerErrors(props?: MetricOptions): Metric;

  /**
   * The time from the arrival of a request at API Gateway to its response, in milliseconds.
   *
   * @default - average over five minutes
   * @param props another period, statistic or label
   */
  metricLatency(props?: MetricOptions): Metric;

  /**
   * The part of the latency that the function takes, in milliseconds.
   *
   * @default - average over five minutes
   * @param props another period, statistic or label
   */
  metricIntegrationLatency(props?: MetricOptions): Metric;
}

/**
 * The common base of created and imported notes APIs.
 *
 * @internal
 */
export abstract class NotesApiBase extends Construct implements INotesApi {
  public abstract readonly env: ResourceEnvironment;
  public abstract readonly restApiId: string;
  public abstract readonly restApiName: string;
  public abstract readonly stageName: string;
  public abstract readonly url: string;
  public abstract readonly mountPath: string;

  public abstract readonly grants: NotesApiGrants;

  /** @param props another period, statistic or label */
  public metricRequests(props?: MetricOptions): Metric {
    return this.metric('Count', Stats.SUM, props);
  }

  /** @param props another period, statistic or label */
  public metricClientErrors(props?: MetricOptions): Metric {
    return this.metric('4XXError', Stats.SUM, props);
  }

  /** @param props another period, statistic or label */
  public metricServerErrors(props?: MetricOptions): Metric {
    return this.metric('5XXError', Stats.SUM, props);
  }

  /** @param props another period, statistic or label */
  public metricLatency(props?: MetricOptions): Metric {
    return this.metric('Latency', Stats.AVERAGE, props);
  }

  /** @param props another period, statistic or label */
  public metricIntegrationLatency(props?: MetricOptions): Metric {
    return this.metric('IntegrationLatency', Stats.AVERAGE, props);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
  private metric(metricName: string, statistic: string, props?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiName: this.restApiName, Stage: this.stageName },
      statistic,
      ...this.env,
      ...props,
    });
  }
}
