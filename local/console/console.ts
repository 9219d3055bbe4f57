import { apiCall, CallForm, send } from './api-call';
import { catalogue, CataloguedApi, describedApi } from './api-catalogue';
import { Callers } from './callers';
import { ConsoleApp } from './console-app';
import { ConsoleError, ConsoleRequest, ConsoleRoutes, ConsoleServer, parsed } from './console-server';
import { curlCommand } from './curl-command';
import { EventStream } from './event-stream';
import { bodyView, detail, summary } from './request-views';
import { Tables, WrittenKey } from './tables';
import { Lifetime } from '../machine/lifetime';
import { RequestHistory } from '../observation/request-history';
import { openApiDocument } from '../openapi/openapi-document';

export interface ConsoleOptions {
  readonly port: number;
  readonly app: ConsoleApp;
  readonly history: RequestHistory;
  readonly lifetime: Lifetime;
}

/** An app with the values that the console derives from it. */
class Shown {
  readonly callers: Callers;
  readonly tables: Tables;
  readonly apis: readonly CataloguedApi[];

  constructor(readonly app: ConsoleApp) {
    this.callers = new Callers(app);
    this.tables = new Tables(app);
    this.apis = catalogue(app);
  }

  api(id: string): CataloguedApi {
    const api = this.apis.find((candidate) => candidate.id === id);
    if (!api) {
      throw new ConsoleError(404, `there is no API ${id}`);
    }
    return api;
  }
}

/** A page in the browser that shows a running stack and calls its APIs. */
export class Console {
  static async listen(options: ConsoleOptions): Promise<Console> {
    const shown = new Console(options);
    shown.listeningAt = await ConsoleServer.listen(options.port, shown.routes, options.lifetime);
    return shown;
  }

  private shown: Shown;
  private listeningAt!: string;
  private readonly streams = new Set<EventStream<unknown>>();

  private readonly routes: ConsoleRoutes = {
    'GET /api/stack': () => this.stack(),
    'GET /api/openapi/{stack}/{api}': ({ parameters }) => {
      const { address, definition } = this.shown.api(parameters.join('/'));
      return openApiDocument(definition, (address.isDefaultEndpointDisabled && address.domains[0]?.url) || address.url);
    },
    'POST /api/calls/{stack}/{api}': async (request) => this.call(request),
    'POST /api/curl/{stack}/{api}': async (request) => ({ curl: curlCommand(await this.requested(request)) }),
    'GET /api/requests': (request) => this.stream(request),
    'GET /api/requests/{id}': ({ parameters: [id] }) => {
      const observed = this.options.history.find(id);
      if (!observed) {
        throw new ConsoleError(404, `the request ${id} is not among the latest ones`);
      }
      return detail(observed, this.shown.apis, this.shown.app.accessKeys);
    },
    'GET /api/tables/{name}': async ({ parameters: [name], query }) => {
      const start = query.get('start');
      const page = await this.shown.tables.page(name, start === null ? undefined : parsed(start) as WrittenKey);
      if (!page) {
        throw new ConsoleError(404, `there is no table ${name}`);
      }
      return page;
    },
    'DELETE /api/items': async () => {
      if (!this.shown.tables.canBeEmptied) {
        throw new ConsoleError(409, 'the console only deletes items of the embedded DynamoDB');
      }
      return { deleted: await this.shown.tables.empty() };
    },
  };

  private constructor(private readonly options: ConsoleOptions) {
    this.shown = new Shown(options.app);
  }

  get url(): string {
    return this.listeningAt;
  }

  /** Shows what a reload has deployed. */
  show(app: ConsoleApp): void {
    this.shown = new Shown(app);
    this.streams.forEach((stream) => stream.send('deployed', {}));
  }

  private stack() {
    const { apis, app, callers, tables } = this.shown;
    return {
      apis: apis.map((api) => describedApi(api, callers, app)),
      callers: [...callers.users(), ...callers.roles()].map(({ id, name }) => ({ id, name })),
      apiKeys: app.apiKeys.all.map(({ logicalId }) => logicalId),
      tables: tables.all().map(({ logicalId, name }) => ({ name, logicalId })),
      canBeEmptied: tables.canBeEmptied,
    };
  }

  private async requested({ json, parameters }: ConsoleRequest) {
    const { app, callers } = this.shown;
    return apiCall(this.shown.api(parameters.join('/')), await json() as CallForm, callers, app);
  }

  private async call(request: ConsoleRequest) {
    const call = await this.requested(request);
    const { body, headers, milliseconds, status } = await send(call).catch((error: Error) => {
      throw new ConsoleError(400, `the request cannot be sent: ${error.message}`);
    });
    const requestId = headers.find(([name]) => name.toLowerCase() === 'x-amzn-requestid')?.[1];
    return { url: call.url.href, status, headers, milliseconds, requestId, curl: curlCommand(call), ...bodyView(body) };
  }

  private stream({ response }: ConsoleRequest): undefined {
    const { history } = this.options;
    const stream = new EventStream<ReturnType<typeof summary>>(response);
    this.streams.add(stream);
    stream.send('history', history.list().map(summary));
    const unsubscribe = history.subscribe((observed) => stream.add(observed.requestId, summary(observed)));
    response.on('close', () => {
      unsubscribe();
      this.streams.delete(stream);
    });
  }
}
