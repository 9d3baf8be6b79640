import * as Plot from "@observablehq/plot";
import { number, rows, short, unique, type Row } from "./data";
import { scenarioCharts } from "./chart_scenarios";
import { chartWidth, colorsFor, labelRoom, pick, plot, type Chart } from "./figure";
import { nameOf, text } from "./texts";

const shownNodes = 25; // chosen: a chart one can read; the table has all
const label = (row: Row): string => String(row.name ?? row.id);

/** A title for one group of nodes; studies without groups have one without a name. */
const titled = (key: string, group: string): string => (group === "" ? text(key) : text("ofGroup", text(key), nameOf(group)));
const groupOf = (row: Row): string => String(row.group ?? "");
const groupsIn = (table: Row[]): string[] => unique(table.map(groupOf));
const named = (name: string, group: string): string => (group === "" ? name : `${name}_${group}`);

function ranking(group: string, width: number): Chart | null {
  const table = rows("nodes").filter((row) => typeof row.rank === "number" && groupOf(row) === group)
    .sort((x, y) => number(x.rank) - number(y.rank));
  if (table.length === 0) return null;
  const shown = table.slice(0, shownNodes);
  const picture = plot({
    width, height: 60 + 20 * shown.length, marginLeft: labelRoom(shown.map(label)),
    x: { label: text("rank"), grid: true, domain: [1, Math.max(2, ...shown.map((row) => number(row.rank_high ?? row.rank)))] },
    y: { label: null, domain: shown.map(label) },
    marks: [
      Plot.ruleY(shown, { x1: "rank_low", x2: "rank_high", y: label, stroke: "#0072B2", strokeWidth: 5, strokeOpacity: 0.4 }),
      Plot.dot(shown, { x: "rank", y: label, fill: "#0072B2", r: 4.5 }),
      Plot.tip(shown, Plot.pointerY({ x: "rank", y: label, title: (row: Row) =>
        `${label(row)}: ${short(row.rank)} (${short(row.rank_low)}–${short(row.rank_high)})` })),
    ],
  });
  return { name: named("ranking", group), title: titled("chart.ranking", group), picture,
           note: table.length > shownNodes ? text("firstRows", String(shownNodes), String(table.length)) : undefined,
           table: pick(table, ["id", "name", "country", "group", "score", "rank", "rank_low", "rank_high", "grade", "selected", "selected_share", "has_imagery"]) };
}

function weights(width: number): Chart | null {
  const table = rows("weights");
  if (table.length === 0) return null;
  const name = (row: Row) => nameOf(String(row.criterion));
  const groups = groupsIn(table);
  const colors = colorsFor(groups);
  const criteria = unique(table.map(name));
  const picture = plot({
    width, height: 50 + 24 * table.length + 12 * criteria.length, marginLeft: 8, marginRight: labelRoom(criteria, 230), x: { label: null, grid: true }, y: { axis: null, domain: groups },
    fy: { label: null, domain: criteria, axis: "right" },
    marks: [Plot.barX(table, { x: "weight", y: groupOf, fy: name, fill: (row: Row) => colors.get(groupOf(row))! }), Plot.ruleX([0])],
  });
  return { name: "weights", title: text("chart.weights"), picture, table,
           keys: groups.length > 1 ? groups.map((group): [string, string] => [colors.get(group)!, nameOf(group)]) : undefined };
}

function borderHours(width: number): Chart | null {
  const table = rows("nodes").filter((row) => typeof row.border_h === "number")
    .sort((x, y) => number(x.border_h) - number(y.border_h));
  if (table.length < 2) return null;
  // Gates stand on the line by their nature; a town at no distance is a finding (or a slip in the tables).
  const shown = table.filter((row) => number(row.border_h) > 0 || row.role !== "gate").slice(0, shownNodes);
  const picture = plot({
    width, height: 60 + 20 * shown.length, marginLeft: labelRoom(shown.map(label)), x: { label: "h", grid: true }, y: { label: null, domain: shown.map(label) },
    marks: [
      Plot.ruleX([4, 8, 12].filter((h) => h < number(shown.at(-1)?.border_h ?? 0) + 2), { stroke: "#999", strokeDasharray: "3,3" }),
      Plot.ruleY(shown, { x1: 0, x2: "border_h", y: label, stroke: "#009E73" }),
      Plot.dot(shown, { x: "border_h", y: label, fill: "#009E73", r: 4.5 }),
    ],
  });
  return { name: "border_hours", title: text("chart.borderHours"), picture,
           note: table.length > shown.length ? text("firstRows", String(shown.length), String(table.length)) : undefined,
           table: pick(table, ["id", "name", "country", "border_h"]) };
}

/** A square of hours: from rows to columns, paler where nearer. */
function heat(table: Row[], x: (row: Row) => string, y: (row: Row) => string, hours: string, width: number, columns: string[], lines: string[], cells: boolean): Pick<Chart, "picture" | "keys"> {
  const picture = plot({
    width, height: 40 + 0.8 * labelRoom(columns) + (cells ? 20 : 16) * lines.length, marginLeft: labelRoom(lines), marginTop: 22 + 0.8 * labelRoom(columns),
    x: { domain: columns, label: null, axis: "top", tickRotate: -50 }, y: { domain: lines, label: null },
    color: { scheme: "YlGnBu" },
    marks: [
      Plot.cell(table, { x, y, fill: hours, inset: 0.4 }),
      ...(cells ? [Plot.text(table, { x, y, text: (row: Row) => short(Number(number(row[hours]).toFixed(1))), fontSize: 10, fill: "#000", stroke: "#fff", strokeWidth: 3 })] : []),
      Plot.tip(table, Plot.pointer({ x, y, title: (row: Row) => `${y(row)} – ${x(row)}: ${short(row[hours])} h` })),
    ],
  });
  const values = table.map((row) => number(row[hours])).filter(Number.isFinite), scale = picture.scale("color");
  const marks = [Math.min(...values), (Math.min(...values) + Math.max(...values)) / 2, Math.max(...values)];
  return { picture, keys: scale ? marks.map((value): [string, string] => [scale.apply(value), `${short(Number(value.toPrecision(2)))} h`]) : undefined };
}

