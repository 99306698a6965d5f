// What the ground does to nodes: power cuts, silent peers, a stick instead of a line.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { press, reader, signIn } from './browser.js';
import { PASSWORD, program, until } from './house.js';
import { awaitProposal, decide, proposeTitle, quietActions } from './plan.js';
import { theBrowser, theHouse } from './shared.js';

describe('a node', () => {
  let browser;
  let house;
  let actions;
  before(async () => {
    house = await theHouse();
    browser = await theBrowser();
    const page = await reader(browser);
    actions = await quietActions(page, house.bf, 'bf');
    assert.ok(actions.length >= 3, 'the journeys need three quiet actions of the CIL');
    await page.context().close();
  });

  async function agree() {
    await until('three nodes hold the same journals', async () => {
      const [a, b, c] = await Promise.all(house.nodes.map(roots));
      return a !== '' && a === b && b === c;
    });
  }

  test('killed in mid-work restarts, has lost nothing it acknowledged, and agrees with the others', async () => {
    const page = await reader(browser);
    await signIn(page, house.bf, 'redaction');
    const acknowledged = await proposeTitle(page, house.bf, actions[0], 'Titre confirmé avant la coupure');
    // The next one is under way when the power goes.
    await page.goto(`${house.bf.url}${actions[1]}/change`);
    await page.locator('[name=title_fr]').fill('Titre en route pendant la coupure');
    await page.locator('[name=reason]').fill('Coupure de courant');
    const form = await page.locator('form', { has: page.locator('[name=title_fr]') }).evaluate((element) => {
      const fields = new FormData(element);
      fields.append('step', 'propose');
      return new URLSearchParams(fields).toString();
    });
    const send = () =>
      page.request.post(`${house.bf.url}${actions[1]}/change`, {
        data: form,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: house.bf.url },
      });
    const underWay = send().then((answer) => answer.ok(), () => false);
    await house.bf.kill();
    await underWay;
    await house.bf.restart();

    const answer = await page.goto(house.bf.url + acknowledged);
    assert.equal(answer.status(), 200, 'what was acknowledged is there, and so is the session');
    // Sending the same form again acts once, whether the cut came before or after the record.
    assert.ok((await send()).ok());
    await page.goto(house.bf.url + actions[1]);
    assert.equal(await page.locator('main .flash.note').count(), 1, 'one proposal, not two');
    await agree();
    for (const node of house.nodes) await awaitProposal(page, node, acknowledged);
    await page.context().close();
    house.acknowledged = acknowledged;
  });

  test('that was away catches up by the line', async () => {
    await house.ne.kill();
    const page = await reader(browser);
    await signIn(page, house.bf, 'presidence');
    await page.goto(house.bf.url + house.acknowledged);
    await decide(page, 'agree', PASSWORD, 'Pendant l’absence du Niger');
    await house.ne.restart();
    await until('the Niger has the position', async () => {
      await page.goto(house.ne.url + house.acknowledged);
      return /Pendant l’absence du Niger/.test(await page.locator('main').innerText());
    });
    await agree();
    await page.context().close();
  });

  test('that no line reaches catches up by a stick, and its receipts travel back', async () => {
    await house.ne.kill();
    const page = await reader(browser);
    await signIn(page, house.ml, 'presidence');
    await awaitProposal(page, house.ml, house.acknowledged);
    await decide(page, 'agree', PASSWORD, 'Porté sur une clé USB');
    const stick = mkdtempSync(join(tmpdir(), 'liptako-stick-'));
    await house.ml.kill();
    await house.bf.kill();
    execFileSync(program(), ['--dir', house.ml.folder, 'bundle', 'export', '--to', 'ne', stick]);
    assert.ok(readdirSync(stick).some((name) => name.startsWith('LPK1-ml-ne-')), 'the stick carries a folder');
    execFileSync(program(), ['--dir', house.ne.folder, 'bundle', 'import', stick]);
    execFileSync(program(), ['--dir', house.ne.folder, 'bundle', 'import', stick]); // twice does no harm
    await house.ne.restart();
    await page.goto(house.ne.url + house.acknowledged);
    assert.match(await page.locator('main').innerText(), /Porté sur une clé USB/, 'the Niger, alone, shows what the stick brought');
    assert.match(await page.locator('section[aria-labelledby=where]').innerText(), /N[12]/);
    execFileSync(program(), ['--dir', house.ml.folder, 'bundle', 'import', stick]);
    await house.ml.restart();
    await house.bf.restart();
    await agree();
    await page.context().close();
  });

  test('that only a browser reaches is brought up to date by the page of the stick', async () => {
    await house.ne.kill();
    const page = await reader(browser, { acceptDownloads: true });
    await signIn(page, house.bf, 'redaction');
    const late = await proposeTitle(page, house.bf, actions[2], 'Titre porté par la page');
    const admin = await reader(browser, { acceptDownloads: true });
    await signIn(admin, house.bf, 'admin');
    await admin.goto(`${house.bf.url}/bundles`);
    await admin.getByLabel('Destinataire').selectOption('ne');
    await press(admin, admin.getByRole('button', { name: 'Préparer le colis' }));
    assert.equal(await admin.getByRole('status').count(), 1, 'the page says what it prepared');
    const stick = mkdtempSync(join(tmpdir(), 'liptako-stick-'));
    const files = [];
    for (const link of await admin.locator('main section').nth(2).locator('a[download]').all()) {
      const waiting = admin.waitForEvent('download');
      await link.click();
      const download = await waiting;
      files.push(join(stick, download.suggestedFilename()));
      await download.saveAs(files.at(-1));
    }
    assert.ok(files.length >= 2, 'a manifest and at least one part');
    await house.ml.kill();
    await house.bf.kill();
    await house.ne.restart();
    await signIn(admin, house.ne, 'admin');
    assert.equal((await admin.goto(house.ne.url + late)).status(), 404, 'the Niger has not heard of it');
    await admin.goto(`${house.ne.url}/bundles`);
    await admin.getByLabel('Fichiers du colis').setInputFiles(files);
    await press(admin, admin.getByRole('button', { name: 'Lire le colis' }));
    assert.equal((await admin.goto(house.ne.url + late)).status(), 200, 'the Niger, alone, shows what the stick brought');
    await house.ml.restart();
    await house.bf.restart();
    await agree();
    await page.context().close();
    await admin.context().close();
  });

  test('verifies every byte of three journals after all this', async () => {
    for (const node of house.nodes) await node.kill();
    for (const node of house.nodes) {
      execFileSync(program(), ['--dir', node.folder, 'journal', 'verify'], { stdio: 'pipe' });
    }
    for (const node of house.nodes) await node.restart();
  });
});

/** The roots of all journals that a node shows, in the charter's order: equal roots are equal journals. */
async function roots(node) {
  const text = await (await fetch(`${node.url}/journal`)).text();
  return [...text.matchAll(/<code class="hash">([^<]+)<\/code>/g)].map((found) => found[1]).join(' ');
}
