import { number, report, rows, short, unique, type LegendEntry } from "./data";
import { segmentAsymmetry } from "./chart_sides";
import { objectName } from "./chart_change";
import { StudyMap } from "./map";
import { asymmetryColor, isochroneKeys, objectColors, shown } from "./overlays";
import { nameOf, sideName, text } from "./texts";

const get = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

export function fill(select: HTMLSelectElement, options: [value: string, label: string][]): void {
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

let map: StudyMap | null = null;
const layer = get<HTMLSelectElement>("layer"), other = get<HTMLSelectElement>("other"), scenario = get<HTMLSelectElement>("scenario");
const goTo = get<HTMLSelectElement>("go-to");
const period = get<HTMLInputElement>("period"), swipe = get<HTMLInputElement>("swipe"), opacity = get<HTMLInputElement>("opacity");

const periodName = (): string => report.periods[Number(period.value)] ?? "";

function swatches(title: string, entries: [color: string, label: string][]): HTMLElement {
  const box = document.createElement("div"), head = document.createElement("strong"), list = document.createElement("ul");
  head.textContent = title;
  list.className = "legend";
  for (const [color, label] of entries) {
    const item = document.createElement("li"), patch = document.createElement("span");
    patch.style.background = color;
    item.append(patch, label);
    list.append(item);
  }
  box.append(head, list);
  return box;
}

const entriesOf = (legend: LegendEntry[]): [string, string][] => legend.map((entry) => [entry.color, nameOf(entry.name)]);

function isOn(name: string): boolean {
  return map?.overlays.some((one) => one.name === name && one.layer.getVisible()) ?? false;
}

function showLegend(metric: string): void {
  const boxes: HTMLElement[] = [];
  const picture = report.pictures.find((one) => one.name === layer.value);
  if (picture && picture.legend.length > 0) boxes.push(swatches(text(layer.value), entriesOf(picture.legend)));
  if (isOn("objects"))
    boxes.push(swatches(text("objects"), unique(rows("objects").map((row) => String(row.kind))).map((kind) => [objectColors[kind] ?? "#fff", objectName(kind)])));
  if (isOn("segments"))
    boxes.push(swatches(`${text("asymmetry")}: ${nameOf(metric)}, ${periodName()}`, [-1, -0.5, 0, 0.5, 1].map((value) =>
      [asymmetryColor(value), value === 1 ? text("allOn", sideName("a")) : value === -1 ? text("allOn", sideName("b")) : String(value)])));
  for (const name of ["isochrones", "ground_isochrones"])
    if (isOn(name)) boxes.push(swatches(text(name), isochroneKeys(name).map(([hours, color]) => [color, `${hours} h`])));
  if (isOn("belts")) boxes.push(swatches(text("belts"), [["#009E734d", nameOf(scenario.value)]]));
  if (isOn("valley")) boxes.push(swatches(text("valley"), [["#882255", text("valley")]]));
  if (isOn("corridors")) boxes.push(swatches(text("corridors"), [["#009E73", nameOf(scenario.value)]]));
  if (isOn("nodes")) boxes.push(swatches(text("nodes"), [["#E69F00", text("sizeIsScore")]]));
  get("legend").replaceChildren(...boxes);
}

let metricShown = "";

/** Shows what the controls say; `metric` is the one the segments are coloured by. */
export function updateMap(metric = metricShown): void {
  metricShown = metric;
  if (!map) return;
  const single = report.pictures.some((one) => one.name === layer.value && one.period === "");
  get("period-control").hidden = report.pictures.length === 0 || single;
  get("other-control").hidden = report.pictures.length === 0 || single || report.periods.length < 2;
  if (single) other.value = "";
  get<HTMLOutputElement>("period-name").value = periodName();
  const swiping = other.value !== "";
  get("swipe-control").hidden = !swiping;
  get("swipe-line").hidden = !swiping;
  get("swipe-line").style.left = `${swipe.value}%`;
  shown.scenario = scenario.value;
  shown.asymmetry = new Map(segmentAsymmetry(metric, periodName())
    .filter((row) => typeof row.asymmetry === "number").map((row) => [String(row.zone), number(row.asymmetry)]));
  map.show(layer.value, periodName(), other.value);
  map.setSwipe(Number(swipe.value) / 100);
  map.setOpacity(Number(opacity.value) / 100);
  map.refresh();
  showLegend(metric);
}

/** Labels of the map's controls in the page's language. */
export function nameMapControls(): void {
  fill(layer, unique(report.pictures.map((one) => one.name)).map((name) => [name, text(name)]));
  fill(other, [["", text("none")], ...report.periods.map((name): [string, string] => [name, name])]);
  fill(scenario, unique(rows("corridors").map((row) => String(row.scenario))).map((name) => [name, nameOf(name)]));
  fill(goTo, [["", text("choose")], ...goals()]);
  for (const label of get("overlays").querySelectorAll<HTMLElement>("[data-overlay]"))
    label.textContent = text(label.dataset.overlay!);
}

const shownGoals = 100; // chosen: a list one can scroll

/** Objects and nodes to go to without a mouse: the largest and the best ranked first. */
function goals(): [value: string, label: string][] {
  const objects = (report.overlays.objects?.features ?? []).map((one, i): [number, string, string] =>
    [-Number(one.properties?.area_ha ?? 0), `objects:${i}`,
     `${objectName(String(one.properties?.kind))}: ${short(Number(one.properties?.area_ha))} ha, ${one.properties?.since}`]);
  const nodes = (report.overlays.nodes?.features ?? []).map((one, i): [number, string, string] =>
    [Number(one.properties?.rank ?? 0), `nodes:${i}`, String(one.properties?.name ?? one.properties?.id)]);
  return [objects, nodes].flatMap((list) => list.sort((x, y) => x[0] - y[0]).slice(0, shownGoals)
    .map(([, value, label]): [string, string] => [value, label]));
}

function addSwitches(study: StudyMap): void {
  for (const overlay of study.overlays) {
    const label = document.createElement("label"), box = document.createElement("input"), words = document.createElement("span");
    box.type = "checkbox";
    box.checked = overlay.layer.getVisible();
    box.id = "overlay-" + overlay.name;
    words.dataset.overlay = overlay.name;
    box.addEventListener("input", () => { overlay.layer.setVisible(box.checked); updateMap(); });
    label.append(box, " ", words);
    get("overlays").append(label);
  }
}

/** The swipe line follows the pointer as the slider follows the keys. */
function dragSwipe(): void {
  const line = get("swipe-line"), box = get("map-box");
  line.addEventListener("pointerdown", (event) => line.setPointerCapture(event.pointerId));
  line.addEventListener("pointermove", (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const area = box.getBoundingClientRect();
    swipe.value = String(Math.max(0, Math.min(100, (100 * (event.clientX - area.left)) / area.width)));
    updateMap();
  });
}

/** Starts the map; a study with nothing to map has no such section. */
export function startMap(): void {
  const hasOverlays = Object.values(report.overlays).some((one) => one.features.length > 0);
  if (report.mapCrs === "" || (report.pictures.length === 0 && !hasOverlays)) {
    get("map-section").hidden = true;
    return;
  }
  const hasPictures = report.pictures.length > 0;
  for (const element of document.querySelectorAll<HTMLElement>("label.pictures")) element.hidden = !hasPictures;
  period.max = String(Math.max(0, report.periods.length - 1));
  period.value = period.max;
  map = new StudyMap(get("map"), get("popup"));
  const study = map;
  addSwitches(study);
  const has = (name: string) => study.overlays.some((one) => one.name === name);
  get("go-to-control").hidden = !has("objects") && !has("nodes");
  goTo.addEventListener("input", () => {
    const [name, index] = goTo.value.split(":");
    if (name) study.goTo(name, Number(index));
    const box = document.getElementById("overlay-" + name) as HTMLInputElement | null;
    if (box) box.checked = true;
  });
  get("scenario-control").hidden = !has("corridors");
  get("zoom-study").hidden = !hasPictures && !has("border");
  get("zoom-network").hidden = !has("nodes") && !has("corridors");
  get("zoom-study").addEventListener("click", () => study.showStudy());
  get("zoom-network").addEventListener("click", () => study.showNetwork());
  get<HTMLInputElement>("base-map").addEventListener("input", (event) => study.setBase((event.target as HTMLInputElement).checked));
  for (const control of [layer, other, period, swipe, opacity, scenario]) control.addEventListener("input", () => updateMap());
  get("map").addEventListener("keydown", (event) => { if (event.key === "Escape") get("popup").hidden = true; });
  dragSwipe();
}
