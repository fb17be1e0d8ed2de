// The ways of programmes, applications, cases and money in a browser, against one server of their own.
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { applications } from './journeys/applications.mjs';
import { bank } from './journeys/bank.mjs';
import { delegation } from './journeys/delegation.mjs';
import { exports } from './journeys/exports.mjs';
import { funds } from './journeys/funds.mjs';
import { needyFiles } from './journeys/needyFiles.mjs';
import { programmes } from './journeys/programmes.mjs';
import { rights } from './journeys/rights.mjs';
import { Server } from './server.mjs';

const world = {};
before(async () => {
  world.server = await Server.start();
  world.browser = await launch();
});
after(async () => {
  await world.browser?.close();
  await world.server?.stop();
});

programmes(world);
applications(world);
needyFiles(world);
rights(world);
delegation(world);
exports(world);
funds(world);
bank(world);
