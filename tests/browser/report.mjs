// The report page in a real browser: it opens from a file, without a network, and does what it says.
// usage: node report.mjs REPORT.html PLAIN.html [--update]     --update: writes expected_pictures.json
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [reportPath, plainPath, flag] = process.argv.slice(2);
const expectedPath = join(dirname(fileURLToPath(import.meta.url)), "expected_pictures.json");
const expected = existsSync(expectedPath) ? JSON.parse(readFileSync(expectedPath, "utf8")) : {};
const seen = {};
// Chosen: fonts and drawing of machines differ by a few levels; another picture by dozens.
const meanTolerance = 10, cellTolerance = 60;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
// A machine that builds beside it may take long for what takes no time on a quiet one.
page.setDefaultTimeout(120_000);
const problems = [], requests = [];
page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
page.on("console", (message) => { if (message.type() === "error") problems.push(`console: ${message.text()}`); });
page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url()); });

/** A picture of an element as a coarse grid of mean colours: what a tolerant eye remembers of it. */
async function grid(target, cols = 24, rows = 16) {
  const png = (await target.screenshot()).toString("base64");
  return page.evaluate(async ([data, width, height]) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const px = context.getImageData(0, 0, image.width, image.height).data, cells = [];
    for (let row = 0; row < height; ++row)
      for (let col = 0; col < width; ++col) {
        const x0 = Math.floor((col * image.width) / width), x1 = Math.floor(((col + 1) * image.width) / width);
        const y0 = Math.floor((row * image.height) / height), y1 = Math.floor(((row + 1) * image.height) / height);
        const sum = [0, 0, 0];
        for (let y = y0; y < y1; ++y)
          for (let x = x0; x < x1; ++x) for (let c = 0; c < 3; ++c) sum[c] += px[4 * (y * image.width + x) + c];
        cells.push(sum.map((value) => Math.round(value / ((x1 - x0) * (y1 - y0)))));
      }
    return cells;
  }, [png, cols, rows]);
}

/** Mean difference of two grids and the greatest one of a cell, in levels of 0 to 255. */
function difference(a, b) {
  const cells = a.map((cell, i) => cell.reduce((sum, value, c) => sum + Math.abs(value - b[i][c]), 0) / 3);
  return { mean: cells.reduce((sum, value) => sum + value, 0) / cells.length, most: Math.max(...cells) };
}

/** Holds a picture against the committed one. */
async function looksAsBefore(name, target) {
  seen[name] = await grid(target);
  if (flag === "--update") return;
  assert.ok(expected[name], `no expected picture '${name}': run with --update and look at it`);
  const { mean, most } = difference(seen[name], expected[name]);
  assert.ok(mean < meanTolerance && most < cellTolerance * 3, `picture '${name}' looks different: mean ${mean.toFixed(1)}, most ${most.toFixed(0)}`);
}

const map = page.locator("#map");
const settled = () => page.waitForTimeout(500);
const choose = (id, value) => page.selectOption(`#${id}`, value);
async function slide(id, value) {
  await page.locator(`#${id}`).evaluate((input, to) => { input.value = to; input.dispatchEvent(new Event("input", { bubbles: true })); }, String(value));
  await settled();
}

let done = 0;
async function check(name, body) {
  await body();
  ++done;
  console.log(`ok: ${name}`);
}

await check("the page opens from a file", async () => {
  // Seconds are told, not judged: they are those of a machine with other work. Wanted: less than three on a quiet one.
  const start = Date.now();
  await page.goto(pathToFileURL(reportPath).href, { waitUntil: "commit" });
  await page.waitForSelector("#findings li");
  const megabytes = statSync(reportPath).size / 1e6;
  console.log(`    ${megabytes.toFixed(1)} MB in ${((Date.now() - start) / 1000).toFixed(2)} s`);
  assert.ok(megabytes < 60, `${megabytes} MB`);
});

await check("findings stand first and every section has a heading and a link", async () => {
  const findings = await page.locator("#findings li").allTextContents();
  assert.ok(findings.length >= 1 && findings.every((words) => words.length > 20 && !words.includes("{")));
  const headings = await page.locator("section:visible > h2").allTextContents();
  assert.deepEqual(await page.locator("nav a").allTextContents(), headings);
  assert.ok(headings.length >= 7);
});

await check("the map shows the study; the slider changes the period", async () => {
  await settled();
  await looksAsBefore("map_land_use", map);
  const last = await page.locator("#period-name").textContent();
  const before = await grid(map);
  await slide("period", 0);
  assert.notEqual(await page.locator("#period-name").textContent(), last);
  assert.ok(difference(before, await grid(map)).most > 5, "the map did not change with the period");
  await choose("layer", "true_colour");
  await settled();
  await looksAsBefore("map_true_colour", map);
});

await check("the swipe shows two periods side by side", async () => {
  await slide("period", 0);
  await choose("layer", "land_use");
  const periods = await page.locator("#other option").count();
  const first = await grid(map);
  await page.selectOption("#other", { index: periods - 1 });
  assert.ok(await page.locator("#swipe-line").isVisible());
  await slide("swipe", 0);
  const right = await grid(map);
  await slide("swipe", 100);
  const left = await grid(map);
  assert.ok(difference(left, right).most > 5, "both ends of the swipe show the same");
  assert.ok(difference(left, first).mean < 2, "the left of the swipe is not the chosen period");
  const line = await page.locator("#swipe-line").boundingBox();
  await page.mouse.move(line.x + line.width / 2, line.y + 100);
  await page.mouse.down();
  await page.mouse.move(line.x - 400, line.y + 100, { steps: 4 });
  await page.mouse.up();
  assert.ok(Number(await page.locator("#swipe").inputValue()) < 90, "the swipe line does not follow the pointer");
  await choose("other", "");
  assert.ok(!(await page.locator("#swipe-line").isVisible()));
});

