import * as Plot from "@observablehq/plot";
import { placeboBands } from "./chart_effect";
import { number, rows, short, type Row } from "./data";
import { chartWidth, labelRoom, pick, sideColors, sparseLabels, plot, type Chart } from "./figure";
import { nameOf, sideName, text } from "./texts";

interface Point { side: "a" | "b"; at: string; value: number; low: number; high: number }

const sideKeys = (): [string, string][] => [[sideColors.a, sideName("a")], [sideColors.b, sideName("b")]];
const both = ["a", "b"] as const;
const color = (side: "a" | "b"): string => sideColors[side];

function points(table: Row[], at: string): Point[] {
  return table.flatMap((row) => both.map((side) => ({
    side, at: String(row[at]), value: number(row[side]), low: number(row[side + "_low"]), high: number(row[side + "_high"]) })));
}

const shareFormat = (metric: string) => (value: number) =>
  metric.startsWith("share_") ? short(Math.abs(value) * 100) + " %" : short(Math.abs(value));

const columnsOf = (...names: string[]): string[] =>
  ["zone", "band", "period", "metric", ...names.flatMap((name) => [name, name + "_low", name + "_high"]), "n_a", "n_b", "quality_flag"];

/** One metric by distance band, side b to the left of the border, side a to the right. */
function mirror(metric: string, period: string, width: number): Chart | null {
  const table = rows("comparison").filter((row) => row.metric === metric && row.band !== "all" && row.period === period);
  if (table.length === 0) return null;
  // Side b goes to the left: its values and interval change sign.
  const bars = points(table, "band").map((point) => point.side === "a" ? point
    : { ...point, value: -point.value, low: -point.high, high: -point.low });
  const bands = table.map((row) => String(row.band));
  const picture = plot({
    width, height: 60 + 44 * table.length, marginLeft: Math.max(62, labelRoom(bands)), marginTop: 24,
    x: { label: null, grid: true, ticks: 5, tickFormat: shareFormat(metric) },
    y: { type: "band", label: null, domain: bands },
    marks: [
      Plot.barX(bars, { x: "value", y: "at", fill: (d: Point) => color(d.side), fillOpacity: 0.85 }),
      Plot.ruleY(bars.filter((d) => Number.isFinite(d.low)), { x1: "low", x2: "high", y: "at", strokeWidth: 2 }),
      Plot.tip(bars, Plot.pointerY({ x: "value", y: "at", title: (d: Point) =>
        `${sideName(d.side)}, ${d.at} km: ${shareFormat(metric)(d.value)}` })),
      Plot.ruleX([0]),
      Plot.text([sideName("b")], { frameAnchor: "top-left", dy: -18, fill: sideColors.b }),
      Plot.text([sideName("a")], { frameAnchor: "top-right", dy: -18, fill: sideColors.a }),
    ],
  });
  return { name: "by_distance", title: text("chart.mirror", nameOf(metric), period), picture,
           table: pick(table, columnsOf("a", "b", "difference")) };
}

function overTime(metric: string, width: number): Chart | null {
  const table = rows("comparison").filter((row) => row.metric === metric && row.band === "all");
  if (table.length === 0) return null;
  const all = points(table, "period");
  const periods = table.map((row) => String(row.period));
  const picture = plot({
    width, marginLeft: 56, x: { type: "point", label: null, tickFormat: sparseLabels(periods, width) },
    y: { label: null, grid: true, zero: true, tickFormat: shareFormat(metric) },
    marks: both.flatMap((side, i) => {
      // Set apart sideways, so that neither interval hides the other.
      const own = all.filter((point) => point.side === side), dx = i === 0 ? -4 : 4;
      return [
        Plot.ruleX(own, { x: "at", y1: "low", y2: "high", stroke: color(side), strokeWidth: 2, dx }),
        Plot.lineY(own, { x: "at", y: "value", stroke: color(side), dx, strokeDasharray: i === 0 ? undefined : "5,3" }),
        Plot.dot(own, { x: "at", y: "value", fill: color(side), symbol: i === 0 ? "circle" : "square", r: 4, dx }),
      ];
    }),
  });
  return { name: "over_time", title: text("chart.overTime", nameOf(metric)), keys: sideKeys(), picture,
           table: pick(table, columnsOf("a", "b", "difference")) };
}

/** An axis of asymmetry: 1 = all on side a, -1 = all on side b. */
const asymmetryLabels = () => [
  Plot.ruleY([0], { stroke: "#888" }),
  Plot.text([text("allOn", sideName("a"))], { frameAnchor: "top-right", dy: -12, fill: sideColors.a }),
  Plot.text([text("allOn", sideName("b"))], { frameAnchor: "bottom-right", dy: -6, fill: sideColors.b }),
];

