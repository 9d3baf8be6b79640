import { report, rows, short, type Row } from "./data";
import { tableTitle, text } from "./texts";

const shownRows = 200; // chosen: more is for a spreadsheet

/** CSV as the run's own tables are written (RFC 4180). */
export function csvOf(table: Row[], columns: string[]): string {
  const quoted = (value: unknown) => {
    const words = value === null || value === undefined ? "" : String(value);
    return /[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  };
  return [columns.join(","), ...table.map((row) => columns.map((name) => quoted(row[name])).join(","))].join("\n") + "\n";
}

/** A link that hands over a file made on the page. */
export function download(label: string, fileName: string, type: string, make: () => string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.textContent = label;
  link.download = fileName;
  link.href = "#";
  link.className = "download";
  // Made when asked for: a page with all files at hand would hold everything twice.
  link.addEventListener("click", () => {
    link.href = URL.createObjectURL(new Blob([make()], { type }));
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
  return link;
}

function grid(table: Row[], columns: string[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "scroll";
  box.tabIndex = 0;
  const element = document.createElement("table");
  if (table.length > shownRows) {
    const caption = element.createCaption();
    caption.textContent = text("firstRows", String(shownRows), String(table.length));
  }
  const head = element.createTHead().insertRow();
  for (const name of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = element.createTBody();
  for (const row of table.slice(0, shownRows)) {
    const line = body.insertRow();
    for (const name of columns) {
      const cell = line.insertCell();
      const value = row[name];
      cell.textContent = short(value);
      if (typeof value === "number") {
        cell.className = "n";
        cell.title = String(value);
      }
    }
  }
  box.append(element);
  return box;
}

/** A table that unfolds, with all its rows to download. */
export function tableBox(title: string, fileName: string, table: Row[]): HTMLDetailsElement {
  const columns = table.length > 0 ? Object.keys(table[0]) : [];
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = title;
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1)
      details.append(download(text("download"), fileName + ".csv", "text/csv", () => csvOf(table, columns)),
                     grid(table, columns));
  });
  return details;
}

export function listTables(target: HTMLElement): void {
  target.replaceChildren(...report.tables.map((table) => {
    const all = rows(table.name);
    return tableBox(`${tableTitle(table)} (${text("rows", String(all.length))})`, table.name, all);
  }));
}
