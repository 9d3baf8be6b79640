import * as Plot from "@observablehq/plot";
import { number, report, rows, short, type Row } from "./data";
import { chartWidth, labelRoom, sideColors, plot, type Chart } from "./figure";
import { inLanguage, nameOf, sideName, tableTitle, text } from "./texts";
import { tableBox } from "./tables";

function looks(width: number): Chart | null {
  const table = rows("metrics").filter((row) => row.metric === "valid_looks" && row.zone === "all" && row.band === "all");
  if (table.length === 0) return null;
  const picture = plot({
    width, marginLeft: 46, x: { label: null }, fx: { label: null }, y: { label: null, grid: true, zero: true },
    marks: [Plot.barY(table, { x: "side", fx: "period", y: "value", fill: (row: Row) => sideColors[row.side === "a" ? "a" : "b"] }), Plot.ruleY([0])],
  });
  return { name: "valid_looks", title: text("chart.looks"), picture, table,
           keys: (["a", "b"] as const).map((side): [string, string] => [sideColors[side], sideName(side)]) };
}

function accuracy(width: number): Chart | null {
  if (!report.mapAccuracy) return null;
  const table: Row[] = (["users", "producers"] as const).flatMap((kind) =>
    Object.entries(report.mapAccuracy![kind]).map(([name, estimate]): Row =>
      ({ class: name, kind, value: estimate.value, low: estimate.low, high: estimate.high, se: estimate.se })));
  const colors = { users: "#0072B2", producers: "#E69F00" } as const;
  const picture = plot({
    width, height: 50 + 30 * (table.length / 2), marginLeft: labelRoom(table.map((row) => nameOf(String(row.class)))), x: { domain: [0, 1], grid: true, label: null, tickFormat: (v: number) => short(v * 100) + " %" },
    y: { label: null, tickFormat: nameOf },
    marks: (["users", "producers"] as const).flatMap((kind, i) => {
      const own = table.filter((row) => row.kind === kind && typeof row.value === "number"), dy = i === 0 ? -5 : 5;
      return [
        Plot.ruleY(own, { x1: (row: Row) => Math.max(0, number(row.low)), x2: (row: Row) => Math.min(1, number(row.high)), y: "class", stroke: colors[kind], strokeWidth: 2, dy }),
        Plot.dot(own, { x: "value", y: "class", fill: colors[kind], symbol: i === 0 ? "circle" : "square", r: 4, dy }),
      ];
    }),
  });
  return { name: "accuracy", title: text("chart.accuracy"), picture, table,
           keys: [[colors.users, text("users")], [colors.producers, text("producers")]] };
}

export function trustCharts(target: HTMLElement): (Chart | null)[] {
  const width = chartWidth(target);
  return [looks(width), accuracy(width)];
}

function heading(words: string): HTMLElement {
  const element = document.createElement("h3");
  element.textContent = words;
  return element;
}

function list(items: string[]): HTMLElement {
  const element = document.createElement("ul");
  element.append(...items.map((item) => {
    const line = document.createElement("li");
    line.textContent = item;
    return line;
  }));
  return element;
}

export function showTrust(statements: HTMLElement, provenance: HTMLElement): void {
  statements.replaceChildren(...list(report.trust.map(inLanguage)).children);
  const parts: HTMLElement[] = [];
  if (report.attributions.length > 0) parts.push(heading(text("attribution")), list(report.attributions));
  parts.push(heading(text("versions")), list(report.versions.map(([name, version]) => `${name} ${version}`)));
  if (report.checksums.length > 0)
    parts.push(tableBox(text("checksums"), "checksums", report.checksums.map(([file, checksum]) => ({ file, checksum }))));
  if (rows("scenes").length > 0) parts.push(tableBox(tableTitle(report.tables.find((one) => one.name === "scenes")!), "scenes", rows("scenes")));
  if (report.studyFile) {
    const details = document.createElement("details"), summary = document.createElement("summary"), code = document.createElement("pre");
    summary.textContent = text("settings");
    code.textContent = report.studyFile;
    code.tabIndex = 0;
    details.append(summary, code);
    parts.push(details);
  }
  provenance.replaceChildren(...parts);
}

export function showRevisions(target: HTMLElement): void {
  const table = rows("revisions");
  const words = document.createElement("p");
  words.textContent = text(table.length > 0 ? "revisionsNote" : "revisionsNone");
  target.replaceChildren(words);
  if (table.length > 0) {
    const box = tableBox(`${text("revisions")} (${text("rows", String(table.length))})`, "revisions", table);
    box.open = true;
    target.append(box);
  }
}
