// Runs Azurite as a child of LocalHost: it ends, saving its state, when its parent closes stdin or dies.
// Arguments: the path of azurite.js, the path of the file that says it runs, and Azurite's own options.
'use strict';
const fs = require('node:fs');
const net = require('node:net');

const [azurite, runs] = process.argv.splice(2, 2);
process.argv[1] = azurite;
fs.writeFileSync(runs, String(process.pid));
process.on('exit', () => fs.rmSync(runs, { force: true }));

// A parent that was killed reads no more of what Azurite prints as it closes: that is no reason to end before all is saved.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error) => { if (error.code !== 'EPIPE') throw error; });
}

// Ctrl+C and a service manager signal the whole group of processes. The program still drains then and needs its store.
const once = process.once;
const isSignal = (name) => name === 'SIGINT' || name === 'SIGTERM';
process.once = (name, listener) => (isSignal(name) ? process : once.call(process, name, listener));
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

// Azurite ends its half of the connections that no request is on, then waits for the other half, and clients keep theirs for later:
// both halves are closed, as soon as what was written is sent. The time limit is for a request that never ends; what Azurite has is
// saved every five seconds.
const { end } = net.Socket.prototype;
process.stdin.on('end', () => {
  setTimeout(() => process.exit(0), 15000).unref();
  net.Socket.prototype.end = function (...rest) {
    end.apply(this, rest);
    this.destroySoon(); // Which would call end, but for what is ended already.
    return this;
  };
  process.emit('message', 'shutdown');
});
process.stdin.resume();

require(azurite);
