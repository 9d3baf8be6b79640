#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "imagery/date.hpp"
#include "stages/read_border.hpp"

namespace borderlens {

/// A round place whose ground belongs to the study although it may lie outside the border zone.
struct Area {
    std::string name;
    Point lonlat;
    double radius_km = 5.0;
};

struct StudyBorder {
    BorderSource source;
    std::string name_a = "side a";
    std::string name_b = "side b";
    double zone_km = 20.0;
    std::vector<double> bands_km = {0, 2, 5, 10, 20};
    double segment_km = 10.0;
    std::string units_path = "";  ///< polygons of counties, districts, towns; "" = none
    std::string units_field = "name";
    std::string note = "";  ///< where the line comes from, of which date
};

struct StudyScenes {
    std::vector<std::string> paths;
    std::vector<std::string> hosts;  ///< hosts that scenes may lie on beside the open archives
    bool stop_on_bad_scene = false;
    double max_cloud_share = 1.0;
    double mask_dilation_m = 0.0;
    std::string resampling = "bilinear";
    bool harmonise = true;
    std::string harmonise_fit = "ols";  ///< or "rma", where a source gives both
    std::string normalise = "none";     ///< "invariant" or "irmad": scene by scene, to the period
    bool fallback_mask = false;         ///< a spectral cloud mask where a scene brings none
    bool mask_snow = false;
    bool correct_shifts = false;
    double outlier_sigma = 0.0;  ///< looks farther off their own series are masked; 0 = none is
};

/// A raster of values of the user's, such as night lights: measured like NDVI.
struct StudyLayer {
    std::string name;
    std::string unit;
    std::string path;  ///< "{period}" in it stands for the period's name
    Index band = 1;