/** Names and order of the best ranked nodes. */
function bestNodes(): Map<string, string> {
  const ranked = rows("nodes").filter((row) => typeof row.rank === "number").sort((x, y) => number(x.rank) - number(y.rank));
  return new Map(ranked.slice(0, shownNodes).map((row) => [String(row.id), label(row)]));
}

function travelTimes(width: number): Chart | null {
  const all = rows("travel_times"), best = bestNodes();
  const table = all.filter((row) => best.has(String(row.from)) && best.has(String(row.to)));
  if (table.length === 0) return null;
  const name = (column: string) => (row: Row) => best.get(String(row[column]))!;
  // From west to east, so that near places stand near each other.
  const lon = new Map(rows("nodes").map((row) => [label(row), number(row.lon)]));
  const names = unique(table.map(name("from"))).sort((x, y) => (lon.get(x) ?? 0) - (lon.get(y) ?? 0));
  return { name: "travel_times", title: text("chart.travel"), table: all,
           note: all.length > table.length ? text("firstRows", String(table.length), String(all.length)) : undefined,
           ...heat(table, name("to"), name("from"), "hours", width, names, names, false) };
}

function access(width: number): Chart | null {
  const all = rows("access"), best = bestNodes();
  const table = all.filter((row) => best.has(String(row.id)) && typeof row.across_h === "number");
  if (table.length === 0) return null;
  const way = (row: Row) => `${row.gates}, ${row.waits}`;
  return { name: "access", title: text("chart.access"), table: all,
           ...heat(table, way, (row) => best.get(String(row.id))!, "across_h", width, unique(table.map(way)), [...best.values()], true) };
}

interface Branch { x: number; height: number; leaves: string[] }

/** The tree of merges of one group: leaves to the left, joined where they are alike. */
function dendrogram(group: string, width: number): Chart | null {
  const table = rows("dendrogram").filter((row) => groupOf(row) === group);
  if (table.length < 2) return null;
  const names = new Map(rows("nodes").map((row) => [String(row.id), label(row)]));
  const merged: string[][] = [];
  // "step 3" stands for what the third merge of the group has joined.
  const leavesOf = (side: string): string[] => (side.startsWith("step ") ? merged[Number(side.slice(5)) - 1] ?? [] : [side]);
  for (const row of table) merged.push([...leavesOf(String(row.left)), ...leavesOf(String(row.right))]);
  const leaves = merged.at(-1)!, places = new Map(leaves.map((leaf, i) => [leaf, i]));
  const branches: Branch[] = [];
  const branch = (side: string): Branch => (side.startsWith("step ") ? branches[Number(side.slice(5)) - 1]
    : { x: places.get(side) ?? 0, height: 0, leaves: [side] });
  const lines: { points: [number, number][]; id: number }[] = [];
  table.forEach((row, i) => {
    const left = branch(String(row.left)), right = branch(String(row.right)), height = number(row.height);
    lines.push({ id: i, points: [[left.height, left.x], [height, left.x], [height, right.x], [right.height, right.x]] });
    branches.push({ x: (left.x + right.x) / 2, height, leaves: [] });
  });
  const picture = plot({
    width, height: 50 + 17 * leaves.length, marginLeft: labelRoom(leaves.map((leaf) => names.get(leaf) ?? leaf)), x: { label: text("mergeHeight"), grid: true },
    y: { label: null, domain: [-0.5, leaves.length - 0.5], reverse: true, ticks: leaves.map((_, i) => i), tickFormat: (i: number) => names.get(leaves[i]) ?? leaves[i], tickSize: 0 },
    marks: lines.map((line) => Plot.line(line.points, { stroke: "#0072B2", strokeWidth: 1.5, curve: "linear" })),
  });
  return { name: named("dendrogram", group), title: titled("chart.dendrogram", group), picture, table };
}

/** Statements of others with what came out here, to be read as a table. */
function claims(): Chart | null {
  const table = rows("claims");
  if (table.length === 0) return null;
  const list = document.createElement("div");
  list.className = "claims";
  for (const row of table) {
    const box = document.createElement("article"), words = document.createElement("p"), ours = document.createElement("p"), why = document.createElement("p"), how = document.createElement("p");
    const agrees = document.createElement("strong");
    agrees.textContent = String(row.agrees ?? "–");
    agrees.dataset.agrees = String(row.agrees ?? "");
    words.append(agrees, " ", `${row.statement} (${row.source})`);
    ours.textContent = text("statedAndHere", short(row.expected), short(row.ours));
    why.textContent = String(row.why ?? "");
    how.textContent = text("howTested", String(row.choice ?? "–"));
    why.className = how.className = "small";
    box.append(words, ours, why, how);
    list.append(box);
  }
  return { name: "claims", title: text("claims"), picture: list, table, wide: true };
}

export function networkCharts(target: HTMLElement): (Chart | null)[] {
  const width = chartWidth(target);
  return [...groupsIn(rows("nodes")).map((group) => ranking(group, width)), borderHours(width), travelTimes(width), access(width), weights(width),
          ...groupsIn(rows("dendrogram")).map((group) => dendrogram(group, width)), ...scenarioCharts(width), claims()];
}
