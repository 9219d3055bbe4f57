import { get, remove } from './api.js';
import { fill, fragment, h } from './dom.js';

/** The tables, and the button that empties them. */
export function tablesView({ stack: { canBeEmptied, tables } }) {
  return [
    h('h2', {}, 'Tables'),
    tables.length
      ? h('ul', { class: 'routes' }, tables.map(({ logicalId, name }) => h('li', {},
        h('a', { href: fragment('table', name) }, h('code', {}, name)), h('span', { class: 'quiet' }, logicalId ?? 'in no template'))))
      : h('p', { class: 'quiet' }, 'The app has no table.'),
    ...canBeEmptied && tables.length ? reset() : [],
  ];
}

function reset() {
  const status = h('p', { role: 'status' });
  const dialog = h('dialog', { 'aria-labelledby': 'reset-title' },
    h('form', { method: 'dialog' },
      h('h3', { id: 'reset-title' }, 'Delete every item of every table?'),
      h('p', {}, 'The tables stay. The items cannot be restored.'),
      h('p', { class: 'buttons' },
        h('button', { value: 'cancel', autofocus: true }, 'Cancel'),
        h('button', { value: 'delete', class: 'danger' }, 'Delete all items'))));
  dialog.addEventListener('close', async () => {
    if (dialog.returnValue !== 'delete') {
      return;
    }
    try {
      const { deleted } = await remove('/api/items');
      status.textContent = `${deleted} ${deleted === 1 ? 'item' : 'items'} deleted.`;
    } catch (error) {
      status.textContent = error.message;
    }
  });
  const open = () => {
    dialog.returnValue = '';
    dialog.showModal();
  };
  return [h('p', { class: 'buttons' }, h('button', { type: 'button', class: 'danger', onclick: open }, 'Delete all items…')), status, dialog];
}

/** The items of a table, page by page. */
export async function tableView({ parameters: [name] }) {
  const content = h('div');
  const show = async (starts) => {
    const start = starts.at(-1);
    const query = start ? `?start=${encodeURIComponent(JSON.stringify(start))}` : '';
    const page = await get(`/api/tables/${encodeURIComponent(name)}${query}`);
    const turn = (next) => show(next).catch((error) => content.append(h('p', { role: 'alert', class: 'error' }, error.message)));
    fill(content, [
      h('p', { role: 'status', class: 'quiet' }, `Page ${starts.length}, ${page.items.length} items`),
      page.items.length ? items(page) : h('p', {}, 'No items'),
      h('p', { class: 'buttons' },
        h('button', { type: 'button', disabled: starts.length === 1, onclick: () => turn(starts.slice(0, -1)) }, 'Previous'),
        h('button', { type: 'button', disabled: !page.next, onclick: () => turn([...starts, page.next]) }, 'Next'),
        h('button', { type: 'button', onclick: () => turn(starts) }, 'Reload')),
    ]);
  };
  await show([undefined]);
  return [h('h2', {}, h('code', {}, name)), content];
}

function items({ items: rows, keys }) {
  const others = [...new Set(rows.flatMap(Object.keys))].filter((name) => !keys.includes(name)).sort();
  const names = [...keys, ...others];
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Items' }, h('table', { class: 'items' },
    h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map((item) => h('tr', {}, names.map((name) => h(keys.includes(name) ? 'th' : 'td', keys.includes(name) ? { scope: 'row' } : {},
      item[name] === undefined ? '' : shown(item[name]))))))));
}

/** Strings and numbers as they are, other values in DynamoDB's JSON. */
function shown(value) {
  const [[type, content]] = Object.entries(value);
  return type === 'S' || type === 'N' ? content : JSON.stringify(value);
}
