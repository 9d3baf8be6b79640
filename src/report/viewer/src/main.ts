import "./style.css";
import { changeCharts, intervals } from "./chart_change";
import { effectCharts } from "./chart_effect";
import { networkCharts } from "./chart_network";
import { sideCharts } from "./chart_sides";
import { report, rows, unique } from "./data";
import { showCharts } from "./figure";
import { fill, nameMapControls, startMap, updateMap } from "./map_panel";
import { listTables } from "./tables";
import { inLanguage, nameOf, setLanguage, text } from "./texts";
import { showRevisions, showTrust, trustCharts } from "./trust";

const get = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const metricSelect = get<HTMLSelectElement>("metric"), periodSelect = get<HTMLSelectElement>("chart-period");
const intervalSelect = get<HTMLSelectElement>("interval");

// What the study is about comes first, however small it is.
const metrics = unique(rows("comparison").map((row) => String(row.metric)));
const ordered = unique([...["share_built_up", "share_photovoltaics"].filter((name) => metrics.includes(name)), ...metrics]);

function hideEmptySections(): void {
  const empty: Record<string, boolean> = {
    "sides-section": metrics.length === 0,
    "changes-section": get("change-charts").childElementCount === 0,
    "network-section": get("network-charts").childElementCount === 0,
    "revisions-section": metrics.length === 0,
    "tables-section": report.tables.length === 0,
  };
  for (const [id, isEmpty] of Object.entries(empty)) get(id).hidden = isEmpty;
  get("interval-control").hidden = intervals().length === 0;
}

function drawSides(): void {
  if (metrics.length > 0) showCharts(get("side-charts"), [
    ...sideCharts(metricSelect.value, periodSelect.value, get("side-charts")),
    ...effectCharts(metricSelect.value, periodSelect.value, get("side-charts"))]);
  updateMap(metricSelect.value);
}

const drawChanges = (): void => showCharts(get("change-charts"), changeCharts(intervalSelect.value, get("change-charts")));

/** Headings of the sections, and the list of contents made of them. */
function nameSections(): void {
  const links: HTMLElement[] = [];
  for (const section of document.querySelectorAll<HTMLElement>("section[data-title]")) {
    const words = text(section.dataset.title!);
    let heading = section.querySelector("h2");
    if (!heading) {
      heading = document.createElement("h2");
      heading.id = section.dataset.title + "-heading";
      section.prepend(heading);
      section.setAttribute("aria-labelledby", heading.id);
    }
    heading.textContent = words;
    if (section.hidden) continue;
    const link = document.createElement("a");
    link.href = "#" + section.id;
    link.textContent = words;
    links.push(link);
  }
  get("contents").replaceChildren(...links);
}

/** Everything on the page that has words, in a language. */
function speak(language: string): void {
  setLanguage(language);
  get("findings").replaceChildren(...report.findings.map((finding) => {
    const item = document.createElement("li");
    item.dataset.kind = finding.kind;
    item.textContent = inLanguage(finding.text);
    return item;
  }));
  fill(metricSelect, ordered.map((name) => [name, nameOf(name)]));
  fill(periodSelect, [...report.periods].reverse().map((name) => [name, name]));
  fill(intervalSelect, intervals().reverse().map((name) => [name, name]));
  nameMapControls();
  drawSides();
  drawChanges();
  showCharts(get("network-charts"), networkCharts(get("network-charts")));
  showCharts(get("trust-charts"), trustCharts(get("trust-charts")));
  showTrust(get("trust"), get("provenance"));
  showRevisions(get("revisions"));
  listTables(get("tables"));
  hideEmptySections();
  nameSections();
  get("made-by").textContent = text("madeBy", report.version);
}

document.title = report.title;
get("title").textContent = report.title;
get("note").textContent = report.note;
fill(get("language"), report.languages);
get<HTMLSelectElement>("language").addEventListener("input", (event) => speak((event.target as HTMLSelectElement).value));
for (const control of [metricSelect, periodSelect]) control.addEventListener("input", drawSides);
intervalSelect.addEventListener("input", drawChanges);
startMap();
// The address may name a language ("report.html?lang=kk"), else the browser's own is taken where the page speaks it.
const wanted = [new URLSearchParams(window.location.search).get("lang"), ...navigator.languages.map((code) => code.slice(0, 2))]
  .find((code) => report.languages.some(([known]) => known === code)) ?? report.languages[0][0];
get<HTMLSelectElement>("language").value = wanted;
speak(wanted);
// Charts are as wide as their place: a turned phone draws them again.
let lastWidth = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth === lastWidth) return;
  lastWidth = window.innerWidth;
  speak(get<HTMLSelectElement>("language").value);
});
