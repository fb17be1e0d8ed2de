// Runs every example of the API guide, in its order, against a demo city.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from './server.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const guide = readFileSync(path.join(root, 'docs/api.md'), 'utf8');


/** A directory for commands to run in, where the files that the guide names are those of the project. */
function workplace() {
  const place = mkdtempSync(path.join(tmpdir(), 'lianxin-guide-'));
  for (const name of ['web-client', 'README.md']) symlinkSync(path.join(root, name), path.join(place, name));
  return place;
}

/** The first message of a subscription. */
async function first(server, query, variables, token) {
  const headers = { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const next = /event: ?next\ndata: ?(.*)\n/.exec(text);
    if (next) return { status: response.status, body: JSON.parse(next[1]) };
  }
  return assert.fail(`no message: ${text}`);
}

/** Sends a file as an example has it: the request line, notes, an empty line, and the file. */
async function sent(server, example, token) {
  const [head, ...rest] = example.split('\n\n');
  const [method, path] = head.split('\n')[0].split(' ');
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}${path}`, { method, headers, body: rest.join('\n\n') });
  return { status: response.status, body: { data: await response.json() } };
}

const at = (value, where) => where.split('.').reduce((inner, key) => inner?.[key], value);

test('the API guide', async (t) => {
  const server = await Server.start();
  const place = workplace();
  try {
    const kept = {};
    const examples = [...guide.matchAll(/```graphql\n(.*?)```\n```json\n(.*?)```|```http\n(.*?)```|```sh\n(# .*?)```/gs)];
    assert.equal(examples.filter(([, , , , command]) => !command).length, [...guide.matchAll(/```(graphql|http)/g)].length, 'an example without variables');
    assert.ok(examples.length > 12);
    for (const [, query, json, file, command] of examples) {
      const text = query ?? file ?? command;
      const comments = [...text.matchAll(/^# (\w+) (.*)$/gm)];
      const notes = (kind) => comments.filter(([, word]) => word === kind).map(([, , rest]) => rest);
      const code = text.split('\n').find((line) => !line.startsWith('#'));
      await t.test(`${code} ${notes('as')}`, async () => {
        const [login] = notes('as');
        const token = login && (await server.signIn(login));
        const filled = (template) => template.replace(/\{\{(\w+)\}\}/g, (_, name) => ({ ...kept, token, server: server.url })[name]);
        if (command) {
          const run = spawnSync('sh', ['-c', filled(command)], { cwd: place, encoding: 'utf8' });
          assert.equal(run.status, 0, run.stderr);
          for (const start of notes('expect')) assert.ok(run.stdout.startsWith(start), run.stdout);
          return;
        }
        const ask = () => {
          if (file) return sent(server, filled(file), token);
          const variables = JSON.parse(filled(json));
          return query.startsWith('subscription') ? first(server, query, variables, token) : server.send(query, variables, { token });
        };
        let { status, body } = await ask();
        // What goes on behind an answer is asked for until it is done.
        for (const note of notes('until')) {
          const [where, value] = note.split(' = ');
          for (let tries = 0; tries < 600 && JSON.stringify(at(body.data, where)) !== value; tries += 1) {
            await wait(100);
            ({ status, body } = await ask());
          }
          assert.deepEqual(at(body.data, where), JSON.parse(value), JSON.stringify(body));
        }
        assert.ok((file ? [201, 202] : [200]).includes(status), JSON.stringify(body));
        assert.equal(body.errors, undefined, JSON.stringify(body.errors));
        for (const note of notes('keep')) {
          const [name, where] = note.split(' = ');
          kept[name] = at(body.data, where);
          assert.ok(kept[name], `${where} is missing in ${JSON.stringify(body.data)}`);
        }
        for (const note of notes('expect')) {
          const [where, value] = note.split(' = ');
          assert.deepEqual(at(body.data, where), JSON.parse(value), JSON.stringify(body.data));
        }
      });
    }
  } finally {
    rmSync(place, { recursive: true });
    await server.stop();
  }
});
