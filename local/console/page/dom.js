/** Creates an element. Children are text or elements: nothing is parsed as HTML. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  return fill(element, children);
}

/** Replaces the children of an element; undefined and false are left out. */
export function fill(element, children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== undefined && child !== false));
  return element;
}

/** An input with its label. */
export function field(label, input) {
  input.id = `field-${input.name}`.replaceAll(' ', '-');
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
}

/** A part of an address, after the `#`. */
export function fragment(...parts) {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

export function methodBadge(method) {
  return h('span', { class: `method ${method.toLowerCase()}` }, method);
}

export function statusBadge(status) {
  return h('span', { class: `status s${Math.floor(status / 100)}` }, String(status));
}

export function copyButton(label, text) {
  const button = h('button', {
    type: 'button',
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(await text());
        button.textContent = 'Copied';
      } catch (error) {
        button.textContent = `Not copied: ${error.message}`;
      }
      setTimeout(() => { button.textContent = label; }, 2000);
    },
  }, label);
  return button;
}

export function headerTable(label, headers) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    h('table', { class: 'headers' }, h('tbody', {}, headers.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value))))));
}

/** A body: JSON is indented. */
export function bodyBlock({ text, base64 }) {
  if (base64 !== undefined) {
    return h('p', {}, `Binary, in base64: ${base64}`);
  }
  return text === '' ? h('p', { class: 'quiet' }, 'Empty') : h('pre', { tabindex: '0' }, indented(text));
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
