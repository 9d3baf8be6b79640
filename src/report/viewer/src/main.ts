import "./style.css";
import { draw } from "./charts";
import { inWords, readReport, rowsOf } from "./data";
import { StudyMap } from "./map";
import { listTables } from "./tables";
import { languages, setLanguage, text, type Language } from "./texts";

const report = readReport();
const get = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const comparison = rowsOf(report.tables.find((table) => table.name === "comparison"));

function fill(select: HTMLSelectElement, options: [value: string, label: string][]): void {
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

function listItems(id: string, items: string[]): void {
  get(id).replaceChildren(...items.map((item) => {
    const element = document.createElement("li");
    element.textContent = item;
    return element;
  }));
}

function showLegend(): void {
  get("legend").replaceChildren(...report.legend.map((entry) => {
    const item = document.createElement("li");
    const patch = document.createElement("span");
    patch.style.background = entry.color;
    item.append(patch, inWords(entry.name));
    return item;
  }));
}

function startMap(): void {
  if (report.maps.length === 0) {
    get("map").closest("section")!.hidden = true;
    return;
  }
  const map = new StudyMap(report, get("map"));
  const layer = get<HTMLSelectElement>("layer"), other = get<HTMLSelectElement>("other");
  const period = get<HTMLInputElement>("period"), swipe = get<HTMLInputElement>("swipe");
  const opacity = get<HTMLInputElement>("opacity");
  fill(layer, [...new Set(report.maps.map((one) => one.layer))].reverse().map((name) => [name, name]));
  period.max = String(report.periods.length - 1);
  period.value = period.max;
  const update = () => {
    const name = report.periods[Number(period.value)];
    get<HTMLOutputElement>("period-name").value = name;
    map.show(layer.value, name, other.value);
  };
  for (const control of [layer, other, period]) control.addEventListener("input", update);
  swipe.addEventListener("input", () => map.setSwipe(Number(swipe.value) / 100));
  opacity.addEventListener("input", () => map.setOpacity(Number(opacity.value) / 100));
  update();
}

function drawCharts(): void {
  const metric = get<HTMLSelectElement>("metric").value;
  if (metric) draw(get("charts"), report, comparison, metric);
}

function speak(language: Language): void {
  setLanguage(language);
  fill(get("other"), [["", text("none")], ...report.periods.map((name): [string, string] => [name, name])]);
  drawCharts();
  listTables(get("tables"), report.tables);
}

document.title = report.title;
get("title").textContent = report.title;
get("note").textContent = report.note;
listItems("findings", report.findings);
listItems("trust", report.trust);
showLegend();
const metrics = [...new Set(comparison.map((row) => String(row.metric)))];
const first = ["share_built_up", "share_photovoltaics"].filter((name) => metrics.includes(name));
fill(get("metric"), [...new Set([...first, ...metrics])].map((name) => [name, inWords(name)]));
get("metric").addEventListener("input", drawCharts);
get("charts").closest("section")!.hidden = metrics.length === 0;
fill(get("language"), Object.entries(languages));
get<HTMLSelectElement>("language").addEventListener("input", (event) =>
  speak((event.target as HTMLSelectElement).value as Language));
speak("en");
startMap();
