import { IModel, JsonSchema, MethodOptions, Model, RequestValidator } from 'aws-cdk-lib/aws-apigateway';
import { MountPoint } from './mount-point';
import { NOTE_PATCH, NoteBody, WHOLE_NOTE } from '../contract/note-bodies';
import { pathParameters, Route } from '../contract/operations';
import { sharedBodySchema } from '../contract/schemas';

/** API Gateway refuses requests that no function would accept, before a function runs. */
export class RequestValidation {
  private readonly requestValidator: RequestValidator;
  private sharedModel?: IModel;

  constructor(private readonly mount: MountPoint) {
    this.requestValidator = new RequestValidator(mount.scope, 'RequestValidator', {
      restApi: mount.api, validateRequestBody: true, validateRequestParameters: true,
    });
  }

  /** The method options that validate the requests of a route. */
  methodOptions({ path, query, body }: Route): MethodOptions {
    const inPath = pathParameters(path).map((name) => [`method.request.path.${name}`, true]);
    const inQuery = query.map((name) => [`method.request.querystring.${name}`, false]);
    return {
      requestValidator: this.requestValidator,
      requestParameters: Object.fromEntries([...inPath, ...inQuery]),
      ...body && { requestModels: this.requestModels(body) },
    };
  }

  /** Only the function checks bodies of other types: `curl -d` and `fetch` send JSON under another type by default. */
  private requestModels({ mediaTypes }: NoteBody): { [mediaType: string]: IModel } {
    return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, this.model]));
  }

  /** One model for all bodies. The functions check the rest. */
  private get model(): IModel {
    return this.sharedModel ??= new Model(this.mount.scope, 'NoteBody', {
      restApi: this.mount.api,
      contentType: 'application/json',
      schema: sharedBodySchema([WHOLE_NOTE, NOTE_PATCH]) as JsonSchema,
    });
  }
}
