import { IModel, JsonSchema, MethodOptions, Model, RequestValidator } from 'aws-cdk-lib/aws-apigateway';
import { NoteBody } from './contract/note-fields';
import { pathParameters, Route } from './contract/operations';
import { bodySchema } from './contract/schemas';
import { NotesResource } from './notes-resource';

/** Lets API Gateway refuse what no function would accept, before one runs. */
export class RequestValidation {
  private readonly requestValidator: RequestValidator;
  private readonly models = new Map<NoteBody, IModel>();

  constructor(private readonly notes: NotesResource) {
    this.requestValidator = new RequestValidator(notes.scope, 'RequestValidator', {
      restApi: notes.api, validateRequestBody: true, validateRequestParameters: true,
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
  private requestModels(body: NoteBody): { [mediaType: string]: IModel } {
    return Object.fromEntries(body.mediaTypes.map((mediaType) => [mediaType, this.model(body)]));
  }

  private model(body: NoteBody): IModel {
    const model = this.models.get(body) ?? new Model(this.notes.scope, body.name, {
      restApi: this.notes.api,
      contentType: body.mediaTypes.at(-1),
      schema: bodySchema(body) as JsonSchema,
    });
    this.models.set(body, model);
    return model;
  }
}
