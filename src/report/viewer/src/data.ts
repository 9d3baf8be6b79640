import type { FeatureCollection } from "geojson";

/** What src/report/interactive_page.cpp puts into the page. */
export interface Column { name: string; values: (number | string | null)[] }
export interface NamedTable { name: string; title: string; columns: Column[] }
export interface LegendEntry { code: number; name: string; color: string }
/** A picture in several resolutions; its tiles are lines of the element with this id. */
export interface Picture {
  id: string; name: string; period: string; mediaType: string; legend: LegendEntry[];
  extent: [number, number, number, number]; resolutions: number[]; tilePx: number;
}
export type InLanguages = Record<string, string>;
export interface Estimate { value: number | null; se: number | null; low: number | null; high: number | null }
export interface Report {
  title: string; note: string; version: string;
  sides: { a: string; b: string };
  languages: [code: string, name: string][];
  texts: Record<string, Record<string, string>>;
  names: Record<string, Record<string, string>>;
  periods: string[]; legend: LegendEntry[];
  mapCrs: string; pictures: Picture[]; overlays: Record<string, FeatureCollection>;
  findings: { kind: string; text: InLanguages }[];
  trust: InLanguages[];
  studyFile: string; versions: [string, string][]; checksums: [string, string][]; attributions: string[];
  mapAccuracy: { users: Record<string, Estimate>; producers: Record<string, Estimate> } | null;
  tables: NamedTable[];
}

export type Value = number | string | null;
export type Row = Record<string, Value>;

export const report = JSON.parse(document.getElementById("borderlens-data")!.textContent!) as Report;

/** Columns that hold names, although many look like numbers. */
const names = new Set(["period", "from_period", "to_period", "reference_period", "since", "id", "from", "to"]);

const cache = new Map<string, Row[]>();

/** The rows of a table by its name; none where the run did not make it. */
export function rows(name: string): Row[] {
  if (!cache.has(name)) {
    const table = report.tables.find((one) => one.name === name);
    cache.set(name, !table || table.columns.length === 0 ? [] : table.columns[0].values.map((_, i) =>
      Object.fromEntries(table.columns.map((column) => {
        const value = column.values[i];
        return [column.name, names.has(column.name) && value !== null ? String(value) : value];
      }))));
  }
  return cache.get(name)!;
}

export const number = (value: Value): number => (typeof value === "number" ? value : NaN);
export const unique = <T>(values: T[]): T[] => [...new Set(values)];

/** Numbers as people read them: three digits, a dash where there is none. */
export function short(value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en").replaceAll(",", "\u202f");
  return String(Number(value.toPrecision(3)));
}
