import { post } from './api.js';
import { bodyBlock, copyButton, field, fill, fragment, h, headerTable, methodBadge, statusBadge } from './dom.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];

/** The form of a route, and the answer to its last call. */
export function callView({ stack, parameters: [apiId, method, path] }) {
  const api = stack.apis.find(({ id }) => id === apiId);
  const route = api?.routes.find((candidate) => candidate.method === method && candidate.path === path);
  if (!route) {
    throw new Error(`There is no route ${method} ${path}.`);
  }
  const answer = h('section', { 'aria-live': 'polite', 'aria-label': 'Answer' });
  const fields = new Fields(route, stack);
  const form = h('form', {}, fields.elements, h('p', { class: 'buttons' },
    h('button', { type: 'submit', class: 'primary' }, 'Send'),
    copyButton('Copy as curl', async () => (await post(`/api/curl/${apiPath(apiId)}`, fields.read())).curl)));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    answer.setAttribute('aria-busy', 'true');
    try {
      fill(answer, answerOf(await post(`/api/calls/${apiPath(apiId)}`, fields.read())));
    } catch (error) {
      fill(answer, [h('p', { role: 'alert', class: 'error' }, error.message)]);
    }
    answer.removeAttribute('aria-busy');
  });
  return [
    h('h2', {}, methodBadge(method), ' ', h('code', {}, path)),
    h('dl', {},
      h('dt', {}, 'API'), h('dd', {}, api.name),
      h('dt', {}, 'May call'), h('dd', {}, route.access.words, route.access.apiKeyRequired && ', with an API key'),
      h('dt', {}, 'Validates'), h('dd', {}, route.validates.join('; ') || 'nothing'),
      h('dt', {}, 'Integration'), h('dd', {}, route.integration)),
    form,
    answer,
  ];
}

function apiPath(id) {
  return id.split('/').map(encodeURIComponent).join('/');
}

/** The fields of a route's form. */
class Fields {
  constructor({ access, body, method, parameters, path }, { apiKeys, callers }) {
    this.path = path;
    this.inputs = parameters.map((parameter) => ({
      ...parameter,
      input: h('input', { name: `${parameter.in} ${parameter.name}`, required: parameter.in === 'path', autocomplete: 'off', spellcheck: 'false' }),
    }));
    this.method = select('method', METHODS.map((name) => [name, name]), method);
    this.caller = callerSelect(access, callers);
    this.apiKey = select('apiKey', [['', 'none'], ...apiKeys.map((name) => [name, name])], access.apiKeyRequired ? apiKeys[0] : '');
    this.query = h('input', { name: 'query', placeholder: 'limit=10&order=desc', autocomplete: 'off', spellcheck: 'false' });
    this.headers = h('textarea', { name: 'headers', rows: '2', placeholder: 'Name: value', spellcheck: 'false' });
    const example = body?.example ?? '';
    this.body = h('textarea', { name: 'body', rows: Math.min(16, example.split('\n').length + 1), spellcheck: 'false' }, example);
    this.headers.value = [
      body && !WITHOUT_BODY.includes(method) && `Content-Type: ${body.type}`,
      access.kind === 'lambda' && access.header && `${access.header}: `,
    ].filter(Boolean).join('\n');
    this.elements = [
      method === 'ANY' && field('Method', this.method),
      field('As', this.caller),
      apiKeys.length > 0 && field('API key', this.apiKey),
      this.inputs.map(({ in: location, input, name, required }) => field(`${name} (${location}${required ? ', required' : ''})`, input)),
      field('Query', this.query),
      field('Headers, one per line', this.headers),
      !WITHOUT_BODY.includes(method) && field('Body', this.body),
    ];
    this.fixedMethod = method === 'ANY' ? undefined : method;
  }

  /** The form as the server takes it. */
  read() {
    const filled = (location) => this.inputs.filter((one) => one.in === location && one.input.value !== '')
      .map(({ input, name }) => [name, input.value]);
    const method = this.fixedMethod ?? this.method.value;
    return {
      method,
      path: this.path,
      pathParameters: Object.fromEntries(filled('path')),
      query: [...filled('query'), ...new URLSearchParams(this.query.value)],
      headers: [...filled('header'), ...lines(this.headers.value)],
      body: WITHOUT_BODY.includes(method) || this.body.value === '' ? undefined : this.body.value,
      caller: this.caller.value || undefined,
      apiKey: this.apiKey.value || undefined,
    };
  }
}

function callerSelect({ callers: allowed }, callers) {
  const option = ({ id, name }) => h('option', { value: id }, name);
  const others = callers.filter(({ id }) => !allowed.includes(id));
  const choice = h('select', { name: 'caller' },
    h('option', { value: '' }, 'nobody: without credentials'),
    allowed.length > 0 && h('optgroup', { label: 'May call this route' }, callers.filter(({ id }) => allowed.includes(id)).map(option)),
    others.length > 0 && h('optgroup', { label: 'Others' }, others.map(option)));
  choice.value = allowed[0] ?? '';
  return choice;
}

function select(name, options, chosen) {
  const choice = h('select', { name }, options.map(([value, label]) => h('option', { value }, label)));
  choice.value = chosen ?? '';
  return choice;
}


function lines(text) {
  return text.split('\n').filter((line) => line.trim()).map((line) => {
    const [name, value = ''] = line.split(/:(.*)/s);
    return [name.trim(), value.trim()];
  });
}

function answerOf({ curl, headers, milliseconds, requestId, status, url, ...body }) {
  return [
    h('h3', {}, statusBadge(status), ` in ${milliseconds} ms`),
    h('p', { class: 'quiet' }, url),
    bodyBlock(body),
    h('details', {}, h('summary', {}, `${headers.length} headers`), headerTable('Headers of the response', headers)),
    h('p', { class: 'buttons' },
      requestId && h('a', { href: fragment('request', requestId) }, 'Decisions and log lines'),
      copyButton('Copy as curl', () => curl)),
  ];
}
