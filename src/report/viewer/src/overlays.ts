import type { FeatureLike } from "ol/Feature";
import GeoJSON from "ol/format/GeoJSON";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import { report } from "./data";
import { sideColors } from "./figure";

export const objectColors: Record<string, string> = { photovoltaics: "#CC79A7", built_up: "#F0E442" };
const axisDashes = [undefined, [12, 6], [4, 6]];
const isochroneColors = ["#009E73", "#56B4E9", "#E69F00", "#CC79A7", "#999999"];

/** Side b's vermilion through grey to side a's blue. */
export function asymmetryColor(value: number): string {
  const mix = (from: string, to: string, share: number): string => "#" + [1, 3, 5].map((i) =>
    Math.round(parseInt(from.slice(i, i + 2), 16) * (1 - share) + parseInt(to.slice(i, i + 2), 16) * share)
      .toString(16).padStart(2, "0")).join("");
  return mix("#d9d9d9", value >= 0 ? sideColors.a : sideColors.b, Math.min(1, Math.abs(value)));
}

/** What the layers' looks depend on besides their features. */
export const shown = { asymmetry: new Map<string, number>(), scenario: "" };

const cased = (color: string, width: number, dash?: number[]): Style[] => [
  new Style({ stroke: new Stroke({ color: "#fff", width: width + 3 }) }),
  new Style({ stroke: new Stroke({ color, width, lineDash: dash }) })];

function segmentStyle(feature: FeatureLike): Style[] {
  const value = shown.asymmetry.get(String(feature.get("zone")));
  if (value === undefined) return cased("#777", 4);
  return [new Style({ stroke: new Stroke({ color: "#222", width: 8 }) }),
          new Style({ stroke: new Stroke({ color: asymmetryColor(value), width: 5.5 }) })];
}

function objectStyle(feature: FeatureLike): Style[] {
  const color = objectColors[String(feature.get("kind"))] ?? "#fff";
  return [new Style({ stroke: new Stroke({ color: "#000", width: 3 }) }),
          new Style({ stroke: new Stroke({ color, width: 1.6 }), fill: new Fill({ color: color + "33" }) })];
}

function nodeStyle(feature: FeatureLike, resolution: number): Style {
  const score = Number(feature.get("score"));
  return new Style({
    image: new Circle({ radius: Number.isFinite(score) ? 4 + 9 * Math.max(0, Math.min(1, score)) : 4,
      fill: new Fill({ color: "#E69F00cc" }), stroke: new Stroke({ color: "#222", width: 1.2 }) }),
    text: resolution < 6000 ? new Text({ text: String(feature.get("name") ?? feature.get("id")), offsetY: -15,
      font: "12px system-ui, sans-serif", fill: new Fill({ color: "#111" }), stroke: new Stroke({ color: "#fff", width: 3 }) }) : undefined,
  });
}

const ofScenario = (feature: FeatureLike): boolean =>
  shown.scenario === "" || feature.get("scenario") === undefined || feature.get("scenario") === shown.scenario;

const axisOf = (feature: FeatureLike): number => Math.max(0, Number(feature.get("axis") ?? 1) - 1);

const corridorStyle = (feature: FeatureLike): Style[] =>
  ofScenario(feature) ? cased("#009E73", 4, axisDashes[axisOf(feature) % axisDashes.length]) : [];

const beltStyle = (feature: FeatureLike): Style | undefined => ofScenario(feature)
  ? new Style({ fill: new Fill({ color: "#009E731f" }), stroke: new Stroke({ color: "#009E7366", width: 1 }) }) : undefined;

/** Hours of an isochrone, whatever its table calls them. */
export const hoursOf = (feature: FeatureLike): number => Number(feature.get("limit_h") ?? feature.get("hours") ?? feature.get("within_h") ?? feature.get("to_h") ?? NaN);

/** Limits the isochrones of an overlay are drawn for, ascending, each with its colour. */
export function isochroneKeys(overlay: string): [hours: number, color: string][] {
  const hours = [...new Set((report.overlays[overlay]?.features ?? []).map((one) =>
    Number(one.properties?.limit_h ?? one.properties?.hours ?? one.properties?.within_h ?? one.properties?.to_h)))].sort((x, y) => x - y);
  return hours.map((limit, i) => [limit, isochroneColors[i % isochroneColors.length]]);
}

function isochroneStyle(overlay: string): (feature: FeatureLike) => Style {
  const colors = new Map(isochroneKeys(overlay));
  return (feature) => {
    const color = colors.get(hoursOf(feature)) ?? "#777777";
    return new Style({ fill: new Fill({ color: color + "1f" }), stroke: new Stroke({ color, width: 2 }), zIndex: -hoursOf(feature) });
  };
}

const looks: Record<string, { style: (feature: FeatureLike, resolution: number) => Style | Style[] | undefined; on: boolean; above: number }> = {
  isochrones: { style: isochroneStyle("isochrones"), on: false, above: 1 },
  ground_isochrones: { style: isochroneStyle("ground_isochrones"), on: false, above: 1 },
  valley: { style: () => cased("#882255", 3, [2, 7]), on: false, above: 2 },
  belts: { style: beltStyle, on: false, above: 2 },
  corridors: { style: corridorStyle, on: true, above: 3 },
  objects: { style: objectStyle, on: true, above: 4 },
  border: { style: () => cased("#000", 2), on: true, above: 5 },
  segments: { style: segmentStyle, on: false, above: 6 },
  nodes: { style: nodeStyle, on: true, above: 7 },
};

export interface Overlay { name: string; layer: VectorLayer }

/** A vector layer for each overlay of the page, in drawing order. */
export function overlays(): Overlay[] {
  const format = new GeoJSON();
  return Object.entries(looks).filter(([name]) => (report.overlays[name]?.features.length ?? 0) > 0).map(([name, look]) => ({
    name,
    layer: new VectorLayer({
      source: new VectorSource({ features: format.readFeatures(report.overlays[name]) }),
      style: look.style, visible: look.on, zIndex: look.above, declutter: name === "nodes", properties: { name },
    }),
  }));
}
