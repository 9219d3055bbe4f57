/** One of the functions behind the API, as every row that writes the service out needs to know it. */
export interface ServiceFunction {
  /** The construct id. */
  readonly id: string;
  /** The file of a handler of its own, and the export in the bundle of all. */
  readonly file: string;
  readonly handler: string;
  readonly action: string;
  readonly methods: readonly string[];
  readonly path: '/notes/{userId}' | '/notes/{userId}/{id}';
}

/** The service that every row is, without what this library adds to it. */
export const SERVICE: readonly ServiceFunction[] = [
  {
    id: 'CreateNote',
    file: 'create-note.ts',
    handler: 'createNote',
    action: 'dynamodb:PutItem',
    methods: ['POST'],
    path: '/notes/{userId}',
  },
  { id: 'GetNote', file: 'get-note.ts', handler: 'getNote', action: 'dynamodb:GetItem', methods: ['GET'], path: '/notes/{userId}/{id}' },
  { id: 'ListNotes', file: 'list-notes.ts', handler: 'listNotes', action: 'dynamodb:Query', methods: ['GET'], path: '/notes/{userId}' },
  {
    id: 'UpdateNote',
    file: 'update-note.ts',
    handler: 'updateNote',
    action: 'dynamodb:UpdateItem',
    methods: ['PUT', 'PATCH'],
    path: '/notes/{userId}/{id}',
  },
  {
    id: 'DeleteNote',
    file: 'delete-note.ts',
    handler: 'deleteNote',
    action: 'dynamodb:DeleteItem',
    methods: ['DELETE'],
    path: '/notes/{userId}/{id}',
  },
];
