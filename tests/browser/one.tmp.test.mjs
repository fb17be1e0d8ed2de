import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { photographs } from './journeys/photographs.mjs';
import { Server } from './server.mjs';
const world = {};
before(async () => { world.server = await Server.start(); world.browser = await launch(); });
after(async () => { await world.browser?.close(); await world.server?.stop(); });
photographs(world);
