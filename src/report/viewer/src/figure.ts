import * as Plot from "@observablehq/plot";
import { unique, type Row } from "./data";
import { download, tableBox } from "./tables";
import { text } from "./texts";

// Blue and vermilion stay apart for all common kinds of colour blindness: Okabe and Ito 2008.
export const sideColors = { a: "#0072B2", b: "#D55E00" } as const;
export const otherColors = ["#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442"];

export interface Chart {
  /** File name of its table and picture. */
  name: string;
  title: string;
  note?: string;
  /** Colours and what they stand for. */
  keys?: [color: string, label: string][];
  picture: SVGSVGElement | HTMLElement;
  /** What the chart shows, to be read and downloaded. */
  table: Row[];
  wide?: boolean;
}

/** A plot whose axis label stands below the ticks, not among them. */
export function plot(options: Plot.PlotOptions): ReturnType<typeof Plot.plot> {
  return Plot.plot(options.x?.label ? { marginBottom: 46, ...options, x: { labelOffset: 40, ...options.x } } : options);
}

const measure = document.createElement("canvas").getContext("2d")!;

/** Room that the longest of some axis labels needs, in any script. */
export function labelRoom(labels: string[], most = 170): number {
  measure.font = "12px system-ui, sans-serif"; // as style.css has it for charts
  return Math.min(most, 16 + Math.max(0, ...labels.map((label) => measure.measureText(label).width)));
}

/** Labels under a row of points, some left out where all would run into each other. */
export function sparseLabels(labels: string[], width: number): (label: unknown, index: number) => string {
  const margins = 80, each = labelRoom(labels) - 8;
  const step = Math.max(1, Math.ceil(labels.length * each / (width - margins)));
  return (label, index) => index % step === 0 ? String(label) : "";
}

/** Width of a chart in its place: narrower on a phone, so that letters stay readable. */
export function chartWidth(target: HTMLElement, wide = false): number {
  const room = target.clientWidth || 480;
  return Math.round(Math.max(280, Math.min(room, wide ? 1000 : room < 760 ? room : room / 2 - 12)));
}

function keyList(keys: [string, string][]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const [color, label] of keys) {
    const item = document.createElement("li");
    const patch = document.createElement("span");
    patch.style.background = color;
    item.append(patch, label);
    list.append(item);
  }
  return list;
}

/** A chart with its title, its key, its table and both to download. */
export function figure(chart: Chart): HTMLElement {
  const box = document.createElement("figure");
  box.dataset.chart = chart.name;
  if (chart.wide) box.classList.add("wide");
  const caption = document.createElement("figcaption");
  caption.textContent = chart.title;
  box.append(caption);
  if (chart.keys) box.append(keyList(chart.keys));
  // A picture made of words is read as such.
  if (chart.picture instanceof SVGSVGElement) {
    chart.picture.setAttribute("role", "img");
    chart.picture.setAttribute("aria-label", chart.title);
  }
  box.append(chart.picture);
  if (chart.note) {
    const note = document.createElement("p");
    note.className = "small";
    note.textContent = chart.note;
    box.append(note);
  }
  const foot = tableBox(text("table"), chart.name, chart.table);
  const svg = chart.picture instanceof SVGSVGElement ? chart.picture : chart.picture.querySelector("svg");
  if (svg)
    foot.addEventListener("toggle", () => {
      if (foot.open && !foot.querySelector(".picture"))  {
        const link = download(text("downloadPicture"), chart.name + ".svg", "image/svg+xml", () => {
          const copy = svg.cloneNode(true) as SVGSVGElement;
          copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
          return copy.outerHTML;
        });
        link.classList.add("picture");
        foot.insertBefore(link, foot.children[2]);
      }
    });
  box.append(foot);
  return box;
}

/** Charts of a section; the section is hidden where there are none. */
export function showCharts(target: HTMLElement, charts: (Chart | null)[]): void {
  const shown = charts.filter((chart): chart is Chart => chart !== null);
  target.replaceChildren(...shown.map(figure));
}

/** Those columns of rows, in that order: a chart's own table. */
export function pick(table: Row[], columns: string[]): Row[] {
  const there = columns.filter((name) => table.some((row) => row[name] !== undefined));
  return table.map((row) => Object.fromEntries(there.map((name) => [name, row[name] ?? null])));
}

/** Colours for any number of names. */
export function colorsFor(names: string[]): Map<string, string> {
  return new Map(unique(names).map((name, i) => [name, otherColors[i % otherColors.length]]));
}
