import "ol/ol.css";
import Map from "ol/Map";
import View from "ol/View";
import MousePosition from "ol/control/MousePosition";
import ScaleLine from "ol/control/ScaleLine";
import Attribution from "ol/control/Attribution";
import { defaults } from "ol/control/defaults";
import { createEmpty, extend, isEmpty, type Extent } from "ol/extent";
import TileLayer from "ol/layer/Tile";
import { get as projectionNamed } from "ol/proj";
import type Projection from "ol/proj/Projection";
import { register } from "ol/proj/proj4";
import type RenderEvent from "ol/render/Event";
import OSM from "ol/source/OSM";
import proj4 from "proj4";
import { report, type Picture } from "./data";
import { overlays, type Overlay } from "./overlays";
import { sourceOf } from "./pictures";
import { tell } from "./popup";

/** The study's pictures in their own projection, one swiped over another, overlays above them. */
export class StudyMap {
  readonly overlays: Overlay[] = overlays();
  private readonly below = new TileLayer();
  private readonly above = new TileLayer();
  private readonly base = new TileLayer({ visible: false, zIndex: -1 });
  private readonly map: Map;
  private readonly projection: Projection;
  private swipeShare = 0.5;

  constructor(target: HTMLElement, private readonly popup: HTMLElement) {
    proj4.defs("STUDY", report.mapCrs);
    register(proj4);
    this.projection = projectionNamed("STUDY")!;
    this.map = new Map({
      target,
      layers: [this.base, this.below, this.above, ...this.overlays.map((one) => one.layer)],
      controls: defaults({ attribution: false }).extend([
        new ScaleLine(), new Attribution({ collapsible: false }),
        new MousePosition({ projection: "EPSG:4326", placeholder: "",
          coordinateFormat: (place) => place ? `${place[1].toFixed(4)}° N, ${place[0].toFixed(4)}° E` : "" })]),
      view: new View({ projection: this.projection, center: [0, 0], resolution: 1000 }),
    });
    this.above.on("prerender", (event) => this.clip(event));
    this.above.on("postrender", (event) => (event.context as CanvasRenderingContext2D).restore());
    this.map.on("singleclick", (event) => this.ask(event.pixel));
    this.map.on("pointermove", (event) => {
      target.style.cursor = this.map.hasFeatureAtPixel(event.pixel, { hitTolerance: 5 }) ? "pointer" : "";
    });
    this.showStudy();
  }

  /** Shows a layer in one period and, if `other` is given, in another one right of the swipe line. */
  show(layer: string, period: string, other: string): void {
    this.below.setSource(this.source(layer, period));
    this.above.setSource(other ? this.source(layer, other) : null);
    this.above.setVisible(other !== "");
  }

  setSwipe(share: number): void {
    this.swipeShare = share;
    this.map.render();
  }

  setOpacity(opacity: number): void {
    this.below.setOpacity(opacity);
    this.above.setOpacity(opacity);
  }

  /** Roads and names from OpenStreetMap's servers: the only thing the page ever asks a network for. */
  setBase(on: boolean): void {
    if (on && !this.base.getSource()) this.base.setSource(new OSM());
    this.base.setVisible(on);
  }

  /** Draws the overlays again after what they show has changed. */
  refresh(): void {
    for (const one of this.overlays) one.layer.changed();
  }

  showStudy(): void {
    const extent = createEmpty();
    for (const picture of report.pictures.slice(0, 1)) extend(extent, picture.extent);
    for (const name of ["border", "objects"]) extend(extent, this.extentOfOverlay(name));
    if (isEmpty(extent)) this.showNetwork();
    else this.fit(extent, 8);
  }

  showNetwork(): void {
    const extent = createEmpty();
    for (const name of ["nodes", "corridors"]) extend(extent, this.extentOfOverlay(name));
    if (!isEmpty(extent)) this.fit(extent, 30);
  }

  /** Shows one feature of an overlay in the middle and tells about it. */
  goTo(name: string, index: number): void {
    const overlay = this.overlays.find((one) => one.name === name);
    const feature = overlay?.layer.getSource()?.getFeatures()[index];
    const extent = feature?.getGeometry()?.getExtent();
    if (!overlay || !feature || !extent) return;
    overlay.layer.setVisible(true);
    const nearest = name === "nodes" ? 200 : (report.pictures[0]?.resolutions.at(-1) ?? 10) / 2;
    this.map.getView().fit(extent, { padding: [80, 80, 80, 80], minResolution: nearest });
    tell(this.popup, name, feature);
  }

  private extentOfOverlay(name: string): Extent {
    const found = this.overlays.find((one) => one.name === name)?.layer.getSource();
    return found?.getExtent() ?? createEmpty();
  }

  private fit(extent: Extent, margin: number): void {
    this.map.updateSize();
    this.map.getView().fit(extent, { padding: [margin, margin, margin, margin] });
  }

  private picture(layer: string, period: string): Picture | undefined {
    return report.pictures.find((one) => one.name === layer && (one.period === period || one.period === ""));
  }

  private source(layer: string, period: string) {
    const picture = this.picture(layer, period);
    return picture ? sourceOf(picture, this.projection) : null;
  }

  /** What is told of the topmost feature at a place of the screen that has anything to tell. */
  private ask(pixel: number[]): void {
    this.popup.hidden = true;
    this.map.forEachFeatureAtPixel(pixel, (feature, layer) => tell(this.popup, String(layer.get("name")), feature) || undefined,
      { hitTolerance: 5 });
  }

  private clip(event: RenderEvent): void {
    const context = event.context as CanvasRenderingContext2D;
    const { width, height } = context.canvas;
    context.save();
    context.beginPath();
    context.rect(width * this.swipeShare, 0, width, height);
    context.clip();
  }
}
