// Runs on Node >= 18 before anything is installed: plain JavaScript, Node's own modules only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const toolchain = join(root, '.toolchain');
const stampFile = join(toolchain, 'installed.json');

/** The oldest Node that runs the sources as they are; an older one at hand is replaced, in this folder only. */
const NODE_MINIMUM = [24, 15];
/** What is installed then, from the npm registry: the package holds the binary and the headers. */
const NODE_PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const NODE_VERSION = '24.21.0';
const PROGRESS_EVERY_MS = 10_000;

const say = (text) => process.stderr.write(`dowser: ${text}\n`);

/**
 * Makes the checkout ready to run and returns the Node to run it with. Repeats nothing whose inputs have not changed.
 * @returns {Promise<string>} path of the Node binary
 */
export async function bootstrap() {
  const node = newEnough(process.versions.node) ? process.execPath : await installNode();
  const version = node === process.execPath ? process.versions.node : NODE_VERSION;
  const stamp = JSON.stringify({ node, version, inputs: inputsHash() });
  if (!existsSync(join(root, 'node_modules')) || readStamp() !== stamp) {
    await installPackages(node);
    mkdirSync(toolchain, { recursive: true });
    writeFileSync(stampFile, stamp);
  }
  return node;
}

/** The environment for a program that must find this Node first, and the sources as compiled the last time. */
export function environmentFor(node) {
  return {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    NODE_COMPILE_CACHE: join(toolchain, 'compile-cache'),
  };
}

function newEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor >= NODE_MINIMUM[1]);
}

async function installNode() {
  const home = join(toolchain, 'node_modules', NODE_PACKAGE);
  const node = join(home, 'bin', 'node');
  const installed = join(home, 'package.json');
  if (existsSync(node) && JSON.parse(readFileSync(installed, 'utf8')).version === NODE_VERSION) return node;
  mkdirSync(toolchain, { recursive: true });
  writeFileSync(join(toolchain, 'package.json'), '{ "private": true }\n');
  const spec = `${NODE_PACKAGE}@${NODE_VERSION}`;
  await run(
    `installing Node ${NODE_VERSION} into .toolchain (this Node is ${process.versions.node})`,
    ['npm', 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', spec],
    { cwd: toolchain, env: process.env },
  );
  return node;
}

async function installPackages(node) {
  const home = join(dirname(node), '..');
  const headers = existsSync(join(home, 'include', 'node', 'node.h')) ? { npm_config_nodedir: home } : {};
  rmSync(stampFile, { force: true });
  await run(
    'installing packages and building re2 for this Node (about 90 s, once)',
    ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, env: { ...environmentFor(node), ...headers, JOBS: 'max' } },
  );
}

function inputsHash() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex');
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

function run(what, [command, ...args], options) {
  say(`${what} …`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const ticker = setInterval(() => say(`… ${seconds()} s`), PROGRESS_EVERY_MS);
  return new Promise((resolve, reject) => {
    // What the package manager prints is kept back unless it fails: stdout belongs to the command that follows.
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      clearInterval(ticker);
      reject(new Error(`cannot start ${command}: ${error.message}. Install Node's npm and try again.`));
    });
    child.on('close', (code) => {
      clearInterval(ticker);
      if (code === 0) {
        say(`done in ${seconds()} s`);
        resolve();
      } else {
        reject(new Error(`"${command} ${args.join(' ')}" failed with ${code}:\n${output}`));
      }
    });
  });
}
