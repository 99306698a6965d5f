// One demonstration and one browser for all journeys: they tell one story, in the order of all.test.js.
import { launch } from './browser.js';
import { House } from './house.js';

let house;
let browser;

/** The running demonstration; the first who asks starts it. */
export function theHouse() {
  house ??= House.open();
  return house;
}

/** The running browser. */
export function theBrowser() {
  browser ??= launch();
  return browser;
}

/** Ends both. When something failed, `report` prints the last words of the nodes. */
export async function closeAll(report) {
  if (browser) await (await browser).close();
  if (!house) return;
  const open = await house;
  if (report) console.log(open.said.split('\n').map((line) => `# ${line}`).join('\n'));
  await open.close();
}
