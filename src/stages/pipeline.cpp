#include "stages/pipeline.hpp"

#include "stages/stages.hpp"

namespace borderlens {

const std::vector<Stage>& pipeline() {
    static const std::vector<Stage> stages = {
        {"plan_tiles", "the study's grid and the tiles that meet zone or areas", plan_tiles},
        {"map_sides", "side, signed distance and place along the line of every pixel", map_sides},
        {"list_scenes", "what every scene is, and why some are left out", list_scenes},
        {"fit_scenes", "shift and scale of every scene against its period's median", fit_scenes},
        {"make_composites", "one cloud-free image per tile and period", make_composites},
        {"join_composites", "all tiles of a period as one image", join_composites},
        {"count_looks", "valid looks and filled pixels by side and distance band", count_looks},
        {"train_forest", "a model from the study's labels, judged on labels held out",
         train_study_forest},
        {"apply_lenses", "land use, built-up and photovoltaics of every tile and period",
         apply_lenses},
        {"detect_change", "since when ground is built up, and what became what", detect_change},
        {"join_layers", "all tiles of a layer as one image", join_layers},
        {"outline_objects", "new built-up ground and photovoltaic plants, one by one",
         outline_objects},
        {"map_breaks", "when each pixel's history broke, where a study asks and has dates enough",
         map_study_breaks},
        {"measure_changes", "speed and kind of change and growth, by side and distance band",
         measure_changes},
        {"assess_maps", "accuracy by reference points, area-adjusted", assess_maps},
        {"measure_zones", "areas, shares and means by side, band and border segment",
         measure_zones},
        {"compare_sides", "side against side and through time, with intervals",
         compare_study_sides},
        {"measure_towns", "built-up land of towns and cities, period by period", measure_towns},
        {"estimate_border_effect", "the jump at the line, by segment and against moved lines",
         estimate_border_effect},
        {"measure_landscapes", "how the ground is cut up: landscape metrics of every zone",
         measure_landscapes},
        {"compare_landscapes", "landscape metrics of all periods, side against side",
         compare_landscapes},
        {"trend_zones", "greening and other trends, of every zone's series and pixel by pixel",
         trend_zones},
        {"find_hot_spots", "where change gathers: global and local Moran's I", find_hot_spots},
        {"divide_functions", "towns: what is built in and around them, how they specialise",
         divide_functions},
        {"map_zones", "bands, segments and units as polygons and lines with their asymmetry",
         map_zones},
        {"measure_access", "hours to and across the border, isochrones, valley of accessibility",
         measure_access},
        {"spread_hours", "hours off the roads to and across the border, over the study's own map",
         spread_hours},
        {"evaluate_nodes", "cities and ports: criteria, hours to the border, scores, ranks",
         evaluate_nodes},
        {"link_cities", "who pulls whom: backbone, centrality, communities", link_cities},
        {"build_corridors", "axes and belts between the cores, scenario against scenario",
         build_corridors},
        {"judge_claims", "what others have stated held against the results", judge_claims},
        {"note_news", "what is new since the run before", note_news},
        {"write_indicators", "a workbook of indicators with its dictionary", write_indicators},
        {"write_maps", "a GeoPackage, a QGIS project, styles and STAC items", write_maps},
        {"write_report", "one page with maps, charts and tables", write_report},
    };
    return stages;
}

}  // namespace borderlens
