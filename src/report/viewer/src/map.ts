import "ol/ol.css";
import Feature from "ol/Feature";
import Map from "ol/Map";
import View from "ol/View";
import MousePosition from "ol/control/MousePosition";
import ScaleLine from "ol/control/ScaleLine";
import { defaults } from "ol/control/defaults";
import { createStringXY } from "ol/coordinate";
import MultiLineString from "ol/geom/MultiLineString";
import ImageLayer from "ol/layer/Image";
import VectorLayer from "ol/layer/Vector";
import Projection from "ol/proj/Projection";
import type RenderEvent from "ol/render/Event";
import ImageStatic from "ol/source/ImageStatic";
import VectorSource from "ol/source/Vector";
import { Stroke, Style } from "ol/style";
import type { Report } from "./data";

/** The study's pictures in their own projection [m], the border above them, one swiped over another. */
export class StudyMap {
  private readonly below = new ImageLayer();
  private readonly above = new ImageLayer();
  private readonly map: Map;
  private swipeShare = 0.5;

  constructor(private readonly report: Report, target: HTMLElement) {
    const extent = report.maps[0].extent;
    const projection = new Projection({ code: "study", units: "m", extent });
    const border = new VectorLayer({
      source: new VectorSource({ features: [new Feature(new MultiLineString(report.border))] }),
      style: [new Style({ stroke: new Stroke({ color: "#fff", width: 5 }) }),
              new Style({ stroke: new Stroke({ color: "#000", width: 2 }) })],
    });
    this.map = new Map({
      target,
      layers: [this.below, this.above, border],
      controls: defaults({ attribution: false }).extend([
        new ScaleLine(), new MousePosition({ coordinateFormat: createStringXY(0) })]),
      view: new View({ projection, center: [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2] }),
    });
    this.map.getView().fit(extent);
    this.above.on("prerender", (event) => this.clip(event));
    this.above.on("postrender", (event) => (event.context as CanvasRenderingContext2D).restore());
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

  private source(layer: string, period: string): ImageStatic | null {
    const picture = this.report.maps.find((one) => one.layer === layer && one.period === period);
    if (!picture) return null;
    return new ImageStatic({
      url: "data:image/png;base64," + picture.png, imageExtent: picture.extent,
      projection: this.map.getView().getProjection(), interpolate: false,
    });
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
