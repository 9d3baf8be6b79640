import type { NamedTable } from "./data";
import { text } from "./texts";

function short(value: number | string | null): string {
  if (value === null) return "–";
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
}

function csv(table: NamedTable): string {
  const cell = (value: number | string | null) =>
    value === null ? "" : typeof value === "number" || !/[",\n]/.test(value) ? String(value) : `"${value.replaceAll('"', '""')}"`;
  const rows = table.columns[0].values.map((_, i) => table.columns.map((column) => cell(column.values[i])).join(","));
  return [table.columns.map((column) => cell(column.name)).join(","), ...rows].join("\n") + "\n";
}

const mostRows = 200;

/** Each table folded away, drawn when it is opened, with its whole content to download. */
export function listTables(target: HTMLElement, tables: NamedTable[]): void {
  target.replaceChildren(...tables.map((table) => {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = table.title;
    details.append(summary);
    details.addEventListener("toggle", () => {
      if (details.children.length > 1) return;
      const link = document.createElement("a");
      link.textContent = text("download");
      link.download = table.name + ".csv";
      link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" }));
      const grid = document.createElement("table");
      const head = grid.createTHead().insertRow();
      for (const column of table.columns) {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = column.name;
        head.append(cell);
      }
      const body = grid.createTBody();
      for (let i = 0; i < Math.min(mostRows, table.columns[0].values.length); ++i) {
        const row = body.insertRow();
        for (const column of table.columns) row.insertCell().textContent = short(column.values[i]);
      }
      details.append(link, grid);
    });
    return details;
  }));
}
