// What officers do on the pages of the plan, in a few verbs.
import assert from 'node:assert/strict';
import { press } from './browser.js';
import { until } from './house.js';

/** Addresses of actions that `owner` is in charge of and that no open proposal touches. */
export async function quietActions(page, node, owner) {
  await page.goto(`${node.url}/council/plan/actions?owner=${owner}`);
  const links = page.locator('main table th a[href^="/council/plan/actions/"]');
  const all = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  const quiet = [];
  for (const path of all) {
    await page.goto(node.url + path);
    if ((await page.locator('main .flash.note').count()) === 0) quiet.push(path);
  }
  return quiet;
}

/** Proposes another title for an action; gives the path of the proposal. */
export async function proposeTitle(page, node, action, title, reason = 'Essai de bout en bout') {
  await page.goto(`${node.url}${action}/change`);
  await page.locator('[name=title_fr]').fill(title);
  await page.locator('[name=reason]').fill(reason);
  await press(page, page.locator('button[value=propose]'));
  return proposalPath(page);
}

function proposalPath(page) {
  const { pathname } = new URL(page.url());
  assert.match(pathname, /^\/council\/plan\/proposals\/[a-z]+-\d+$/, 'the answer is the page of the proposal');
  return pathname;
}

/** Waits until this node shows a proposal made on another one, and stays on its page. */
export async function awaitProposal(page, node, path) {
  await until(`${path} on ${node.code}`, async () => (await page.goto(node.url + path)).status() === 200);
}

/** Takes a position on the proposal's page; the page must already be open. */
export async function decide(page, decision, password, reason = '') {
  const form = page.locator('form', { has: page.locator('[name=commitment]') });
  if (reason) await form.locator('[name=reason]').fill(reason);
  await form.locator('[name=password]').fill(password);
  await press(page, form.locator(`button[value=${decision}]`));
}

/** Whether the page offers to decide. */
export function mayDecide(page) {
  return page.locator('button[value=agree], button[value=refuse]').count();
}

/** Reloads the page of a proposal until its state, as told at the head of the page, matches. */
export async function awaitState(page, node, path, state) {
  await until(`${path} on ${node.code}: ${state}`, async () => {
    await page.goto(node.url + path);
    return state.test(await page.locator('section[aria-labelledby=where]').innerText());
  });
}

/** Addresses, on this node, of the journal entries that prove a proposal and its positions. */
export async function proofs(page) {
  const links = page.locator('section[aria-labelledby=proofs] a[href^="/journal/"]');
  return links.evaluateAll((found) => found.map((link) => link.getAttribute('href')));
}
