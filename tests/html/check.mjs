// Looks at pages of placer in a real browser: nothing may be said on its console or asked of a network, nothing
// may make the page scroll sideways on a narrow screen, and axe must find nothing, in light and in dark, with
// everything unfolded. With a directory as the third argument it leaves screenshots there.
//
//   node check.mjs BROWSER PAGE,... [SCREENSHOTS]
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [browser, list, screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = { narrow: 375, wide: 1280 };
const looks = screenshots
  ? [['narrow', 'light'], ['wide', 'dark'], ['wide', 'light'], ['narrow', 'dark']]
  : [['narrow', 'light'], ['wide', 'dark']];
const tallest = 16000; // of a screenshot, in pixels
const problems = [];
let checked = 0;

const expect = (what, holds, message) => {
  checked += 1;
  if (!holds) problems.push(`${what}: ${message}`);
};

/// What stands out of the page at the right, outside of boxes that scroll by themselves.
const tooWide = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((one) => !one.closest('.scroll') && one.getBoundingClientRect().right > width)
    .map((one) => `${one.tagName} ${one.className}`)
    .slice(0, 5);
};

const structure = () => {
  const found = [];
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  if (new Set(ids).size !== ids.length) found.push('two elements have one id');
  for (const one of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(one.getAttribute('href').slice(1))) found.push(`nothing is at ${one.getAttribute('href')}`);
  for (const one of document.querySelectorAll('svg[role=img]'))
    if (!one.querySelector('title') || !one.querySelector('desc')) found.push('a drawing says nothing');
  return found;
};

/// Keys reach everything: the first is the way past the head, and what has the focus can be seen.
const keyboard = async (what, page) => {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  expect(what, first === 'skip', `the first key reaches ${first || 'something else'}`);
  await page.keyboard.press('Enter');
  expect(what, await page.evaluate(() => document.activeElement.id === 'content'), 'the skip link leads nowhere');
};

/// Without scripts the table is in the order of the report; with them it sorts and filters.
const portfolio = async (what, page) => {
  const rows = page.locator('#portfolio tbody tr');
  const all = await rows.count();
  if (all === 0) return;
  const head = page.locator('#portfolio thead th').first();
  await head.getByRole('button').click();
  expect(what, (await head.getAttribute('aria-sort')) === 'ascending', 'a click does not sort');
  const names = await page.locator('#portfolio tbody th').allTextContents();
  const sorted = names.map((name) => name.toLowerCase());
  expect(what, sorted.every((name, at) => at === 0 || sorted[at - 1] <= name), `not sorted: ${names}`);
  await page.getByLabel('Show only rows with').fill(sorted[0]);
  expect(what, (await page.locator('#portfolio tbody tr:visible').count()) < all || all === 1, 'the filter hides nothing');
  await page.getByLabel('Show only rows with').fill('');
};

const look = async (context, path, width, scheme) => {
  const what = `${basename(path)}, ${width}, ${scheme}`;
  const page = await context.newPage();
  await page.setViewportSize({ width: widths[width], height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  page.on('console', (message) => expect(what, false, `the console says: ${message.text()}`));
  page.on('pageerror', (error) => expect(what, false, `a script fails: ${error.message}`));
  page.on('request', (request) => expect(what, request.url().startsWith('file:'), `it asks for ${request.url()}`));
  page.on('dialog', (dialog) => { expect(what, false, 'a dialog opens'); dialog.dismiss(); });
  await page.goto(pathToFileURL(resolve(path)).href);
  await keyboard(what, page);
  const shoot = async (name) => {
    if (screenshots && (await page.evaluate(() => document.documentElement.scrollHeight)) < tallest) await page.screenshot({ path: join(screenshots, `${basename(path, '.html')}-${width}-${scheme}${name}.png`), fullPage: true });
  };
  await shoot('');
  if (width === 'wide') await portfolio(what, page);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  const wide = await page.evaluate(tooWide);
  expect(what, wide.length === 0, `it scrolls sideways: ${wide}`);
  for (const one of await page.evaluate(structure)) expect(what, false, one);
  // Through the debugger, which the policy of the page does not concern.
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  expect(what, result.passes.length > 10, 'axe has looked at nothing');
  for (const one of result.violations)
    expect(what, false, `axe: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  await shoot('-unfolded');
  await page.close();
};

const profile = mkdtempSync(join(tmpdir(), 'placer-html-'));
if (screenshots) mkdirSync(screenshots, { recursive: true });
try {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync'],
  });
  context.setDefaultTimeout(120000); // a busy machine is no problem of the page
  for (const path of list.split(','))
    for (const [width, scheme] of looks) await look(context, path, width, scheme);
  await context.close();
} finally {
  rmSync(profile, { recursive: true, force: true });
}
for (const problem of problems) console.log(`check-html: ${problem}`);
console.log(`check-html: ${checked} checks, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