await check("a click on an object tells its area, when it was first seen, and how likely it is", async () => {
  const goal = await page.locator("#go-to option").nth(1).getAttribute("value");
  assert.match(goal, /^objects:/, "the study has no objects");
  await choose("go-to", goal);
  await settled();
  const told = await page.locator("#popup").innerText();
  await page.click("#popup button");
  assert.ok(!(await page.locator("#popup").isVisible()));
  const box = await map.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForSelector("#popup:visible");
  const words = await page.locator("#popup").innerText();
  // A ring-shaped object may have another one at its middle: each tells of itself.
  for (const text of [told, words])
    for (const pattern of [/Area\s+[\d.]+ ha/, /First seen\s+\d{4}/, /Probability\s+\d+ %/]) assert.match(text, pattern);
});

await check("border segments are coloured by asymmetry and tell it", async () => {
  await page.click("#zoom-study");
  await page.check("#overlay-segments");
  await settled();
  await looksAsBefore("map_segments", map);
  assert.match(await page.locator("#legend").innerText(), /Asymmetry/);
});

await check("every chart has a picture and a table to download", async () => {
  const charts = page.locator("figure[data-chart]");
  const names = await charts.evaluateAll((all) => all.map((one) => one.dataset.chart));
  for (const wanted of ["by_distance", "over_time", "asymmetry", "along_border", "transitions_a", "transitions_b", "objects",
                        "ranking", "weights", "border_hours", "corridors", "scenarios", "pareto", "rail_scenarios", "rail_pareto", "valid_looks", "accuracy"])
    assert.ok(names.includes(wanted), `no chart '${wanted}'`);
  for (let i = 0; i < names.length; ++i) {
    const chart = charts.nth(i);
    assert.ok((await chart.locator("svg").count()) >= 1, `${names[i]}: no picture`);
    assert.ok((await chart.locator("svg path, svg rect, svg circle, svg line").count()) >= 3, `${names[i]}: an empty picture`);
    await chart.locator("summary").click();
    // The table is drawn when it is opened, a moment after the click.
    await chart.locator("tbody tr").first().waitFor({ timeout: 5000 }).catch(() => assert.fail(`${names[i]}: an empty table`));
    const [file] = await Promise.all([page.waitForEvent("download"), chart.locator("a.download").first().click()]);
    assert.equal(file.suggestedFilename(), names[i] + ".csv");
    const lines = readFileSync(await file.path(), "utf8").trim().split("\n");
    assert.ok(lines.length >= 2 && lines[0].includes(","), `${names[i]}: an empty download`);
    if (names[i] === "asymmetry") assert.match(lines[0], /placebo_low,placebo_high/, "asymmetry without its placebo band");
    await chart.locator("summary").click();
  }
  await looksAsBefore("chart_by_distance", charts.nth(names.indexOf("by_distance")));
});

await check("another figure is drawn when it is chosen", async () => {
  const before = await page.locator("[data-chart=over_time] figcaption").textContent();
  await page.selectOption("#metric", { index: 2 });
  assert.notEqual(await page.locator("[data-chart=over_time] figcaption").textContent(), before);
  await page.selectOption("#metric", { index: 0 });
});

await check("the page speaks four languages", async () => {
  const codes = await page.locator("#language option").evaluateAll((all) => all.map((one) => one.value));
  assert.deepEqual(codes, ["en", "zh", "ru", "kk"]);
  const told = new Set();
  for (const code of [...codes.slice(1), "en"]) {
    await choose("language", code);
    assert.equal(await page.locator("html").getAttribute("lang"), code);
    const words = await page.locator("#findings li, section:visible > h2, #trust li").allTextContents();
    assert.ok(words.every((one) => one.length > 0 && !/\{\d\}|undefined/.test(one)), `${code}: ${words}`);
    told.add(words.join("|"));
  }
  assert.equal(told.size, 4, "two languages say the same");
});

await check("it can be used with the keyboard alone", async () => {
  await page.reload();
  await page.waitForSelector("#findings li");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.focus("#period");
  const last = await page.locator("#period-name").textContent();
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await page.locator("#period-name").textContent(), last);
  await page.focus("#map");
  await settled();
  const before = await grid(map);
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(800);
  assert.ok(difference(before, await grid(map)).mean > 1, "arrow keys do not move the map");
  const unnamed = await page.evaluate(() => [...document.querySelectorAll("select, input, button, svg[role=img]")].filter((one) =>
    !one.closest("[hidden]") && !(one.labels?.length || one.textContent.trim() || one.getAttribute("aria-label"))).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(unnamed, [], "controls without a name for screen readers");
});

await check("it fits a phone and prints", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await settled();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} px wide on a phone of 390`);
  await page.setViewportSize({ width: 1280, height: 800 });
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  assert.ok(pdf.length > 50_000 && pdf.subarray(0, 4).toString() === "%PDF");
});

await check("the plain page says it without any script", async () => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(pathToFileURL(plainPath).href);
  assert.ok((await plain.locator("ol li").count()) >= 1);
  assert.ok((await plain.locator("figure svg").count()) >= 6);
  await plain.close();
});

await check("nothing went wrong and nothing was asked of a network", async () => {
  assert.deepEqual(problems, []);
  assert.deepEqual(requests, []);
});

if (flag === "--update") writeFileSync(expectedPath, JSON.stringify(seen).replaceAll("]],", "]],\n") + "\n");
await browser.close();
console.log(`${done} checks passed`);
