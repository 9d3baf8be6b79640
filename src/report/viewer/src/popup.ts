import type { FeatureLike } from "ol/Feature";
import { objectName } from "./chart_change";
import { number, short } from "./data";
import { hoursOf, shown } from "./overlays";
import { nameOf, sideName, text } from "./texts";

type Line = [label: string, value: string];

function objectLines(feature: FeatureLike): Line[] {
  const chance = number(feature.get("probability") ?? null);
  return [
    [text("area"), `${short(number(feature.get("area_ha") ?? null))} ha`],
    [text("firstSeen"), String(feature.get("since") ?? "–")],
    [text("probability"), Number.isFinite(chance) ? `${Math.round(100 * chance)} %` : "–"],
    [text("side"), sideName(String(feature.get("side") ?? ""))],
    [text("distance"), `${short(number(feature.get("distance_km") ?? null))} km`],
  ];
}

function nodeLines(feature: FeatureLike): Line[] {
  return [
    [text("rank"), `${short(feature.get("rank"))} (${short(feature.get("rank_low"))}–${short(feature.get("rank_high"))})`],
    [text("score"), short(feature.get("score"))],
    [text("population"), short(feature.get("population"))],
    [text("hoursToBorder"), short(feature.get("border_h"))],
  ];
}

function corridorLines(feature: FeatureLike): Line[] {
  return [
    [text("scenario"), nameOf(String(feature.get("scenario") ?? ""))],
    [text("length"), `${short(feature.get("length_km"))} km`],
    [text("time"), `${short(feature.get("time_h"))} h`],
  ];
}

/** Title and lines that tell about a feature of an overlay; null for those that have nothing to tell. */
function story(layer: string, feature: FeatureLike): [title: string, lines: Line[]] | null {
  switch (layer) {
    case "objects": return [objectName(String(feature.get("kind"))), objectLines(feature)];
    case "nodes": return [String(feature.get("name") ?? feature.get("id")), nodeLines(feature)];
    case "corridors": return [`${feature.get("from")} – ${feature.get("to")}, ${feature.get("axis")}`, corridorLines(feature)];
    case "segments": {
      const zone = String(feature.get("zone"));
      return [zone, [[text("asymmetry"), short(shown.asymmetry.get(zone) ?? null)]]];
    }
    case "isochrones": case "ground_isochrones": return [text(layer), [[text("time"), `${short(hoursOf(feature))} h`]]];
    default: return null;
  }
}

/** Fills the box with what is known of a feature; false where that is nothing. */
export function tell(box: HTMLElement, layer: string, feature: FeatureLike): boolean {
  const told = story(layer, feature);
  if (!told) return false;
  const title = document.createElement("strong"), list = document.createElement("dl"), close = document.createElement("button");
  title.textContent = told[0];
  for (const [label, value] of told[1]) {
    const term = document.createElement("dt"), data = document.createElement("dd");
    term.textContent = label;
    data.textContent = value;
    list.append(term, data);
  }
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", text("close"));
  close.addEventListener("click", () => { box.hidden = true; });
  box.replaceChildren(close, title, list);
  box.hidden = false;
  return true;
}
