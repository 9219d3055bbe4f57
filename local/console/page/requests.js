import { get } from './api.js';
import { bodyBlock, copyButton, field, fill, fragment, h, headerTable, methodBadge, statusBadge } from './dom.js';

const MAX_ROWS = 500;

/** The latest requests to the stack, as its server sends them. */
export class Requests {
  constructor({ onDeployed, onState }) {
    this.byId = new Map();
    this.listeners = new Set();
    const source = new EventSource('/api/requests');
    source.addEventListener('open', () => onState(true));
    source.addEventListener('error', () => onState(false));
    source.addEventListener('deployed', onDeployed);
    source.addEventListener('history', ({ data }) => {
      this.byId.clear();
      this.add(JSON.parse(data));
    });
    source.addEventListener('requests', ({ data }) => this.add(JSON.parse(data)));
  }

  /** The latest first. */
  get list() {
    return [...this.byId.values()].reverse();
  }

  /** Calls the listener with the ids of new and changed requests; returns a function that ends this. */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(requests) {
    requests.forEach((request) => this.byId.set(request.requestId, request));
    for (const oldest of [...this.byId.keys()].slice(0, Math.max(0, this.byId.size - MAX_ROWS))) {
      this.byId.delete(oldest);
    }
    this.listeners.forEach((listener) => listener(requests.map(({ requestId }) => requestId)));
  }
}

/** The live list, with a search. */
export function requestsView({ onLeave, requests }) {
  const search = h('input', { type: 'search', name: 'search', autocomplete: 'off', spellcheck: 'false' });
  const count = h('p', { role: 'status', class: 'quiet' });
  const rows = h('tbody');
  const draw = () => {
    const found = requests.list.filter((request) => matches(request, search.value.trim().toLowerCase()));
    const focused = document.activeElement?.getAttribute('href');
    fill(rows, found.map(row));
    [...rows.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus();
    count.textContent = requests.byId.size ? `${found.length} of ${requests.byId.size} requests` : 'No request yet. Call a route, and it appears here.';
    return found;
  };
  search.addEventListener('input', draw);
  const form = h('form', { role: 'search' }, field('Path, status, function or request id', search));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [first, ...others] = draw();
    if (first && !others.length) {
      location.hash = fragment('request', first.requestId);
    }
  });
  onLeave(requests.subscribe(draw));
  draw();
  return [
    h('h2', {}, 'Requests'),
    form,
    count,
    h('div', { class: 'scroll' }, h('table', { class: 'list' },
      h('thead', {}, h('tr', {}, ['Time', 'Status', 'Request', 'Duration', 'Function'].map((name) => h('th', { scope: 'col' }, name)))),
      rows)),
  ];
}

function matches({ functionId = '', gatewayResponse = '', ids, method, path, status }, text) {
  return [method, `${method} ${path}`, String(status), functionId, gatewayResponse, ...ids].some((value) => value.toLowerCase().includes(text));
}

function row({ functionId, gatewayResponse, method, milliseconds, path, requestId, status, time }) {
  return h('tr', {},
    h('td', {}, clock(time)),
    h('td', {}, statusBadge(status)),
    h('td', {}, h('a', { href: fragment('request', requestId) }, methodBadge(method), ' ', h('code', {}, path))),
    h('td', { class: 'number' }, `${milliseconds} ms`),
    h('td', {}, functionId ?? gatewayResponse ?? ''));
}

function clock(time) {
  return new Date(time).toLocaleTimeString('en-GB');
}

/** One request, with the decisions about it and its log lines. */
export async function requestView({ onLeave, parameters: [id], requests }) {
  const content = h('div');
  const draw = async () => fill(content, described(await get(`/api/requests/${encodeURIComponent(id)}`)));
  // A function may log after its answer.
  onLeave(requests.subscribe((ids) => ids.includes(id) && draw()));
  await draw();
  return [content];
}

function described(request) {
  const { apiId, curl, decisions, functionId, gatewayResponse, ids, log, method, milliseconds, path, query, resourcePath, stackName, status, time } = request;
  return [
    h('h2', {}, statusBadge(status), ' ', methodBadge(method), ' ', h('code', {}, path)),
    h('dl', {},
      h('dt', {}, 'Time'), h('dd', {}, `${clock(time)}, ${milliseconds} ms`),
      h('dt', {}, 'API'), h('dd', {}, `${apiId} of ${stackName}`),
      h('dt', {}, 'Resource'), h('dd', {}, resourcePath ?? 'none'),
      query && [h('dt', {}, 'Query'), h('dd', {}, query)],
      h('dt', {}, 'Function'), h('dd', {}, functionId ?? 'not invoked'),
      h('dt', {}, ids.length > 1 ? 'Request ids' : 'Request id'), h('dd', {}, ids.join(', ')),
      gatewayResponse && [h('dt', {}, 'API Gateway answered'), h('dd', {}, `${gatewayResponse.type}: ${gatewayResponse.reason}`)]),
    curl && h('p', { class: 'buttons' }, copyButton('Copy as curl', () => curl)),
    h('h3', {}, 'Decisions'),
    decisions.length
      ? h('ul', { class: 'decisions' }, decisions.map(({ allowed, by, reason }) =>
        h('li', {}, h('span', { class: allowed ? 'allowed' : 'refused' }, allowed ? 'allowed' : 'refused'), ` ${by}: ${reason}`)))
      : h('p', { class: 'quiet' }, 'None: no authorizer or policy was evaluated.'),
    h('h3', {}, 'Log'),
    log.length
      ? h('pre', { tabindex: '0' }, log.map(({ line, logicalId }) => `${logicalId}: ${line}`).join('\n'))
      : h('p', { class: 'quiet' }, 'No lines'),
    h('h3', {}, 'Request'), headerTable('Headers of the request', request.request.headers), bodyBlock(request.request),
    h('h3', {}, 'Response'), headerTable('Headers of the response', request.response.headers), bodyBlock(request.response),
  ];
}
