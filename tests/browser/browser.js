// Debian's Chromium, driven by playwright-core.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { PASSWORD } from './house.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = new URL('./shots/', import.meta.url).pathname;
mkdirSync(SHOTS, { recursive: true });

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
}

/** A reader with their own cookies. Pages carry no script; tests run theirs, unless `javaScriptEnabled` is false. */
export async function reader(browser, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1100, height: 800 }, ...options });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

/** Follows a link or sends a form as the keyboard does, which needs no script to run, and waits for the next page. */
export async function press(page, locator) {
  const arrived = page.waitForNavigation();
  await locator.focus();
  await page.keyboard.press('Enter');
  await arrived;
}

export async function signIn(page, node, login, password = PASSWORD) {
  await page.goto(`${node.url}/sign-in`);
  const leave = page.getByRole('button', { name: 'Se déconnecter' });
  if (await leave.count()) {
    await press(page, leave);
    await page.goto(`${node.url}/sign-in`);
  }
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(password);
  await press(page, page.locator('main').getByRole('button', { name: 'Se connecter' }));
}

export async function shot(page, name, how = { fullPage: true }) {
  await page.screenshot({ path: join(SHOTS, `${name}.png`), ...how });
}

/** What axe-core finds wrong with the page, in lines a person can read. */
export async function faultsOfAccess(page) {
  await page.evaluate(AXE); // through the debugger, so that the page's policy against scripts stands
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return result.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
  return found;
}

/** By how many pixels the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
