'use strict';

// Dynalite in its own process: it crashes on a malformed request, which must not end the stack.
const dynalite = require('dynalite');
const db = require('dynalite/db');
const { returningFailedItems } = require('./failed-conditions.cjs');
const { withTransactions } = require('./transactions.cjs');

const HOST = '127.0.0.1';

/** Refuses requests of web pages, which name their origin, or have a host that is not this machine's (DNS rebinding). */
function refusePages(listener) {
  const answers = listener.listeners('request');
  listener.removeAllListeners('request').on('request', (request, response) => {
    const { host, origin } = request.headers;
    if (origin !== undefined || !/^127\.0\.0\.1:\d+$/.test(host)) {
      response.writeHead(403).end();
    } else {
      answers.forEach((answer) => answer.call(listener, request, response));
    }
  });
}

const [port, path] = process.argv.slice(2);
let store;
const { create } = db;
// Dynalite does not export its store.
db.create = (options) => (store = create(options));
const engine = dynalite({ path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
const server = withTransactions(returningFailedItems(engine), store);
for (const listener of [server, engine]) {
  listener.on('error', (error) => {
    console.error(error.code === 'EADDRINUSE' ? 'port is already in use' : error.message);
    process.exit(1);
  });
}
// Web pages can find the addresses of both.
[server, engine].forEach(refusePages);
server.listen(Number(port), HOST, () => engine.listen(0, HOST, () => console.log(`listening on http://${HOST}:${port}`)));
process.on('SIGTERM', () => server.close(() => engine.close(() => process.exit())));
