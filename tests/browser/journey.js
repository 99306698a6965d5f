// The journey of the joint plan: proposed on one node, approved on each, adopted on all, with the proof.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { press, reader, shot, signIn } from './browser.js';
import { PASSWORD, program } from './house.js';
import { awaitProposal, awaitState, decide, mayDecide, proofs, proposeTitle, quietActions } from './plan.js';
import { theBrowser, theHouse } from './shared.js';

const ADOPTED = /adoptée/i;

describe('the joint plan', () => {
  let browser;
  let house;
  let actions;
  before(async () => {
    house = await theHouse();
    browser = await theBrowser();
    const page = await reader(browser);
    actions = await quietActions(page, house.ml, 'ml');
    assert.ok(actions.length >= 5, `the demonstration has ${actions.length} quiet actions of the APDP, the journeys need 5`);
    await page.context().close();
  });

  test('shows the same four axes on three nodes', async () => {
    const page = await reader(browser);
    const seen = [];
    for (const node of house.nodes) {
      await page.goto(node.url);
      seen.push(await page.locator('main ul.grid > li > h2').allInnerTexts());
      await shot(page, `overview-${node.code}`);
    }
    await page.setViewportSize({ width: 1100, height: 1180 });
    await page.goto(house.ml.url);
    await shot(page, 'plan', { fullPage: false });
    assert.equal(seen[0].length, 4);
    assert.deepEqual(seen[1], seen[0]);
    assert.deepEqual(seen[2], seen[0]);
    await page.context().close();
  });

  test('is changed when three authorities approve, each on its own node, without any script', async () => {
    const title = 'Comparer les trois lois : titre adopté par les trois autorités';
    // One reader for all nodes, as a newcomer tries the demonstration: the sessions must not disturb one another.
    const page = await reader(browser, { javaScriptEnabled: false });
    await signIn(page, house.ml, 'redaction');
    const path = await proposeTitle(page, house.ml, actions[0], title);
    await shot(page, 'proposed');
    assert.equal(await mayDecide(page), 0, 'who drafts does not decide');

    for (const node of house.nodes) {
      await signIn(page, node, 'presidence');
      await awaitProposal(page, node, path);
      assert.match(await page.locator('section[aria-labelledby=changes]').innerText(), new RegExp(title));
      await page.goto(node.url);
      const waiting = page.locator('section[aria-labelledby=awaiting] a[href$="' + path + '"]');
      assert.equal(await waiting.count(), 1, `${node.code} lists what awaits its decision`);
      await press(page, waiting);
      await decide(page, 'agree', PASSWORD, `Accord de ${node.country}`);
      assert.equal(await mayDecide(page), 0, 'an authority speaks once');
      await page.goto(`${node.url}/account`);
      assert.equal(new URL(page.url()).pathname, '/account', 'still signed in on this node');
    }
    await page.goto(`${house.ml.url}/account`);
    assert.equal(new URL(page.url()).pathname, '/account', 'still signed in on the first node too');

    for (const node of house.nodes) {
      await awaitState(page, node, path, ADOPTED);
      await awaitState(page, node, path, /N2/);
      await page.goto(node.url + actions[0]);
      assert.equal((await page.locator('h1').innerText()).trim(), title, `${node.code} shows the adopted title`);
      const history = await page.locator('section[aria-labelledby=history]').innerText();
      for (const country of ['Mali', 'Burkina Faso', 'Niger']) assert.match(history, new RegExp(`Accord de ${country}`));
      await shot(page, `adopted-${node.code}`);
    }
    await page.context().close();
    house.adopted = path;
  });

  test('gives a proof of each position, which another authority can check with a file alone', async () => {
    const page = await reader(browser);
    await page.goto(house.ne.url + house.adopted);
    const entries = await proofs(page);
    assert.equal(entries.length, 4, 'one proposal and three positions');
    for (const entry of entries) {
      await page.goto(house.ne.url + entry);
      await shot(page, 'proof');
      const waiting = page.waitForEvent('download');
      await page.locator('main a[download]').first().click();
      const file = await (await waiting).path();
      const said = execFileSync(program(), ['--dir', house.bf.folder, 'journal', 'verify', '--proof', file], { encoding: 'utf8' });
      assert.ok(said.length > 0, 'the check says what it found');
    }
    await page.context().close();
  });

  test('refuses a wrong password and records nothing', async () => {
    const drafter = await reader(browser);
    await signIn(drafter, house.ml, 'redaction');
    const path = await proposeTitle(drafter, house.ml, actions[1], 'Titre qui attend');
    const page = await reader(browser);
    await signIn(page, house.ml, 'presidence');
    await page.goto(house.ml.url + path);
    await decide(page, 'agree', 'pas-le-bon-mot-de-passe');
    assert.equal(await page.getByRole('alert').count(), 1, 'the form says what is wrong');
    assert.ok((await mayDecide(page)) > 0, 'and can be sent again');
    await page.goto(house.ml.url + path);
    assert.equal((await proofs(page)).length, 1, 'no position was recorded');
    await decide(page, 'agree', PASSWORD);
    assert.equal((await proofs(page)).length, 2);
    house.half = path;
    await drafter.context().close();
    await page.context().close();
  });

  test('lets an authority agree to only one of two competing proposals while the first is open', async () => {
    const drafter = await reader(browser);
    await signIn(drafter, house.ml, 'redaction');
    const rival = await proposeTitle(drafter, house.ml, actions[1], 'Titre concurrent');
    const page = await reader(browser);
    await signIn(page, house.ml, 'presidence');
    await page.goto(house.ml.url + rival);
    assert.equal(await page.locator('button[value=agree]').count(), 0, 'no button to agree');
    assert.equal(await page.locator('button[value=refuse]').count(), 1, 'refusing remains');
    assert.match(await page.locator('main').innerText(), new RegExp(house.half.split('-').pop()), 'and the page names the other proposal');
    await drafter.context().close();
    await page.context().close();
  });

  test('ends a proposal when one authority refuses', async () => {
    const page = await reader(browser);
    await signIn(page, house.bf, 'presidence');
    await awaitProposal(page, house.bf, house.half);
    await decide(page, 'refuse', PASSWORD, 'Refus de l’essai');
    for (const node of house.nodes) {
      await awaitState(page, node, house.half, /rejetée/i);
      await page.goto(node.url + actions[1]);
      assert.doesNotMatch(await page.locator('h1').innerText(), /Titre qui attend/);
    }
    await page.context().close();
  });

  test('acts once when a form is sent twice', async () => {
    const page = await reader(browser);
    await signIn(page, house.ml, 'redaction');
    await page.goto(`${house.ml.url}${actions[2]}/change`);
    await page.locator('[name=title_fr]').fill('Titre envoyé deux fois');
    await page.locator('[name=reason]').fill('Un double envoi après une coupure');
    const form = await page.locator('form', { has: page.locator('[name=title_fr]') }).evaluate((element) => {
      const fields = new FormData(element);
      fields.append('step', 'propose');
      return new URLSearchParams(fields).toString();
    });
    const send = () =>
      page.request.post(`${house.ml.url}${actions[2]}/change`, {
        data: form,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: house.ml.url },
      });
    const [first, second] = [await send(), await send()];
    assert.equal(first.status(), 200);
    assert.equal(second.url(), first.url(), 'both answers lead to one proposal');
    await page.goto(`${house.ml.url}/council/plan/proposals`);
    await page.goto(house.ml.url + actions[2]);
    assert.equal(await page.locator('main .flash.note').count(), 1, 'one open proposal');
    await page.context().close();
  });

  test('can be read, proposed and approved with the keyboard alone', async () => {
    const page = await reader(browser);
    await page.goto(house.ml.url);
    await tabTo(page, 'a[href^="/sign-in"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in/);
    await tabTo(page, '#f-login');
    await page.keyboard.type('presidence');
    await tabTo(page, '#f-password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(house.ml.url);
    await tabTo(page, 'section[aria-labelledby=awaiting] a');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/proposals\//);
    await tabTo(page, 'form [name=password]');
    await page.keyboard.type(PASSWORD);
    await tabTo(page, 'button[value=agree]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('button[value=agree]'));
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.context().close();
  });

  test('finds an action whatever its accents and plurals', async () => {
    const page = await reader(browser);
    await page.goto(`${house.ml.url}/council/plan/actions`);
    const all = await page.locator('main table tbody tr').count();
    for (const words of ['déclarations', 'DECLARATION']) {
      await page.goto(`${house.ml.url}/council/plan/actions?words=${encodeURIComponent(words)}`);
      const found = await page.locator('main table tbody tr').count();
      assert.ok(found > 0 && found < all, `“${words}” finds ${found} of ${all}`);
    }
    await page.context().close();
  });
});

/** Presses Tab until the element that matches has the focus; fails when it never gets it, or when focus cannot be seen. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 250; presses += 1) {
    await page.keyboard.press('Tab');
    const [reached, seen] = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      return [element.matches(wanted), style.outlineStyle !== 'none' || style.boxShadow !== 'none'];
    }, selector);
    if (!reached) continue;
    assert.ok(seen, `the focus on ${selector} can be seen`);
    return;
  }
  assert.fail(`Tab never reaches ${selector}`);
}
