#include "stages/report_provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "io/crs.hpp"
#include "io/environment.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

Document document_if_there(const StudyRun& run, const std::string& relative) {
    const auto path = std::filesystem::path(run.folder.path()) / relative;
    return std::filesystem::exists(path) ? read_json(path.string()) : Document();
}

/// Files of the user's that a study rests on, but for the scenes, which are listed in a table.
std::vector<std::string> input_files(const Study& study) {
    std::vector<std::string> files = {study.path};
    const auto add = [&](const std::string& path) {
        if (!path.empty()) files.push_back(path);
    };
    if (study.border) {
        add(study.border->source.path);
        add(study.border->units_path);
    }
    add(study.labels.path);
    add(study.labels.test_points_path);
    add(study.elevation_path);
    add(study.network.nodes_path);
    for (const std::string& path : study.network.edges_paths) add(path);
    add(study.network.crossings_path);
    add(study.network.criteria_path);
    for (const std::string& path : study.network.scenario_paths) add(path);
    return files;
}

/// First and last year of the used scenes whose sensor's name starts so; "" = there is none.
std::string years_of(const Table& scenes, const std::string& sensor) {
    if (!has_all(scenes, {"sensor", "date", "used"})) return "";
    const auto sensors = scenes.texts("sensor"), dates = scenes.texts("date");
    std::string first, last;
    for (std::size_t i = 0; i < sensors.size(); ++i) {
        if (!sensors[i].starts_with(sensor) || scenes.numbers("used")[i] <= 0.0) continue;
        const std::string year = dates[i].substr(0, 4);
        if (first.empty() || year < first) first = year;
        if (last.empty() || year > last) last = year;
    }
    return first == last ? first : first + "-" + last;
}

/// Everything that says where data come from: notes, paths, source columns.
std::string all_sources(const Study& study, const std::vector<NamedTable>& tables) {
    std::string text = study.note;
    if (study.border) text += " " + study.border->note + " " + study.border->source.path;
    for (const std::string& path : study.network.edges_paths) {
        text += " " + path;
        if (!file_exists(path)) continue;
        const Table edges = read_table(path);
        if (edges.has("source"))
            for (const std::string& source : edges.texts("source")) text += " " + source;
    }
    for (const NamedTable& one : tables)
        if (one.table.has("source"))
            for (const std::string& source : one.table.texts("source")) text += " " + source;
    return lower(text);
}

std::vector<std::string> attributions_of(const Study& study, const std::vector<NamedTable>& tables,
                                         bool simulated) {
    std::vector<std::string> attributions;
    const Table& scenes = table_named(tables, "scenes");
    const std::string sentinel = years_of(scenes, "sentinel"),
                      landsat = years_of(scenes, "landsat");
    if (simulated && !(sentinel.empty() && landsat.empty())) {
        attributions.push_back(
            "Scenes: simulated by borderlens in the layout of Sentinel-2 and Landsat products; "
            "they "
            "hold no data of either mission.");
    } else {
        if (!sentinel.empty())
            attributions.push_back(
                fmt::format("Contains modified Copernicus Sentinel data {}.", sentinel));
        if (!landsat.empty())
            attributions.push_back(
                fmt::format("Landsat {}: courtesy of the U.S. Geological Survey.", landsat));
    }
    const std::string sources = all_sources(study, tables);
    const auto named = [&](std::initializer_list<const char*> words) {
        return std::any_of(words.begin(), words.end(), [&](const char* word) {
            return sources.find(word) != std::string::npos;
        });
    };
    if (named({"openstreetmap", " osm ", "osm_"}))
        attributions.push_back("© OpenStreetMap contributors, Open Database License (ODbL) 1.0.");
    if (named({"geonames"})) attributions.push_back("Places: GeoNames, CC BY 4.0.");
    if (named({"geoboundaries"})) attributions.push_back("Boundaries: geoBoundaries, CC BY 4.0.");
    if (named({"natural earth", "natural_earth", "naturalearth"}))
        attributions.push_back("Made with Natural Earth, public domain.");
    return attributions;
}

}  // namespace

Provenance provenance_of(const StudyRun& run, const std::vector<NamedTable>& tables) {
    const Study& study = run.study;
    Provenance made;
    made.simulated = lower(study.note).find("simulated") != std::string::npos;
    if (file_exists(study.path)) made.study_file = read_text(study.path);
    made.versions = {{"borderlens", BORDERLENS_VERSION}, {"GDAL", gdal_version()}};
    if (!study.crs.empty()) made.versions.push_back({"CRS", crs_name(study.crs)});
    if (study.border) {
        const std::string& path = study.border->source.path;
        made.border_note = study.border->note;
        if (!made.border_note.empty()) made.border_note += "; ";
        made.border_note += fmt::format("file {}", std::filesystem::path(path).filename().string());
    }
    if (has_imagery(study)) {
        const auto model = study_model(run);
        made.shipped_model = model->is_shipped;
        made.checksums.push_back({"model", model->checksum});
    }
    for (const std::string& path : input_files(study))
        if (file_exists(path))
            made.checksums.push_back(
                {std::filesystem::path(path).filename().string(), checksum_of_file(path)});
    for (const NamedTable& one : tables) {
        const auto path = std::filesystem::path(run.folder.path()) / table_path(one.name);
        if (std::filesystem::exists(path))
            made.checksums.push_back({table_path(one.name), checksum_of_file(path.string())});
    }
    made.attributions = attributions_of(study, tables, made.simulated);
    made.accuracy = document_if_there(run, "model/accuracy.json");
    made.map_accuracy = document_if_there(run, "model/map_accuracy.json");
    return made;
}

FigureMethod figure_method(const StudyRun& run, const Table& scenes) {
    const Study& study = run.study;
    FigureMethod made;
    Fingerprint settings;
    settings.add(study.pixel_size_m).add(study.composites.method).add(study.scenes.resampling);
    settings.add(study.scenes.mask_dilation_m).add(study.scenes.harmonise ? 1.0 : 0.0);
    settings.add(study.scenes.max_cloud_share).add(study.comparison.cell_km);
    settings.add(static_cast<double>(study.comparison.bootstrap_count));
    settings.add(static_cast<double>(study.seed));
    if (study.border) {
        settings.add(study.border->zone_km);
        settings.add_file(study.border->source.path);
        for (const double edge : study.border->bands_km) settings.add(edge);
    }
    if (!study.labels.test_points_path.empty()) settings.add_file(study.labels.test_points_path);
    made.method = "borderlens " BORDERLENS_VERSION;
    if (has_imagery(study))
        made.method += fmt::format(", model {}", study_model(run)->checksum.substr(0, 8));
    made.method += fmt::format(", settings {}", settings.hex().substr(0, 8));
    if (has_all(scenes, {"scene", "period", "used"})) {
        const auto names = scenes.texts("scene"), periods = scenes.texts("period");
        std::map<std::string, std::set<std::string>> used;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (scenes.numbers("used")[i] > 0.0) used[periods[i]].insert(names[i]);
        for (const auto& [period, ids] : used) {
            Fingerprint all;
            for (const std::string& id : ids) all.add(id);
            made.scenes[period] = all.hex().substr(0, 12);
        }
    }
    return made;
}

}  // namespace borderlens