function asymmetry(metric: string, width: number): Chart | null {
  const table = rows("comparison").filter((row) => row.metric === metric && row.band === "all");
  if (table.length === 0) return null;
  // Jumps as parts of the sum of both sides, which is what asymmetry is; beyond 1 there is none.
  const placebo = placeboBands(metric).flatMap(({ period, low, high }) => {
    const row = table.find((one) => String(one.period) === period), sum = row ? number(row.a) + number(row.b) : 0;
    return sum > 0 ? [{ period, low: Math.max(-1, low / sum), high: Math.min(1, high / sum) }] : [];
  });
  const shown = placebo.length === 0 ? table : table.map((row) => {
    const band = placebo.find((one) => one.period === String(row.period));
    return { ...row, placebo_low: band?.low ?? null, placebo_high: band?.high ?? null };
  });
  const periods = table.map((row) => String(row.period));
  const picture = plot({
    width, marginTop: 26, x: { type: "point", label: null, domain: periods, tickFormat: sparseLabels(periods, width) },
    y: { domain: [-1, 1], label: null, grid: true },
    marks: [
      Plot.ruleX(placebo, { x: "period", y1: "low", y2: "high", stroke: "#c4c9ce", strokeWidth: 22 }),
      ...asymmetryLabels(),
      Plot.ruleX(table, { x: "period", y1: "asymmetry_low", y2: "asymmetry_high", strokeWidth: 2 }),
      Plot.lineY(table, { x: "period", y: "asymmetry", stroke: "#555" }),
      Plot.dot(table, { x: "period", y: "asymmetry", fill: "#222", r: 4.5 }),
    ],
  });
  return { name: "asymmetry", title: text("chart.asymmetry", nameOf(metric)), picture,
           note: placebo.length > 0 ? text("placeboAsymmetry") : undefined,
           table: pick(shown, [...columnsOf("asymmetry", "log_ratio"), "placebo_low", "placebo_high"]) };
}

/** Asymmetry of one metric by border segment: from the segments' own table, else from the measures of both sides. */
export function segmentAsymmetry(metric: string, period: string): Row[] {
  const own = rows("segments").filter((row) => row.metric === metric && row.period === period);
  if (own.length > 0) return own;
  const found = new Map<string, { a: number; b: number }>();
  for (const row of rows("metrics")) {
    if (row.metric !== metric || row.period !== period || !String(row.zone).startsWith("km ")) continue;
    const zone = String(row.zone);
    if (!found.has(zone)) found.set(zone, { a: NaN, b: NaN });
    found.get(zone)![row.side === "a" ? "a" : "b"] = number(row.value);
  }
  return [...found].map(([zone, { a, b }]) => ({ zone, metric, period, a, b,
    asymmetry: a + b > 0 ? (a - b) / (a + b) : null, asymmetry_low: null, asymmetry_high: null }));
}

/** The middle of a segment named "km 10-20". */
function middleKm(row: Row): number {
  const ends = /km ([\d.]+)-([\d.]+)/.exec(String(row.zone));
  return ends ? (Number(ends[1]) + Number(ends[2])) / 2 : NaN;
}

function alongBorder(metric: string, period: string, width: number): Chart | null {
  const table = segmentAsymmetry(metric, period).filter((row) => Number.isFinite(middleKm(row)))
    .sort((x, y) => middleKm(x) - middleKm(y));
  if (table.length < 2) return null;
  const hasIntervals = table.some((row) => typeof row.asymmetry_low === "number");
  const picture = plot({
    width, marginTop: 26, x: { label: text("alongKm"), grid: true, inset: 12 }, y: { domain: [-1, 1], label: null, grid: true },
    marks: [
      ...asymmetryLabels(),
      Plot.ruleX(table, { x: middleKm, y1: "asymmetry_low", y2: "asymmetry_high", stroke: "#555", strokeWidth: 2 }),
      Plot.dot(table, { x: middleKm, y: "asymmetry", r: 5, stroke: "#333",
        fill: (row: Row) => (number(row.asymmetry) >= 0 ? sideColors.a : sideColors.b) }),
    ],
  });
  return { name: "along_border", title: text("chart.segments", nameOf(metric), period), picture,
           note: hasIntervals ? undefined : text("noInterval"), table };
}

export function sideCharts(metric: string, period: string, target: HTMLElement): (Chart | null)[] {
  const width = chartWidth(target);
  return [mirror(metric, period, width), overTime(metric, width), asymmetry(metric, width), alongBorder(metric, period, width)];
}
