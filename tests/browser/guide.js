// The guide, as somebody with a small phone and no account meets it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOfAccess, overflow, press, reader, shot, signIn } from './browser.js';
import { theBrowser, theHouse } from './shared.js';

const SCREENS = ['who', 'where', 'data', 'use', 'abroad', 'breach'];
const BANK =
  'status=private&activity=finance&support=computer&established=ml,bf,ne&means=ml,bf,ne&persons_in=ml,bf,ne&data=ordinary,national_id';
const TORN = 'persons=patients&data=ordinary&colour=blue';

describe('the guide', () => {
  let browser;
  let house;
  before(async () => {
    house = await theHouse();
    browser = await theBrowser();
  });

  const addresses = () => [
    '/guide',
    ...SCREENS.map((screen) => `/guide/${screen}?${BANK}`),
    `/guide/answers?${BANK}`,
    `/guide/verdict?${BANK}`,
    `/guide/verdict?${BANK}&only=formality,fee,delay`,
    `/guide/verdict?${TORN}`,
    '/guide/answers',
  ];

  test('leads a shop from the first page to its verdict, without an account, a script or a cookie', async () => {
    const page = await reader(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 640 } });
    await page.goto(house.ml.url);
    await press(page, page.getByRole('link', { name: 'Ouvrir le guide' }));
    await press(page, page.getByRole('link', { name: 'Commencer' }));
    await page.getByLabel('Une entreprise ou un professionnel').check();
    await page.getByLabel('Commerce, services').check();
    await page.getByLabel('Par ordinateur ou téléphone, en tout ou partie').check();
    await press(page, page.getByRole('button', { name: 'Continuer' }));
    for (const group of ['êtes-vous établi', 'travaillez-vous sur les données', 'se trouvent les personnes']) {
      await page.getByRole('group', { name: new RegExp(group) }).getByLabel('Mali').check();
    }
    await press(page, page.getByRole('button', { name: 'Continuer' }));
    await page.getByLabel('Identité, coordonnées, vie courante').check();
    await page.getByLabel('Clients, abonnés, visiteurs').check();
    await page.getByLabel('Combien de personnes').fill('300');
    await press(page, page.getByRole('button', { name: 'Continuer' }));
    await page.getByRole('group', { name: /vidéosurveillance/ }).getByLabel('Oui').check();
    await press(page, page.getByRole('button', { name: 'Voir le résultat sans attendre' }));

    assert.match(await page.locator('main').innerText(), /Cette loi s’applique à vous/);
    assert.match(await page.locator('#ml-formality').innerText(), /Déclaration/);
    assert.deepEqual(await page.context().cookies(), [], 'nothing is kept, not even a cookie');
    // The address alone brings everything back, on another device.
    const address = page.url();
    const other = await reader(browser, { javaScriptEnabled: false });
    await other.goto(address);
    assert.equal(await other.locator('main').innerText(), await page.locator('main').innerText());
    await press(page, page.getByRole('link', { name: 'Formalités et frais' }));
    await shot(page, 'guide-verdict-narrow');
    // And the way back is the browser’s own.
    await page.goBack();
    assert.equal(page.url(), address);
    await other.context().close();
    await page.context().close();
  });

  test('goes back a screen without losing what was just answered', async () => {
    const page = await reader(browser, { javaScriptEnabled: false });
    await page.goto(`${house.ml.url}/guide/where?status=public`);
    await page.getByRole('group', { name: /êtes-vous établi/ }).getByLabel('Niger').check();
    await press(page, page.getByRole('button', { name: 'Écran précédent' }));
    assert.equal(await page.getByLabel('L’État, une collectivité ou un organisme public').isChecked(), true);
    await press(page, page.getByRole('button', { name: 'Continuer' }));
    assert.equal(await page.getByRole('group', { name: /êtes-vous établi/ }).getByLabel('Niger').isChecked(), true);
    await page.context().close();
  });

  /** The questions people come with, by the words that lead to them, and what their answer says. */
  const QUESTIONS = [
    [/Quel est le délai pour notifier une violation/, /demandez à l’autorité \(APDP\)[\s\S]*Délai pour la notifier à l’autorité/],
    [/clinique de Ouagadougou peut-elle héberger/, /données de santé doivent être hébergées dans le pays[\s\S]*Oui/],
    [/banque présente dans les trois pays : que doit-elle déposer/, /100\s000\sFCFA[\s\S]*demandez à l’autorité \(CIL\)/],
  ];

  /** Three clicks at most from the first page; each entry says what is clicked. */
  const WAYS = {
    'a visitor': { width: 1100, clicks: [['link', 'Ouvrir le guide']] },
    'a visitor on a small phone': { width: 240, clicks: [['link', 'Ouvrir le guide']] },
    'an officer': { login: 'redaction', width: 1100, clicks: [['link', 'Guide']] },
    'an officer on a small phone': { login: 'redaction', width: 240, clicks: [['fold', 'Menu'], ['link', 'Guide']] },
  };

  for (const [who, { login, width, clicks }] of Object.entries(WAYS)) {
    test(`answers each question people come with in at most three clicks from the first page, for ${who}`, async () => {
      const page = await reader(browser, { javaScriptEnabled: false, viewport: { width, height: 640 } });
      if (login) await signIn(page, house.ml, login);
      for (const [question, answer] of QUESTIONS) {
        await page.goto(house.ml.url);
        let count = 0;
        for (const [what, name] of [...clicks, ['link', question]]) {
          count += 1;
          if (what === 'fold') await page.locator('summary').filter({ hasText: name }).first().click();
          else await press(page, page.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name }));
        }
        assert.ok(count <= 3, `${count} clicks`);
        assert.match(await page.locator('main').innerText(), answer);
      }
      await page.context().close();
    });
  }

  test('opens each outcome to its rule, and takes a reader to the law where they may go', async () => {
    const page = await reader(browser);
    await page.goto(`${house.ml.url}/guide/verdict?${BANK}&only=formality`);
    const first = page.locator('#bf-formality .outcomes > li').first();
    await first.locator('summary').click();
    assert.match(await first.innerText(), /Règle/);
    await press(page, first.locator('a[href^="/law/comparison/"]').first());
    assert.match(await page.locator('main').innerText(), /Burkina Faso/);
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`has no fault that axe-core knows, ${colorScheme}, in French and in English`, async () => {
      const page = await reader(browser, { colorScheme });
      const faults = [];
      for (const lang of ['fr', 'en']) {
        await page.context().addCookies([{ name: 'langue', value: lang, url: house.ml.url }]);
        for (const path of addresses()) {
          await page.goto(house.ml.url + path);
          assert.equal(await page.locator('html').getAttribute('lang'), lang);
          for (const fold of await page.locator('details > summary').all()) await fold.evaluate((one) => { one.parentElement.open = true; });
          for (const fault of await faultsOfAccess(page)) faults.push(`${lang} ${path}: ${fault}`);
        }
      }
      assert.deepEqual(faults, []);
      await page.context().close();
    });
  }

  test('fits a window 240 pixels wide, everything opened', async () => {
    const page = await reader(browser, { viewport: { width: 240, height: 400 } });
    const wide = [];
    for (const path of addresses()) {
      await page.goto(house.ml.url + path);
      for (const fold of await page.locator('details > summary').all()) await fold.evaluate((one) => { one.parentElement.open = true; });
      const pixels = await overflow(page);
      if (pixels > 0) wide.push(`${path}: ${pixels} px too wide`);
    }
    assert.deepEqual(wide, []);
    await page.context().close();
  });

  test('weighs little: the entry and each screen at most 14 kB with all they load, in at most three requests', async () => {
    for (const path of ['/guide', ...SCREENS.map((screen) => `/guide/${screen}?${BANK}`)]) {
      const page = await reader(browser);
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      let bytes = 0;
      let requests = 0;
      session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
      session.on('Network.requestWillBeSent', () => { requests += 1; });
      await page.goto(house.ml.url + path, { waitUntil: 'networkidle' });
      assert.ok(requests <= 3, `${path}: ${requests} requests`);
      assert.ok(bytes <= 14_000 && bytes > 1_000, `${path}: ${bytes} bytes`);
      await page.context().close();
    }
  });

  test('prints its verdict with every outcome opened, and without its menus', async () => {
    const page = await reader(browser);
    await page.goto(`${house.ml.url}/guide/verdict?${BANK}&only=fee`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation', { name: 'Menu principal' }).isVisible(), false);
    assert.match(await page.locator('#ml-fee').innerText(), /100\s000\sFCFA/);
    await shot(page, 'guide-print');
    await page.context().close();
  });
});
