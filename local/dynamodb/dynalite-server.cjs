'use strict';

// Dynalite in a process of its own: it throws on a broken request, which must not end the stack.
const dynalite = require('dynalite');

const [port, path] = process.argv.slice(2);
const server = dynalite({ path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
server.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE' ? 'port is already in use' : error.message);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${port}`));
process.on('SIGTERM', () => server.close(() => process.exit()));
