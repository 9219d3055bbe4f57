import { get } from './api.js';
import { apisView } from './apis.js';
import { callView } from './call-form.js';
import { fill, h } from './dom.js';
import { Requests, requestsView, requestView } from './requests.js';
import { tablesView, tableView } from './tables.js';

/** By the first part of the address: the view, its place in the navigation, and its title. */
const VIEWS = {
  '': [apisView, 'apis', 'APIs'],
  'call': [callView, 'apis', 'Call'],
  'requests': [requestsView, 'requests', 'Requests'],
  'request': [requestView, 'requests', 'Request'],
  'tables': [tablesView, 'tables', 'Tables'],
  'table': [tableView, 'tables', 'Table'],
};

const main = document.querySelector('main');
const connection = document.querySelector('#connection');
let stack = get('/api/stack');
let leave = () => undefined;
let shown = 0;

const requests = new Requests({
  onState: (connected) => { connection.textContent = connected ? '' : 'The stack does not answer.'; },
  onDeployed: () => {
    stack = get('/api/stack');
    // A form keeps its input: the server accepts it as long as the route exists.
    if (!location.hash.startsWith('#/call/')) {
      void show();
    }
  },
});

async function show() {
  const [name, ...parameters] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const [view, place, title] = VIEWS[name] ?? VIEWS[''];
  const turn = ++shown;
  leave();
  leave = () => undefined;
  document.title = `${[title, ...parameters].join(' ')} · Local stack`;
  document.querySelectorAll('nav a').forEach((link) => {
    link.setAttribute('aria-current', link.dataset.view === place ? 'page' : 'false');
  });
  try {
    const content = await view({ stack: await stack, requests, parameters, onLeave: (callback) => { leave = callback; } });
    if (turn === shown) {
      fill(main, content);
    }
  } catch (error) {
    fill(main, [h('p', { role: 'alert', class: 'error' }, error.message)]);
  }
}

addEventListener('hashchange', () => {
  if (location.hash === '#main') {
    return;
  }
  void show().then(() => main.focus({ preventScroll: true }));
  scrollTo(0, 0);
});
void show();
