import { report, type InLanguages } from "./data";

let current = report.languages[0]?.[0] ?? "en";

/** A text of the page by its key (src/report/texts_page.cpp), values put where {0}, {1} ... stand. */
export function text(key: string, ...values: string[]): string {
  const found = report.texts[current]?.[key];
  if (found === undefined) throw new Error(`no text has the key '${key}'`);
  return values.reduce((words, value, i) => words.replaceAll(`{${i}}`, value), found);
}

export const hasText = (key: string): boolean => report.texts[current]?.[key] !== undefined;
/** What a table is called. */
export const tableTitle = (table: { name: string; title: string }): string => (hasText(`table.${table.name}`) ? text(`table.${table.name}`) : table.title);
export const inLanguage = (texts: InLanguages): string => texts[current];

/** What a metric or class is called. */
export function nameOf(name: string): string {
  return report.names[current]?.[name] ?? name.replaceAll("_", " ");
}

export const sideName = (side: string): string =>
  side === "a" ? report.sides.a || "a" : side === "b" ? report.sides.b || "b" : side;

export function setLanguage(language: string): void {
  current = language;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]"))
    element.textContent = text(element.dataset.text!);
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]"))
    element.setAttribute("aria-label", text(element.dataset.label!));
}
