// How large towns and cities are in every period: built-up land within reach of their centres.
#include <cmath>
#include <limits>
#include <map>

#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/node_catchments.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

struct PlacedTown {
    std::string id, name, side;
    Point lonlat;
    double radius_km = 0.0;
};

/// The study's nodes, then its areas of interest.
std::vector<PlacedTown> towns_of(const Study& study) {
    std::vector<PlacedTown> towns;
    if (!study.network.nodes_path.empty()) {
        const Table nodes = read_table(study.network.nodes_path);
        const auto texts = [&](const char* column) {
            return nodes.has(column)
                       ? nodes.texts(column)
                       : std::vector<std::string>(static_cast<std::size_t>(nodes.rows()));
        };
        const auto id = texts("id"), name = texts("name"), side = texts("side");
        for (std::size_t i = 0; i < id.size(); ++i)
            towns.push_back({id[i],
                             name[i].empty() ? id[i] : name[i],
                             side[i],
                             {nodes.numbers("lon")[i], nodes.numbers("lat")[i]},
                             study.network.catchment_km});
    }
    for (const Area& area : study.areas)
        towns.push_back({area.name, area.name, "", area.lonlat, area.radius_km});
    return towns;
}

double count_of(const std::vector<double>& counts, const Legend& legend, const char* name) {
    for (const LegendEntry& entry : legend)
        if (entry.name == name) return counts[static_cast<std::size_t>(entry.code)];
    return std::numeric_limits<double>::quiet_NaN();
}

void measure_study_towns(const StudyRun& run) {
    const Legend legend = study_model(run)->lens_model.forest.legend;
    const double pixel_m2 = read_ground(run.folder).grid.pixel_area_m2();
    const auto in_km2 = [&](double pixels) { return pixels * pixel_m2 / 1e6; };
    const std::vector<PlacedTown> towns = towns_of(run.study);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    std::map<double, std::vector<std::size_t>> by_radius;  // one pass over the maps for each
    for (std::size_t t = 0; t < towns.size(); ++t) by_radius[towns[t].radius_km].push_back(t);
    std::vector<std::vector<std::vector<double>>> counts(towns.size());  // [town][period][code]
    for (const auto& [radius_km, members] : by_radius) {
        std::vector<Point> places;
        for (const std::size_t t : members) places.push_back(towns[t].lonlat);
        places = transform_points(lonlat_crs(), run.study.crs, std::move(places));
        for (const StudyPeriod& period : periods) {
            const auto found = classes_around(run, period.name, places, radius_km * 1000.0);
            for (std::size_t i = 0; i < members.size(); ++i) counts[members[i]].push_back(found[i]);
        }
    }
    std::vector<std::string> id, name, side, in_period;
    std::vector<double> built_up, built_up_share, photovoltaics, mapped_share;
    for (std::size_t t = 0; t < towns.size(); ++t) {
        const double reach_km2 = M_PI * towns[t].radius_km * towns[t].radius_km;
        for (std::size_t p = 0; p < periods.size(); ++p) {
            double mapped = 0.0;
            for (std::size_t code = 1; code < counts[t][p].size(); ++code)
                mapped += counts[t][p][code];
            if (in_km2(mapped) < least_mapped_share * reach_km2) continue;
            id.push_back(towns[t].id);
            name.push_back(towns[t].name);
            side.push_back(towns[t].side);
            in_period.push_back(periods[p].name);
            built_up.push_back(in_km2(count_of(counts[t][p], legend, "built_up")));
            built_up_share.push_back(built_up.back() / in_km2(mapped));
            photovoltaics.push_back(in_km2(count_of(counts[t][p], legend, "photovoltaics")));
            mapped_share.push_back(in_km2(mapped) / reach_km2);
        }
    }
    Table table;
    table.set("town", id);
    table.set("name", name);
    table.set("side", side);
    table.set("period", in_period);
    table.set("built_up_km2", built_up);
    table.set("built_up_share", built_up_share);
    table.set("photovoltaics_km2", photovoltaics);
    table.set("mapped_share", mapped_share);
    write_table(run.folder.file(table_path("towns")), table, true);
}

}  // namespace

std::vector<Unit> measure_towns(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    if (study.network.nodes_path.empty() && study.areas.empty()) return {};
    Unit unit{.name = "all", .outputs = {table_path("towns")}};
    unit.inputs.add(study.network.catchment_km);
    if (!study.network.nodes_path.empty()) unit.inputs.add_file(study.network.nodes_path);
    for (const Area& area : study.areas)
        unit.inputs.add(area.name).add(area.lonlat.x).add(area.lonlat.y).add(area.radius_km);
    for (const StudyPeriod& period : composite_periods(run))
        for (const Tile& tile : read_ground(run.folder).tiles)
            depend_on(unit.inputs, run.folder, {layer_path("land_use", period.name, tile.name)});
    unit.work = [&run] { measure_study_towns(run); };
    return {unit};
}

}  // namespace borderlens
