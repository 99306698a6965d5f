// The demonstration as a newcomer starts it: one command, three nodes, here on free ports and in a folder of its own.
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

/** Longest wait for a node to answer, in milliseconds: a guard against hanging, not a measurement. */
const PATIENCE = 120_000;

export const PASSWORD = 'demonstration-liptako';

export function program() {
  const places = [process.env.LIPTAKO_BIN, join(ROOT, 'target/release/liptako'), join(ROOT, 'target/debug/liptako')];
  const found = places.find((path) => path && existsSync(path));
  if (!found) throw new Error('no program: run `cargo build --release`, or set LIPTAKO_BIN');
  return resolve(found);
}

/** The first of `count` free ports in a row on loopback. */
async function freePorts(count) {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const open = [];
    try {
      for (let port = first; port < first + count; port += 1) open.push(await listen(port));
      return first;
    } catch {
      // One of them is taken: look elsewhere.
    } finally {
      await Promise.all(open.map((server) => new Promise((done) => server.close(done))));
    }
  }
  throw new Error('no free ports on loopback');
}

function listen(port) {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

/** Waits until `check` gives something true; `what` is for the message when it never does. */
export async function until(what, check) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await pause(150);
  }
}

class Node {
  constructor(house, code, country, port) {
    Object.assign(this, { house, code, country, url: `http://127.0.0.1:${port}`, folder: join(house.folder, code) });
  }

  /** Process number of the node's `serve`, or undefined. */
  process() {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        if (words[1] === 'serve' && words.includes(this.folder)) return Number(name);
      } catch {
        // It ended while we looked.
      }
    }
    return undefined;
  }

  async answers() {
    return fetch(`${this.url}/sign-in`).then((answer) => answer.ok, () => false);
  }

  /** Ends it as a power cut would: nothing is finished, nothing is closed. */
  async kill() {
    const number = this.process();
    if (!number) throw new Error(`${this.code} does not run`);
    process.kill(number, 'SIGKILL');
    await until(`${this.code} is gone`, async () => !this.process() && !(await this.answers()));
  }

  async restart() {
    this.house.start(['serve', '--dir', this.folder]);
    await until(`${this.code} answers again`, () => this.answers());
  }

  /** Runs a command on this node's folder and gives its JSON. */
  ask(...words) {
    return JSON.parse(execFileSync(program(), ['--dir', this.folder, '--json', ...words], { encoding: 'utf8' }));
  }
}

export class House {
  /** Starts the demonstration and waits until the three nodes answer. */
  static async open() {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), 'liptako-browser-'));
    house.children = [];
    const pages = await freePorts(3);
    const exchange = await freePorts(3);
    house.ml = new Node(house, 'ml', 'Mali', pages);
    house.bf = new Node(house, 'bf', 'Burkina Faso', pages + 1);
    house.ne = new Node(house, 'ne', 'Niger', pages + 2);
    house.start(['demo', '--folder', house.folder, '--port', String(pages), '--exchange-port', String(exchange)]);
    for (const node of house.nodes) await until(`${node.code} answers`, () => node.answers());
    return house;
  }

  get nodes() {
    return [this.ml, this.bf, this.ne];
  }

  start(words) {
    const child = spawn(program(), words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LIPTAKO_LANG: 'fr' } });
    child.said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        child.said = (child.said + bytes).slice(-20_000);
      });
    }
    this.children.push(child);
    return child;
  }

  /** What the processes printed, for the report of a failure. */
  get said() {
    return this.children.map((child) => child.said).join('\n');
  }

  async close() {
    for (const child of this.children) if (child.exitCode === null) child.kill('SIGTERM');
    await until('the nodes are ended', async () => {
      for (const node of this.nodes) {
        const number = node.process();
        if (number) process.kill(number, 'SIGKILL');
      }
      return this.nodes.every((node) => !node.process());
    });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
