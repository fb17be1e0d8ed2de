// Each role's main job in a browser against one server: the story of a household first, then role by role.
// What is about money and rights goes its ways beside it, in journeysOfAid.test.mjs.
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { administrator } from './journeys/administrator.mjs';
import { cadre } from './journeys/cadre.mjs';
import { notifications } from './journeys/notifications.mjs';
import { oversight } from './journeys/oversight.mjs';
import { papers } from './journeys/papers.mjs';
import { photographs } from './journeys/photographs.mjs';
import { program } from './journeys/program.mjs';
import { rosters } from './journeys/rosters.mjs';
import { story } from './journeys/story.mjs';
import { superior } from './journeys/superior.mjs';
import { surveys } from './journeys/surveys.mjs';
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

story(world);
cadre(world);
administrator(world);
rosters(world);
superior(world);
photographs(world);
papers(world);
surveys(world);
program(world);
oversight(world);
notifications(world);
