import * as Plot from "@observablehq/plot";
import { inWords, type Report, type Row } from "./data";
import { text } from "./texts";

// Blue and vermilion stay apart for all common kinds of colour blindness: Okabe and Ito 2008.
const colors = ["#0072B2", "#D55E00"];

interface Point { side: string; at: string; value: number | null; low: number | null; high: number | null }

function bothSides(rows: Row[], report: Report, at: string): Point[] {
  return rows.flatMap((row) => (["a", "b"] as const).map((side) => ({
    side: report.sides[side] || side, at: String(row[at]), value: row[side] as number | null,
    low: row[side + "_low"] as number | null, high: row[side + "_high"] as number | null })));
}

function figure(title: string, chart: Element): HTMLElement {
  const box = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = title;
  box.append(caption, chart);
  return box;
}

/** One figure by distance band, over time, and its asymmetry, all with 95 % intervals. */
export function draw(target: HTMLElement, report: Report, comparison: Row[], metric: string): void {
  const rows = comparison.filter((row) => row.metric === metric);
  const whole = rows.filter((row) => row.band === "all");
  const last = report.periods.at(-1);
  const bands = rows.filter((row) => row.band !== "all" && row.period === last);
  const color = { legend: true, domain: [report.sides.a || "a", report.sides.b || "b"], range: colors };
  const name = inWords(metric);
  const overTime = Plot.plot({
    width: 460, color, x: { type: "point", label: null }, y: { label: null, grid: true, zero: true },
    marks: [
      // Set apart sideways, so that neither interval hides the other.
      ...color.domain.map((side, i) => Plot.ruleX(
        bothSides(whole, report, "period").filter((point) => point.side === side),
        { x: "at", y1: "low", y2: "high", stroke: "side", strokeWidth: 2, dx: i === 0 ? -3 : 3 })),
      Plot.lineY(bothSides(whole, report, "period"), { x: "at", y: "value", stroke: "side", marker: "circle" }),
    ],
  });
  const points = bothSides(bands, report, "band").map((point) =>
    point.side === color.domain[1]
      ? { ...point, value: -(point.value ?? 0), low: -(point.high ?? 0), high: -(point.low ?? 0) } : point);
  const mirror = Plot.plot({
    width: 460, marginLeft: 60, color,
    x: { label: null, grid: true, tickFormat: (value: number) => String(Math.abs(value)) },
    y: { type: "band", label: null },
    marks: [
      Plot.barX(points, { x: "value", y: "at", fill: "side" }),
      Plot.ruleY(points, { x1: "low", x2: "high", y: "at", strokeWidth: 1.5 }),
      Plot.ruleX([0]),
    ],
  });
  const asymmetry = Plot.plot({
    width: 460, x: { type: "point", label: null }, y: { domain: [-1, 1], label: null, grid: true },
    marks: [
      Plot.ruleY([0]),
      Plot.ruleX(whole, { x: "period", y1: "asymmetry_low", y2: "asymmetry_high", strokeWidth: 2 }),
      Plot.lineY(whole, { x: "period", y: "asymmetry", marker: "circle" }),
    ],
  });
  target.replaceChildren(
    figure(`${name}: ${text("distance")}, ${last ?? ""}`, mirror),
    figure(`${name}: ${text("overTime")}`, overTime),
    figure(`${name}: ${text("asymmetry")}`, asymmetry));
}
