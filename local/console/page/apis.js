import { fragment, h, methodBadge } from './dom.js';

/** The APIs with their routes. */
export function apisView({ stack: { apis } }) {
  return apis.map((api) => h('section', {},
    h('h2', {}, api.name),
    api.description && api.description !== api.name && h('p', {}, api.description),
    h('p', { class: 'quiet' },
      api.urls.length ? api.urls.join(' · ') : 'It cannot be reached: its default endpoint is disabled.',
      api.stage && ` · stage ${api.stage}`),
    h('p', {}, h('a', { href: `/openapi.html?api=${encodeURIComponent(api.id)}` }, 'OpenAPI document')),
    h('ul', { class: 'routes' }, api.routes.map((route) => routeItem(api, route)))));
}

function routeItem(api, { access, integration, method, path, validates }) {
  return h('li', {},
    h('a', { href: fragment('call', api.id, method, path) }, methodBadge(method), ' ', h('code', {}, path)),
    h('span', { class: 'who' }, access.words, access.apiKeyRequired && ' · API key'),
    h('span', { class: 'quiet' }, [integration, ...validates].join(' · ')));
}
