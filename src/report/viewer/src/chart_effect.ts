import * as Plot from "@observablehq/plot";
import { number, rows, short, unique, type Row } from "./data";
import { chartWidth, sideColors, sparseLabels, plot, type Chart } from "./figure";
import { nameOf, sideName, text } from "./texts";

const isShare = (metric: string): boolean => metric.startsWith("share_");
/** An amount on an axis: shares in percent. */
const amount = (metric: string) => (value: number): string => (isShare(metric) ? short(Number((100 * value).toPrecision(3))) + " %" : short(value));
/** A difference of shares counts in percentage points. */
const jumpAmount = (metric: string) => (value: number): string => (isShare(metric) ? short(Number((100 * value).toPrecision(3))) + " " + text("pointsShort") : short(value));
const colorOf = (row: Row): string => sideColors[row.side === "a" ? "a" : "b"];
const sideKeys = (): [string, string][] => (["a", "b"] as const).map((side) => [sideColors[side], sideName(side)]);

/** The whole line's estimates of one metric. */
const effects = (metric: string): Row[] =>
  rows("border_effect").filter((row) => row.metric === metric && row.zone === "all" && row.method === "distance");

/**
 * Limits of an axis that shows the border's own estimates whole. What fits on too little ground throw far beyond them would flatten all the
 * rest: it is cut, and a note says so.
 */
function axisFor(metric: string, own: number[], others: number[]): { domain: [number, number]; cut: boolean } {
  const finite = (values: number[]) => values.filter(Number.isFinite);
  const reach = 3 * Math.max(1e-9, ...finite(own).map(Math.abs)); // chosen: the border's own estimates keep a third of the axis
  const most = isShare(metric) ? Math.min(1, reach) : reach;
  const all = finite([...own, ...others, 0]);
  const low = Math.min(...all), high = Math.max(...all);
  return { domain: [1.05 * Math.max(low, -most), 1.05 * Math.min(high, most)], cut: low < -most || high > most };
}
const limits = (table: Row[]): number[] => table.flatMap((row) => [number(row.effect), number(row.effect_low), number(row.effect_high)]);
const withCut = (note: string | undefined, cut: boolean): string | undefined => (cut ? [note, text("cutOff")].filter(Boolean).join(". ") : note);

/** Means by distance and the fits on both sides that meet, or do not, at the line. */
function jump(metric: string, period: string, width: number): Chart | null {
  const table = rows("border_effect_points").filter((row) => row.metric === metric && row.period === period);
  if (table.length === 0) return null;
  const means = table.filter((row) => row.kind === "mean"), fits = table.filter((row) => row.kind === "fit");
  const effect = effects(metric).find((row) => row.period === period);
  const told = effect && typeof effect.effect === "number" ? `${jumpAmount(metric)(effect.effect)} (${jumpAmount(metric)(number(effect.effect_low))} … ${jumpAmount(metric)(number(effect.effect_high))})` : "–";
  const picture = plot({
    width, marginLeft: 56, x: { label: text("distanceKm"), grid: true, tickFormat: (km: number) => short(Math.abs(km)) },
    y: { label: null, grid: true, tickFormat: amount(metric) },
    marks: [
      Plot.ruleX([0], { strokeWidth: 1.5 }),
      Plot.dot(means, { x: "signed_distance_km", y: "value", r: 2.5, fill: colorOf, fillOpacity: 0.45 }),
      ...(["a", "b"] as const).flatMap((side) => {
        const own = fits.filter((row) => row.side === side);
        return [Plot.areaY(own, { x: "signed_distance_km", y1: "low", y2: "high", fill: sideColors[side], fillOpacity: 0.18 }),
                Plot.lineY(own, { x: "signed_distance_km", y: "value", stroke: sideColors[side], strokeWidth: 2.5 }),
                // At the line itself stands the level whose difference is the jump.
                Plot.ruleX(own.filter((row) => Math.abs(number(row.signed_distance_km)) < 1e-9), { x: side === "a" ? 0.0 : -0.0, y1: "low", y2: "high", stroke: sideColors[side], strokeWidth: 2 })];
      }),
    ],
  });
  const placebo = effect && typeof effect.placebo_p === "number" ? " " + text("placeboPoint", String(Math.round(100 * effect.placebo_p)), String(effect.placebo_lines)) : "";
  return { name: "border_effect", title: text("chart.effect", nameOf(metric), period, told), keys: sideKeys(), picture, table,
           note: text("effectNote") + placebo };
}

