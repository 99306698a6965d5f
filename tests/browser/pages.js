// Every page, as its reader meets it: light, accessible, narrow, without scripts, in both languages.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOfAccess, overflow, reader, shot, signIn } from './browser.js';
import { theBrowser, theHouse } from './shared.js';

/** Addresses that need no identifier; `anyone` is open to a visitor of the demonstration. */
const PAGES = [
  { path: '/', anyone: true },
  { path: '/council/plan', anyone: true },
  { path: '/council/plan/actions', anyone: true },
  { path: '/council/plan/actions?words=declaration', anyone: true },
  { path: '/council/plan/proposals', anyone: true },
  { path: '/law/comparison', anyone: true },
  { path: '/law/comparison?topic=rights', anyone: true },
  { path: '/law/comparison/authority.mandate', anyone: true },
  { path: '/law/comparison/map', anyone: true },
  { path: '/law/comparison/map?topic=authority&against=all', anyone: true },
  { path: '/law/comparison/pairs', anyone: true },
  { path: '/law/comparison/pairs/ml_2013_015/eu_gdpr_2016', anyone: true },
  { path: '/law/comparison/time', anyone: true },
  { path: '/law/comparison/search?words=delai+violation', anyone: true },
  { path: '/council/plan/actions/new' },
  { path: '/law/profile', anyone: true },
  { path: '/law/profile?topic=breach', anyone: true },
  { path: '/law/profile/ml_2013_015?all=1', anyone: true },
  { path: '/law/profile/ml_2013_015/breach.notify_authority.deadline', anyone: true },
  { path: '/law/profile/eu_gdpr_2016/breach.notify_authority.deadline', anyone: true },
  { path: '/law/profile/ml_2013_015/breach.notify_authority.deadline/edit' },
  { path: '/law/profile/ml_2013_015/authority.mandate/attest' },
  { path: '/law/profile/ml_2013_015/attest?topic=authority' },
  { path: '/law/profile/ml_2013_015/import' },
  { path: '/law/alignment', anyone: true },
  { path: '/law/alignment?topic=breach', anyone: true },
  { path: '/law/alignment/breach.notify_authority.deadline', anyone: true },
  { path: '/law/alignment/breach.notify_authority.deadline/propose' },
  { path: '/law/common-text', anyone: true },
  { path: '/law/concordance', anyone: true },
  { path: '/law/transposition/ml', anyone: true },
  { path: '/vocabulary', anyone: true },
  { path: '/exchange/cases' },
  { path: '/exchange/cases/new' },
  { path: '/exchange/cases/new/complaint' },
  { path: '/exchange/cases/delays' },
  { path: '/exchange/cases/acts' },
  { path: '/exchange/cases/figures' },
  { path: '/exchange/cases/NE-2026-0001' },
  { path: '/exchange/cases/NE-2026-0001/steps/note' },
  { path: '/sign-in', anyone: true },
  { path: '/about', anyone: true },
  { path: '/account' },
  { path: '/people', as: 'admin' },
  { path: '/peers', as: 'admin' },
  { path: '/bundles', as: 'admin' },
  { path: '/journal', as: 'admin' },
];

