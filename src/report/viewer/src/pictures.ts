import TileImage from "ol/source/TileImage";
import type Projection from "ol/proj/Projection";
import TileGrid from "ol/tilegrid/TileGrid";
import type { Picture } from "./data";

/** Tiles of pictures by "level/col/row", read from the page when a picture is first shown. */
const tilesOf = new Map<string, Map<string, string>>();

function tiles(picture: Picture): Map<string, string> {
  let found = tilesOf.get(picture.id);
  if (!found) {
    found = new Map();
    for (const line of (document.getElementById(picture.id)?.textContent ?? "").split("\n")) {
      const space = line.indexOf(" ");
      if (space > 0) found.set(line.slice(0, space), line.slice(space + 1));
    }
    tilesOf.set(picture.id, found);
  }
  return found;
}

const sources = new Map<string, TileImage>();

/** A picture as a source of tiles: coarse ones from afar, fine ones from near. */
export function sourceOf(picture: Picture, projection: Projection): TileImage {
  if (!sources.has(picture.id))
    sources.set(picture.id, new TileImage({
      projection, interpolate: picture.legend.length === 0, transition: 0,
      tileGrid: new TileGrid({ origin: [picture.extent[0], picture.extent[3]], resolutions: picture.resolutions, tileSize: picture.tilePx }),
      tileUrlFunction: ([level, col, row]) => {
        const bytes = tiles(picture).get(`${level}/${col}/${row}`);
        return bytes === undefined ? undefined : `data:${picture.mediaType};base64,${bytes}`;
      },
    }));
  return sources.get(picture.id)!;
}
