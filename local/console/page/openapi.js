/* global SwaggerUIBundle */
const api = new URLSearchParams(location.search).get('api') ?? '';
const url = `/api/openapi/${api.split('/').map(encodeURIComponent).join('/')}`;
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);

document.querySelector('#document').href = url;
dark.addEventListener('change', follow);
follow();
// The forms of the console send and sign requests: the page itself may only call the console.
SwaggerUIBundle({ url, domNode: document.querySelector('#view'), supportedSubmitMethods: [], validatorUrl: null, deepLinking: false });