describe('every page', () => {
  let browser;
  let house;
  before(async () => {
    house = await theHouse();
    browser = await theBrowser();
  });

  /** Pages with an identifier in their address: one action and one proposal, found by following links. */
  async function addresses(page, node) {
    const found = PAGES.map((entry) => entry.path);
    for (const [list, prefix] of [['/council/plan/actions', '/council/plan/actions/'], ['/council/plan/proposals', '/council/plan/proposals/']]) {
      await page.goto(node.url + list);
      const links = await page.locator(`main a[href^="${prefix}"]`).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      const one = links.find((href) => /\/([0-9a-f]{32}|[a-z]+-[0-9]+)$/.test(href));
      assert.ok(one, `${list} leads to an item`);
      found.push(one);
      if (prefix.includes('actions')) found.push(`${one}/change`, `${one}/progress`);
    }
    return found;
  }

  test('is checked by an axe-core that does find faults', async () => {
    const page = await reader(browser);
    await page.setContent('<title>x</title><main><h1>Bonjour</h1><img src="x"><input></main>');
    const faults = (await faultsOfAccess(page)).map((fault) => fault.split(':')[0]);
    for (const expected of ['html-has-lang', 'image-alt', 'label']) assert.ok(faults.includes(expected), expected);
    await page.context().close();
  });

  for (const login of ['redaction', 'presidence', 'admin']) {
    for (const colorScheme of ['light', 'dark']) {
      test(`has no fault that axe-core knows, for ${login}, ${colorScheme}, in French and in English`, async () => {
        const page = await reader(browser, { colorScheme });
        await signIn(page, house.ml, login);
        const faults = [];
        for (const lang of ['fr', 'en']) {
          await page.context().addCookies([{ name: 'langue', value: lang, url: house.ml.url }]);
          for (const path of await addresses(page, house.ml)) {
            await page.goto(house.ml.url + path);
            assert.equal(await page.locator('html').getAttribute('lang'), lang);
            for (const fault of await faultsOfAccess(page)) faults.push(`${lang} ${path}: ${fault}`);
          }
        }
        assert.deepEqual(faults, []);
        await page.context().close();
      });
    }
  }

  test('fits a window 240 pixels wide without sideways scrolling', async () => {
    const page = await reader(browser, { viewport: { width: 240, height: 400 } });
    const wide = [];
    for (const login of ['redaction', 'presidence', 'admin']) {
      await page.context().clearCookies();
      await signIn(page, house.ml, login);
      for (const path of await addresses(page, house.ml)) {
        await page.goto(house.ml.url + path);
        const pixels = await overflow(page);
        if (pixels > 0) wide.push(`${path} for ${login}: ${pixels} px too wide`);
      }
    }
    assert.deepEqual(wide, []);
    await page.goto(house.ml.url);
    await shot(page, 'narrow');
    await page.context().close();
  });

  test('carries no script, loads nothing from elsewhere, and says so in its policy', async () => {
    const page = await reader(browser);
    const elsewhere = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(house.ml.url)) elsewhere.push(request.url());
    });
    const complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    await signIn(page, house.ml, 'admin');
    for (const path of await addresses(page, house.ml)) {
      const answer = await page.goto(house.ml.url + path);
      const policy = answer.headers()['content-security-policy'] ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/, path);
      assert.equal(await page.locator('script, [style], [onclick]').count(), 0, path);
    }
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(complaints.filter((line) => /Content Security Policy|Refused/.test(line)), []);
    await page.context().close();
  });

  test('has one first-level heading, a title of its own, and a way to skip to the content', async () => {
    const page = await reader(browser);
    await signIn(page, house.ml, 'admin');
    for (const path of await addresses(page, house.ml)) {
      await page.goto(house.ml.url + path);
      assert.equal(await page.locator('h1').count(), 1, path);
      assert.match(await page.title(), /.+ — APDP/, path);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#content', path);
    }
    await page.context().close();
  });

  test('of a first visit weighs at most 14 kB in at most three requests', async () => {
    const page = await reader(browser);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    session.on('Network.requestWillBeSent', () => {
      requests += 1;
    });
    await page.goto(house.ml.url, { waitUntil: 'networkidle' });
    assert.ok(requests <= 3, `${requests} requests`);
    assert.ok(bytes <= 14_000, `${bytes} bytes, headers and bodies of all answers`);
    assert.ok(bytes > 1_000, 'something was counted');
    console.log(`# first visit: ${bytes} bytes in ${requests} requests`);
    await page.context().close();
  });

  test('can be read in English, and the choice stays', async () => {
    const page = await reader(browser);
    await page.goto(house.ml.url);
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    await page.getByRole('link', { name: 'English' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.goto(`${house.ml.url}/about`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('link', { name: 'Français' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    assert.ok(page.url().endsWith('/about'), 'the switch comes back to the same page');
    await page.context().close();
  });

  test('can be read in the dark by choice, whatever the device says', async () => {
    const page = await reader(browser, { colorScheme: 'light' });
    await page.goto(house.ml.url);
    const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole('link', { name: 'sombre' }).click();
    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.notEqual(dark, light);
    await shot(page, 'dark');
    await page.context().close();
  });

  test('that is not there, or not for this reader, says so and what to do', async () => {
    const page = await reader(browser);
    const missing = await page.goto(`${house.ml.url}/council/plan/nothing-here`);
    assert.equal(missing.status(), 404);
    assert.match(await page.locator('main').innerText(), /Il n’y a rien à cette adresse/);
    await signIn(page, house.ml, 'redaction');
    const forbidden = await page.goto(`${house.ml.url}/people`);
    assert.equal(forbidden.status(), 403);
    assert.match(await page.locator('main').innerText(), /rôle/);
    assert.deepEqual(await faultsOfAccess(page), []);
    await page.context().close();
  });

  test('prints without its menus', async () => {
    const page = await reader(browser);
    await page.goto(house.ml.url);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation', { name: 'Menu principal' }).isVisible(), false);
    await shot(page, 'print');
    await page.context().close();
  });
});
