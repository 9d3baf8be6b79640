import * as Plot from "@observablehq/plot";
import { number, report, rows, short, unique, type Row } from "./data";
import { chartWidth, colorsFor, labelRoom, pick, sideColors, sparseLabels, plot, type Chart } from "./figure";
import { hasText, nameOf, sideName, text } from "./texts";

/** Intervals between periods that the tables of change speak of. */
export function intervals(): string[] {
  return unique(rows("transitions").map((row) => `${row.from_period}–${row.to_period}`));
}

/** The intervals or periods of a table side by side. */
function periodAxis(table: Row[], width: number) {
  return { label: null, tickFormat: sparseLabels(unique(table.map((row) => String(row.period))), width) };
}

/** What became what on one side: a matrix, darker where more ground changed. */
function matrix(side: string, interval: string, width: number): Chart | null {
  const table = rows("transitions").filter((row) => row.side === side && `${row.from_period}–${row.to_period}` === interval);
  if (table.length === 0) return null;
  const classes = unique([...report.legend.map((entry) => entry.name), ...table.map((row) => String(row.from))])
    .filter((name) => table.some((row) => (row.from === name || row.to === name) && number(row.area_km2) > 0));
  const changed = table.filter((row) => row.from !== row.to && number(row.area_km2) > 0);
  const room = labelRoom(classes.map(nameOf));
  const picture = plot({
    width, height: 50 + 0.7 * room + 30 * classes.length, marginLeft: room, marginTop: 22 + 0.7 * room, marginRight: 40,
    x: { domain: classes, axis: "top", tickRotate: -40, label: null, tickFormat: nameOf },
    y: { domain: classes, label: null, tickFormat: nameOf },
    color: { type: "log", scheme: "blues" },
    marks: [
      Plot.cell(table.filter((row) => row.from === row.to), { x: "to", y: "from", fill: () => "#eee" }),
      Plot.cell(changed, { x: "to", y: "from", fill: "area_km2", inset: 0.5 }),
      // What is too small to read stands in the tip and in the table.
      Plot.text(table.filter((row) => number(row.area_km2) >= 0.005), { x: "to", y: "from",
        text: (row: Row) => (number(row.area_km2) < 0.995 ? number(row.area_km2).toFixed(2) : short(Number(number(row.area_km2).toPrecision(2)))),
        fontSize: 10.5, fill: "#000", stroke: "#fff", strokeWidth: 3 }),
      Plot.tip(table, Plot.pointer({ x: "to", y: "from", title: (row: Row) =>
        `${nameOf(String(row.from))} → ${nameOf(String(row.to))}: ${short(row.area_km2)} km²` })),
    ],
  });
  return { name: `transitions_${side}`, title: text("chart.transitions", sideName(side), interval), picture, note: text("transitionsNote"),
           table: pick(table, ["side", "from_period", "to_period", "from", "to", "area_km2", "pixels"]) };
}

const typeNames = ["infill", "edge", "outlying"];
const typeColors: Record<string, string> = { infill: "#56B4E9", edge: "#E69F00", outlying: "#CC79A7" };

/** Rows of a tidy table for the whole zone. */
const whole = (table: string): Row[] => rows(table).filter((row) => row.zone === "all" && row.band === "all");

function expansion(width: number): Chart | null {
  const table = whole("expansion").filter((row) => String(row.metric).startsWith("new_area_"));
  if (table.length === 0) return null;
  const type = (row: Row) => String(row.metric).slice("new_area_".length);
  const picture = plot({
    width, marginLeft: 56, x: { label: null, type: "band" }, fx: periodAxis(table, width), y: { label: "km²", grid: true },
    marks: [
      Plot.barY(table, { x: "side", fx: "period", y: "value", fill: (row: Row) => typeColors[type(row)], order: typeNames.map((name) => typeColors[name]),
        title: (row: Row) => `${sideName(String(row.side))}, ${text(type(row))}: ${short(row.value)} km²` }),
      Plot.ruleY([0]),
    ],
  });
  return { name: "expansion", title: text("chart.expansion"), picture, table,
           keys: typeNames.map((name): [string, string] => [typeColors[name], text(name)]),
           note: `a = ${sideName("a")}, b = ${sideName("b")}` };
}

const sideKeys = (): [string, string][] => (["a", "b"] as const).map((side) => [sideColors[side], sideName(side)]);
const percent = (value: number): string => short(Number((100 * value).toPrecision(3))) + " %";
const colorOf = (row: Row): string => sideColors[row.side === "a" ? "a" : "b"];

