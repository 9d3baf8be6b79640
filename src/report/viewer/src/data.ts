/** What src/stages/write_report.cpp puts into the page. */
export interface Column { name: string; values: (number | string | null)[] }
export interface NamedTable { name: string; title: string; columns: Column[] }
export interface MapPicture { layer: string; period: string; png: string; extent: [number, number, number, number] }
export interface LegendEntry { code: number; name: string; color: string }
export interface Report {
  title: string; note: string; version: string;
  sides: { a: string; b: string };
  periods: string[]; legend: LegendEntry[]; maps: MapPicture[];
  border: [number, number][][];
  findings: string[]; trust: string[];
  tables: NamedTable[];
}

export type Row = Record<string, number | string | null>;

export function readReport(): Report {
  return JSON.parse(document.getElementById("borderlens-data")!.textContent!) as Report;
}

export function rowsOf(table: NamedTable | undefined): Row[] {
  if (!table || table.columns.length === 0) return [];
  return table.columns[0].values.map((_, i) =>
    Object.fromEntries(table.columns.map((column) =>
      // Periods are names, although many look like numbers.
      [column.name, column.name === "period" ? String(column.values[i]) : column.values[i]])));
}

export function inWords(metric: string): string {
  return metric.replace(/^share_(.*)$/, "$1 share").replaceAll("_", " ");
}
