import * as Plot from "@observablehq/plot";
import { number, rows, short, unique, type Row } from "./data";
import { colorsFor, plot, type Chart } from "./figure";
import { nameOf, text } from "./texts";

/** Small bars, one panel a measure: scenarios differ in many units. */
function scenarioPanels(name: string, title: string, width: number): Chart | null {
  const table = rows(name);
  if (table.length < 2) return null;
  // Which scenario is beaten stands in a chart of its own.
  const measures = Object.keys(table[0]).filter((column) => column !== "scenario" && column !== "pareto"
    && unique(table.map((row) => String(row[column]))).length > 1 && table.some((row) => Number.isFinite(number(row[column]))));
  if (measures.length === 0) return null;
  const scenarios = table.map((row) => String(row.scenario));
  const colors = colorsFor(scenarios);
  const box = document.createElement("div");
  box.className = "panels";
  for (const measure of measures) {
    const title = document.createElement("h4");
    title.textContent = nameOf(measure);
    const panel = document.createElement("div");
    panel.append(title, plot({
      width: Math.min(300, width), height: 30 + 24 * table.length, marginLeft: 8, marginTop: 4, marginBottom: 4, axis: null,
      x: { domain: [0, Math.max(1e-12, ...table.map((row) => number(row[measure])).filter(Number.isFinite)) * 1.3] }, y: { domain: scenarios },
      marks: [
        Plot.barX(table, { x: measure, y: "scenario", fill: (row: Row) => colors.get(String(row.scenario))!, fillOpacity: 0.55 }),
        Plot.text(table, { x: 0, y: "scenario", textAnchor: "start", dx: 4,
          text: (row: Row) => `${nameOf(String(row.scenario))}: ${short(row[measure])}` }),
      ],
    }));
    box.append(panel);
  }
  return { name, title: text(title), picture: box, table, wide: true };
}

function corridors(width: number): Chart | null {
  const table = rows("corridors");
  if (table.length === 0) return null;
  const scenarios = unique(table.map((row) => String(row.scenario)));
  const colors = colorsFor(scenarios);
  const most = Math.max(...table.map((row) => number(row.time_h)));
  const picture = plot({
    width, height: 50 + 26 * table.length + 14 * scenarios.length, marginLeft: 30, marginRight: 110,
    x: { label: text("time") + " [h]", grid: true, domain: [0, most] }, y: { label: null, axis: "left" },
    fy: { label: null, domain: scenarios, tickFormat: nameOf },
    marks: [
      Plot.barX(table, { x: "time_h", y: "axis", fy: "scenario", fill: (row: Row) => colors.get(String(row.scenario))!, fillOpacity: 0.55 }),
      Plot.text(table, { x: 0, y: "axis", fy: "scenario", textAnchor: "start", dx: 6,
        text: (row: Row) => `${row.from}–${row.to}: ${short(row.time_h)} h, ${short(row.length_km)} km` }),
      Plot.ruleX([0]),
    ],
  });
  return { name: "corridors", title: text("chart.corridors"), picture, table };
}

/** What a scenario costs against how many ways share the flow; those that no other beats in both are filled. */
function pareto(table: Row[], name: string, title: string, width: number): Chart | null {
  const shown = table.filter((row) => Number.isFinite(number(row.cost_usd_m)) && Number.isFinite(number(row.diversification)));
  if (shown.length < 2) return null;
  const colors = colorsFor(table.map((row) => String(row.scenario)));
  const color = (row: Row) => colors.get(String(row.scenario))!;
  const picture = plot({
    width, height: 260, marginLeft: 70, marginRight: 110, inset: 14,
    x: { label: nameOf("cost_usd_m"), grid: true }, y: { label: nameOf("diversification"), grid: true, nice: true },
    marks: [
      Plot.dot(shown, { x: "cost_usd_m", y: "diversification", r: 6, stroke: color, strokeWidth: 2, fill: (row: Row) => (number(row.pareto) > 0 ? color(row) : "#fff") }),
      Plot.text(shown, { x: "cost_usd_m", y: "diversification", text: (row: Row) => nameOf(String(row.scenario)), textAnchor: "start", dx: 12 }),
    ],
  });
  return { name, title: text(title), note: text("paretoNote"), picture, table };
}

/** All links first, then railways alone where the run has them: ways by road hide what a new railway changes. */
export function scenarioCharts(width: number): (Chart | null)[] {
  return [corridors(width), pareto(rows("scenarios"), "pareto", "chart.pareto", width), pareto(rows("rail_scenarios"), "rail_pareto", "chart.railPareto", width),
          scenarioPanels("scenarios", "chart.scenarios", width), scenarioPanels("rail_scenarios", "chart.railScenarios", width)];
}
