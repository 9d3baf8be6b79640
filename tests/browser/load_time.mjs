// How large a report page is and how long Chromium takes to show it: from the first byte to findings and map drawn.
// usage: node load_time.mjs REPORT.html      Ends with 1 above 60 MB or, for the best of five, 3 s.
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const path = process.argv[2], mostMegabytes = 60, mostSeconds = 3;
const megabytes = statSync(path).size / 1e6, seconds = [];
for (let i = 0; i < 5; ++i) {
  // A browser of its own each time: nothing is kept from the one before.
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(120_000);
  const start = Date.now();
  await page.goto(pathToFileURL(path).href, { waitUntil: "commit" });
  await page.waitForSelector("#findings li");
  // The map is there when its pixels are.
  await page.waitForFunction(() => [...document.querySelectorAll("#map canvas")].some((canvas) => {
    if (canvas.width === 0) return false;
    const small = document.createElement("canvas");
    small.width = small.height = 16;
    const context = small.getContext("2d");
    context.drawImage(canvas, 0, 0, 16, 16);
    return context.getImageData(0, 0, 16, 16).data.some((value) => value > 0);
  }));
  seconds.push((Date.now() - start) / 1000);
  await browser.close();
}
const best = Math.min(...seconds);
console.log(`${megabytes.toFixed(1)} MB; findings and map after ${seconds.map((one) => one.toFixed(2)).join(", ")} s`);
if (megabytes >= mostMegabytes || best >= mostSeconds) process.exit(1);