    std::string path_in(const std::string& period) const {
        const std::size_t place = path.find("{period}");
        return place == std::string::npos ? path : std::string(path).replace(place, 8, period);
    }
};

struct StudyComposites {
    std::string method = "median";
    std::string fill = "none";  ///< "neighbour" or "harmonic": how pixels without a look are filled
    bool day_of_year = false;   ///< a band that says which day a pixel stands for
    std::vector<std::string> temporal;  ///< indices whose course through the period is kept
    std::string support = "auto";  ///< "auto", "none": periods of unlike sensors on one support
};

/// One STAC API that `fetch` asks.
struct StudyCatalogue {
    std::string url;
    std::vector<std::string> collections;
    double max_cloud_share = 1.0;
    Index scenes_per_period = 0;         ///< clearest of each tile of the provider's grid; 0 = all
    std::vector<std::string> periods;    ///< names; empty = all
    std::vector<std::string> platforms;  ///< as items name them; empty = all
    std::string alternate = "";  ///< name of the assets' alternate address to use, e.g. "s3"
};

/// One open file that `fetch` brings: a vector layer or a land-cover map, cut to the ground.
struct StudySourceFile {
    std::string name;  ///< in the cache: border.geojson, labels.tif
    std::vector<std::string> urls;
    std::string layer = "";
    std::string licence;
    /// Codes of a land-cover map and the land-use classes they are; others are left out.
    std::vector<std::pair<Index, std::string>> classes;
    Index most_per_class = 20000;  ///< pixels that become labels
    Index pure_px = 1;  ///< labels only where all pixels this far around are of one class
};

/// What `borderlens fetch` brings into a folder that can be carried elsewhere.
struct StudyFetch {
    std::string cache;
    std::vector<std::string> hosts;  ///< besides those of the addresses named; no other is asked
    std::vector<std::string> bands;  ///< roles; empty = all a scene has
    std::vector<StudyCatalogue> catalogues;
    std::vector<StudySourceFile> files;
};

struct StudyLabels {
    std::string path = "";               ///< polygons or points
    std::vector<std::string> map_paths;  ///< published land-cover maps used instead of `path`
    std::vector<std::string> map_legends;
    /// Without any the shipped model is used.
    bool any() const { return !path.empty() || !map_paths.empty(); }
    std::string class_field = "class";
    std::string name_field = "";        ///< names of numbered classes
    std::string year_field = "";        ///< "" = labels hold for every period
    std::vector<int> years;             ///< years a label map holds for; empty = every period
    std::string test_points_path = "";  ///< reference points for area-adjusted accuracy; "" = none
    std::string weight_field = "";      ///< pixels a reference point stands for; "" = all the same
    double hold_out_share = 0.3;
    Index trees = 100;
    Index depth = 25;
};

struct StudyComparison {
    Index bootstrap_count = 500;
    double cell_km = 0.5;  ///< pixels are summed into cells this wide before they are resampled
    std::optional<int> event_year;
    std::string event_name = "";
    std::string population_path = "";  ///< inhabitants by side and year; "" = unknown
    double donut_km = 0.0;             ///< ground this near to the line is no man's: left out
    double placebo_step_km = 0.0;  ///< between lines moved for comparison; 0 = a 25th of the zone
};

/// Towns whose functions are told apart; `wanted` where the study has a [towns] table.
struct StudyTowns {
    bool wanted = false;
    std::string polygons_path = "";  ///< "" = clusters of built-up ground are found
    std::string field = "name";
    double join_m = 150.0;    ///< built-up pixels less far apart are one town
    double least_km2 = 0.25;  ///< smaller clusters are no towns
    double ring_km = 2.0;     ///< ground around a town whose cropland counts
};

/// When a change is worth telling.
struct StudyMonitoring {
    double least_object_ha = 0.5;    ///< of new built-up ground; plants have their own limit
    double least_probability = 0.5;  ///< of an object
    double growth_factor = 1.5;      ///< a town's last growth against its earlier median
    double least_growth_km2 = 0.05;  ///< a town's last growth
};

struct StudyNetwork {
    std::string nodes_path = "";           ///< "" = no node evaluation
    std::vector<std::string> edges_paths;  ///< roads, rails
    std::string crossings_path = "";
    std::vector<std::string> border_crossings;  ///< ids that make up the border; empty = all
    std::string criteria_path = "";
    std::vector<std::string> scenario_paths;
    std::vector<std::string> cores;
    std::string weights = "entropy";
    std::string ranking = "topsis";
    double catchment_km = 10.0;
    std::string group_field = "";  ///< column of the nodes: each group is evaluated by itself
    std::string linkage = "ward";  ///< how nodes are selected from the candidates of a group
    int grades = 4;
    std::vector<std::string> main_crossings;  ///< the gates the narrower access figures count
    bool waits_count = true;                  ///< in the access figures that become criteria
    std::optional<double> unknown_wait_h;     ///< none = mean of the known waits of the mode
    std::vector<double> isochrones_h = {4, 8, 12, 24};
    double valley_share = 1.0 / 3.0;  ///< of the places; chosen: a third is clearly the better part
    std::string claims_path = "";     ///< statements to be held against the results; "" = none
};

/// Hours over the study's own ground from the border's crossings; `wanted` where the study has
/// a table [access.ground].
struct StudyGroundAccess {
    bool wanted = false;
    std::string speeds_path = "";          ///< class, speed_kmh; "" = on foot
    std::string elevation_path = "";       ///< raster of metres, slows what is steep; "" = level
    std::string slope_curve_path = "";     ///< slope, speed_kmh; "" = Tobler's
    std::vector<std::string> roads_paths;  ///< lines; empty = the network's links, drawn straight
    std::string speed_field = "speed_kmh";
    Index neighbours = 16;
    double snap_km = 10.0;  ///< a crossing may lie this far from the line
    std::vector<double> isochrones_h;
};

/// Everything a study file says, checked; paths are ready to open.
struct Study {
    std::string path;
    std::string name;
    std::string title;
    std::string note = "";
    std::string run_folder;
    std::string crs;  ///< WKT, projected in metres
    double pixel_size_m = 10.0;
    Index tile_px = 512;
    std::uint64_t seed = 1;
    double memory_gib = 2.0;       ///< what a stage may need; a study beyond it is refused at once
    std::optional<Bounds> bounds;  ///< in `crs`; else the footprint of the scenes
    std::vector<Area> areas;
    std::optional<StudyBorder> border;  ///< none = a study of nodes and corridors only
    StudyScenes scenes;
    std::vector<Period> periods;
    std::vector<StudyLayer> layers;
    StudyComposites composites;
    StudyLabels labels;
    std::vector<std::string> lenses = {"land_use", "built_up", "photovoltaics"};
    std::string elevation_path = "";  ///< heights [m] for the lenses, any grid; "" = none
    bool break_maps = false;          ///< break dates of every pixel, where there are dates enough
    StudyComparison comparison;
    StudyTowns towns;
    StudyNetwork network;
    StudyGroundAccess ground_access;
    StudyMonitoring monitoring;
    std::optional<StudyFetch> fetch;
};

/// Whether it maps anything; else it is a study of nodes alone.
inline bool has_imagery(const Study& study) {
    return study.border && !study.scenes.paths.empty();
}

}  // namespace borderlens
