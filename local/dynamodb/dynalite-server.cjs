'use strict';

// Dynalite in its own process: it crashes on a malformed request, which must not end the stack.
const dynalite = require('dynalite');
const { returningFailedItems } = require('./failed-conditions.cjs');

const HOST = '127.0.0.1';

const [port, path] = process.argv.slice(2);
const engine = dynalite({ path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
const server = returningFailedItems(engine);
for (const listener of [server, engine]) {
  listener.on('error', (error) => {
    console.error(error.code === 'EADDRINUSE' ? 'port is already in use' : error.message);
    process.exit(1);
  });
}
server.listen(Number(port), HOST, () => engine.listen(0, HOST, () => console.log(`listening on http://${HOST}:${port}`)));
process.on('SIGTERM', () => server.close(() => engine.close(() => process.exit())));