/** How fast the ground of each side changed, against change spread evenly over all intervals. */
function intensity(width: number): Chart | null {
  const table = whole("intensity").filter((row) => row.metric === "annual_change");
  if (table.length === 0) return null;
  // Spread evenly over the whole span: held against each of its intervals.
  const uniform = whole("intensity").filter((row) => row.metric === "uniform_annual_change");
  const everywhere = uniform.flatMap((row) => unique(table.map((one) => one.period)).map((period): Row => ({ ...row, period })));
  const picture = plot({
    width, marginLeft: 56, x: { label: null, type: "band" }, fx: periodAxis(table, width), y: { label: null, grid: true, tickFormat: percent },
    marks: [
      Plot.barY(table, { x: "side", fx: "period", y: "value", fill: colorOf }),
      Plot.ruleX(table.filter((row) => typeof row.low === "number"), { x: "side", fx: "period", y1: "low", y2: "high", strokeWidth: 2 }),
      Plot.tickY(everywhere, { x: "side", fx: "period", y: "value", strokeDasharray: "4,3", strokeWidth: 2 }),
      Plot.ruleY([0]),
    ],
  });
  return { name: "intensity", title: text("chart.intensity"), picture, keys: sideKeys(), table: [...table, ...uniform],
           note: `a = ${sideName("a")}, b = ${sideName("b")}; ${text("uniform")}` };
}

/** Which classes gained and lost faster than the side as a whole. */
function categories(interval: string, width: number): Chart | null {
  const period = interval.replace("–", "-");
  const table = whole("intensity").filter((row) => row.period === period && /^(gain|loss)_intensity_/.test(String(row.metric)))
    .map((row): Row => ({ ...row, what: String(row.metric).split("_")[0], class: String(row.metric).replace(/^(gain|loss)_intensity_/, "") }))
    .filter((row) => number(row.value) > 0);
  if (table.length === 0) return null;
  const uniform = whole("intensity").filter((row) => row.period === period && row.metric === "annual_change");
  const classes = report.legend.map((entry) => entry.name).filter((name) => table.some((row) => row.class === name));
  const most = Math.max(...table.map((row) => number(row.value)));
  const picture = plot({
    width, height: 70 + 34 * classes.length, marginLeft: labelRoom(classes.map(nameOf)), marginRight: 12,
    x: { label: null, grid: true, ticks: 3, domain: [0, most], tickFormat: percent }, y: { label: null, domain: classes, tickFormat: nameOf },
    fx: { label: null, domain: ["gain", "loss"], tickFormat: (what: string) => text(what) },
    marks: [
      ...(["a", "b"] as const).map((side, i) => Plot.ruleY(table.filter((row) => row.side === side),
        { x1: 0, x2: "value", y: "class", fx: "what", stroke: sideColors[side], strokeWidth: 8, dy: i === 0 ? -5 : 5 })),
      Plot.ruleX(uniform.flatMap((row) => ["gain", "loss"].map((what) => ({ ...row, what }))),
        { x: "value", fx: "what", stroke: colorOf, strokeDasharray: "4,3" }),
    ],
  });
  return { name: "categories", title: text("chart.categories", interval), picture, keys: sideKeys(), table, note: text("uniform") };
}

export const objectName = (kind: string): string =>
  kind === "built_up" ? text("newBuiltUp") : hasText(kind) ? text(kind) : nameOf(kind);

function objects(width: number): Chart | null {
  const table = rows("objects");
  if (table.length === 0) return null;
  const kinds = unique(table.map((row) => String(row.kind)));
  const colors = colorsFor(kinds);
  const picture = plot({
    width, marginLeft: 56, x: { label: null, type: "band" }, fx: { label: null, domain: report.periods, tickFormat: sparseLabels(report.periods, width) },
    y: { label: "ha", grid: true },
    marks: [
      Plot.barY(table, Plot.groupX({ y: "sum" }, { x: "side", fx: "since", y: "area_ha", fill: (row: Row) => colors.get(String(row.kind))!,
        order: null, filter: (row: Row) => row.side === "a" || row.side === "b" })),
      Plot.ruleY([0]),
    ],
  });
  return { name: "objects", title: text("chart.objects"), picture, table,
           keys: kinds.map((kind): [string, string] => [colors.get(kind)!, objectName(kind)]),
           note: `a = ${sideName("a")}, b = ${sideName("b")}` };
}

export function changeCharts(interval: string, target: HTMLElement): (Chart | null)[] {
  const width = chartWidth(target);
  return [matrix("a", interval, width), matrix("b", interval, width), intensity(width), categories(interval, width), expansion(width), objects(width)];
}