/** What lines moved off the border show: the middle 95 % of their jumps, by period. */
export function placeboBands(metric: string): { period: string; low: number; high: number }[] {
  const moved = rows("placebo").filter((row) => row.metric === metric && row.side !== "border" && number(row.donut_km) === 0);
  return unique(moved.map((row) => String(row.period))).flatMap((period) => {
    const values = moved.filter((row) => row.period === period).map((row) => number(row.effect)).filter(Number.isFinite).sort((x, y) => x - y);
    const at = (share: number) => values[Math.round(share * (values.length - 1))];
    return values.length > 0 ? [{ period, low: at(0.025), high: at(0.975) }] : [];
  });
}

/** The jump through time, before what lines moved off the border show. */
function overTime(metric: string, width: number): Chart | null {
  const table = effects(metric);
  if (table.length < 2) return null;
  const bands = placeboBands(metric);
  const axis = axisFor(metric, limits(table), bands.flatMap((band) => [band.low, band.high]));
  const periods = table.map((row) => String(row.period));
  const picture = plot({
    width, marginLeft: 64, clip: true, x: { type: "point", label: null, domain: periods, tickFormat: sparseLabels(periods, width) },
    y: { label: null, grid: true, domain: axis.domain, tickFormat: jumpAmount(metric) },
    marks: [
      Plot.ruleX(bands, { x: "period", y1: "low", y2: "high", stroke: "#c4c9ce", strokeWidth: 22 }),
      Plot.ruleY([0], { stroke: "#888" }),
      Plot.ruleX(table, { x: "period", y1: "effect_low", y2: "effect_high", strokeWidth: 2 }),
      Plot.lineY(table, { x: "period", y: "effect", stroke: "#555" }),
      Plot.dot(table, { x: "period", y: "effect", fill: "#222", r: 4.5 }),
    ],
  });
  return { name: "effect_over_time", title: text("chart.effectOverTime", nameOf(metric)), picture, table,
           note: withCut(bands.length > 0 ? text("placeboBand") : undefined, axis.cut) };
}

/** What the border shows among what lines moved into one side show. */
function amongMoved(name: string, title: string, table: Row[], width: number, metric: string): Chart | null {
  if (table.length < 3) return null;
  const color = (row: Row) => (row.side === "border" ? "#000" : "#9aa3ab");
  const axis = axisFor(metric, limits(table.filter((row) => row.side === "border")), limits(table));
  const picture = plot({
    width, marginLeft: 64, clip: true, x: { label: text("shiftKm"), inset: 10 },
    y: { label: null, grid: true, domain: axis.domain, tickFormat: jumpAmount(metric) },
    marks: [
      Plot.ruleY([0], { stroke: "#888" }),
      Plot.ruleX(table, { x: "shift_km", y1: "effect_low", y2: "effect_high", stroke: color, strokeWidth: 2 }),
      Plot.dot(table, { x: "shift_km", y: "effect", fill: color, r: 4.5 }),
    ],
  });
  return { name, title, picture, table, note: withCut(text("placeboKeys"), axis.cut) };
}

function placebo(metric: string, period: string, width: number): Chart | null {
  const table = rows("placebo").filter((row) => row.metric === metric && row.period === period && number(row.donut_km) === 0);
  return amongMoved("placebo", text("chart.placebo", nameOf(metric), period), table, width, metric);
}

/** The change of the jump from the first period to the last. */
function placeboChange(metric: string, width: number): Chart | null {
  const table = rows("placebo_change").filter((row) => row.metric === metric && row.change === "first_to_last" && number(row.donut_km) === 0);
  if (table.length === 0) return null;
  return amongMoved("placebo_change", text("chart.placeboChange", nameOf(metric), String(table[0].period)), table, width, metric);
}

function event(metric: string, width: number): Chart | null {
  const table = rows("event_study").filter((row) => row.metric === metric && row.band === "all");
  if (table.length < 2) return null;
  const years = table.map((row) => number(row.year));
  const picture = plot({
    width, marginLeft: 64, x: { label: null, tickFormat: sparseLabels(years.map(String), width), ticks: years, inset: 12 },
    y: { label: null, grid: true, tickFormat: jumpAmount(metric) },
    marks: [
      Plot.ruleY([0], { stroke: "#888" }),
      Plot.ruleX(unique(table.map((row) => number(row.event_year) - 0.5)), { strokeDasharray: "4,3" }),
      Plot.ruleX(table, { x: "year", y1: "effect_low", y2: "effect_high", strokeWidth: 2 }),
      Plot.lineY(table, { x: "year", y: "effect", stroke: "#555" }),
      Plot.dot(table, { x: "year", y: "effect", fill: "#222", r: 4.5 }),
    ],
  });
  return { name: "event_study", title: text("chart.event", nameOf(metric), String(table[0].reference_period)), picture, table };
}

export function effectCharts(metric: string, period: string, target: HTMLElement): (Chart | null)[] {
  const width = chartWidth(target);
  return [jump(metric, period, width), overTime(metric, width), placebo(metric, period, width), placeboChange(metric, width), event(metric, width)];
}
