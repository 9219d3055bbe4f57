import { IModel, JsonSchema, MethodOptions, Model, RequestValidator } from 'aws-cdk-lib/aws-apigateway';
import { MountPoint } from './mount-point';
import { NOTE_PATCH, NoteBody, WHOLE_NOTE } from '../contract/note-bodies';
import { pathParameters, Route } from '../contract/operations';
import { sharedBodySchema } from '../contract/schemas';

/** Lets API Gateway refuse what no function would accept, before one runs. */
export class RequestValidation {
  private readonly requestValidator: RequestValidator;
  private sharedModel?: IModel;

  constructor(private readonly mount: MountPoint) {
    this.requestValidator = new RequestValidator(mount.scope, 'RequestValidator', {
      restApi: mount.api, validateRequestBody: true, validateRequestParameters: true,
    });
  }

  /** What makes API Gateway check the requests of a route. */
  methodOptions({ path, query, body }: Route): MethodOptions {
    const inPath = pathParameters(path).map((name) => [`method.request.path.${name}`, true]);
    const inQuery = query.map((name) => [`method.request.querystring.${name}`, false]);
    return {
      requestValidator: this.requestValidator,
      requestParameters: Object.fromEntries([...inPath, ...inQuery]),
      ...body && { requestModels: this.requestModels(body) },
    };
  }

  /** A body of any other type is for the function: `curl -d` and `fetch` send JSON as something else. */
  private requestModels({ mediaTypes }: NoteBody): { [mediaType: string]: IModel } {
    return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, this.model]));
  }

  /** One resource for all bodies. What else each must be its function says. */
  private get model(): IModel {
    return this.sharedModel ??= new Model(this.mount.scope, 'NoteBody', {
      restApi: this.mount.api,
      contentType: 'application/json',
      schema: sharedBodySchema([WHOLE_NOTE, NOTE_PATCH]) as JsonSchema,
    });
  }
}
