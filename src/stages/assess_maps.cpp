// How right the land-use maps are, by reference points that no model has seen: area-adjusted.
#include <cmath>
#include <filesystem>
#include <map>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "learning/accuracy.hpp"
#include "learning/accuracy_table.hpp"
#include "learning/samples.hpp"
#include "stages/map_accuracy.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

const char* const samples_name = "accuracy_samples";

/// Map class under each point, in the period of its year; points outside the maps are left out.
Table sample_maps(const StudyRun& run, const Legend& legend) {
    const StudyLabels& labels = run.study.labels;
    const StudyGround ground = read_ground(run.folder);
    const VectorLayer points = read_vector(labels.test_points_path, "", run.study.crs);
    const ClassField classes =
        class_field(points.attributes, labels.class_field, labels.test_points_path);
    const std::vector<double> years = labels.year_field.empty()
                                          ? std::vector<double>()
                                          : points.attributes.numbers(labels.year_field);
    const std::vector<double> weights = labels.weight_field.empty()
                                            ? std::vector<double>(points.geometries.size(), 1.0)
                                            : points.attributes.numbers(labels.weight_field);
    std::map<int, std::string> names;
    for (const LegendEntry& entry : legend) names[entry.code] = entry.name;
    std::vector<double> x, y, point_weights;
    std::vector<std::string> strata;
    std::vector<std::string> period_names, map_names, reference_names;
    for (const StudyPeriod& period : composite_periods(run))
        for (const Tile& tile : ground.tiles) {
            const Raster<ClassCode> map =
                read_classes(run.folder.file(layer_path("land_use", period.name, tile.name)));
            for (std::size_t i = 0; i < points.geometries.size(); ++i) {
                if (points.geometries[i].points.empty() || classes.positions[i] < 0) continue;
                if (!years.empty() && (years[i] < period.first_year || years[i] > period.last_year))
                    continue;
                const Point place = points.geometries[i].points[0];
                const Point px = map.grid().to_px(place);
                const Index row = static_cast<Index>(std::floor(px.y));
                const Index col = static_cast<Index>(std::floor(px.x));
                if (!map.grid().window().contains(row, col) || map(row, col) == no_class) continue;
                const int code =
                    classes.legend[static_cast<std::size_t>(classes.positions[i])].code;
                if (names.count(code) == 0) continue;
                x.push_back(place.x);
                y.push_back(place.y);
                period_names.push_back(period.name);
                map_names.push_back(names.at(map(row, col)));
                reference_names.push_back(names.at(code));
                point_weights.push_back(weights[i]);
                strata.push_back(period.name + "/" + names.at(code) + "/" + to_text(weights[i]));
            }
        }
    Table table;
    table.set("x", x);
    table.set("y", y);
    table.set("period", period_names);
    table.set("map", map_names);
    table.set("reference", reference_names);
    table.set("weight", point_weights);
    if (!labels.weight_field.empty()) table.set("stratum", strata);
    return table;
}

/// Points of equal period, class and weight were drawn from one stratum; its size is their weights'
/// sum.
Table weighted_strata(const Table& samples) {
    std::map<std::string, double> pixels;
    const auto stratum = samples.texts("stratum");
    for (std::size_t i = 0; i < stratum.size(); ++i)
        pixels[stratum[i]] += samples.numbers("weight")[i];
    std::vector<std::string> names;
    std::vector<double> counts;
    for (const auto& [name, count] : pixels) {
        names.push_back(name);
        counts.push_back(count);
    }
    Table strata;
    strata.set("stratum", names);
    strata.set("pixels", counts);
    return strata;
}

/// Pixels mapped as each class, over all periods: the strata that weigh the samples.
Table map_strata(const StudyRun& run, const Legend& legend) {
    std::map<int, double> pixels;
    for (const StudyPeriod& period : composite_periods(run))
        for (const Tile& tile : read_ground(run.folder).tiles)
            for (const ClassCode code :
                 read_classes(run.folder.file(layer_path("land_use", period.name, tile.name)))
                     .values())
                if (code != no_class) pixels[code] += 1.0;
    std::vector<std::string> classes;
    std::vector<double> counts;
    for (const LegendEntry& entry : legend)
        if (pixels.count(entry.code) > 0) {
            classes.push_back(entry.name);
            counts.push_back(pixels.at(entry.code));
        }
    Table strata;
    strata.set("class", classes);
    strata.set("pixels", counts);
    return strata;
}

void assess(const StudyRun& run) {
    const Legend legend = study_model(run)->lens_model.forest.legend;
    const Table samples = sample_maps(run, legend);
    if (samples.rows() == 0)
        throw input_error("{}: no reference point lies on the maps in its year",
                          run.study.labels.test_points_path);
    const Table strata =
        samples.has("stratum") ? weighted_strata(samples) : map_strata(run, legend);
    write_table(run.folder.file(table_path(samples_name)), samples, true);
    write_document(run.folder.file("model/map_accuracy.json"),
                   document_of(assess_accuracy(accuracy_sample_of(samples, &strata, {}))), true);
}

}  // namespace

MapConfusion confusion_of(const Table& samples, const Legend& legend,
                          const std::function<bool(std::size_t sample)>& choice) {
    MapConfusion confusion;
    std::map<std::string, std::size_t> position;
    for (const LegendEntry& entry : legend) {
        position[entry.name] = confusion.classes.size();
        confusion.classes.push_back(entry.name);
    }
    confusion.counts.assign(legend.size(), std::vector<double>(legend.size(), 0.0));
    const auto map = samples.texts("map"), reference = samples.texts("reference");
    const std::vector<double>& weight = samples.numbers("weight");
    std::vector<double> sum(legend.size(), 0.0), sum_of_squares(legend.size(), 0.0);
    for (std::size_t i = 0; i < map.size(); ++i) {
        if (!choice(i)) continue;
        const std::size_t row = position.at(map[i]);
        confusion.counts[row][position.at(reference[i])] += weight[i];
        sum[row] += weight[i];
        sum_of_squares[row] += weight[i] * weight[i];
    }
    for (std::size_t row = 0; row < legend.size(); ++row)
        if (sum[row] > 0.0)
            for (double& count : confusion.counts[row]) count *= sum[row] / sum_of_squares[row];
    return confusion;
}

std::optional<MapAccuracy> read_map_accuracy(const StudyRun& run) {
    const auto path = std::filesystem::path(run.folder.path()) / table_path(samples_name);
    if (run.study.labels.test_points_path.empty() || !std::filesystem::exists(path))
        return std::nullopt;
    MapAccuracy accuracy{read_table(path.string()), {}};
    accuracy.confusion = confusion_of(accuracy.samples, study_model(run)->lens_model.forest.legend,
                                      [](std::size_t) { return true; });
    return accuracy;
}

std::vector<Unit> assess_maps(const StudyRun& run) {
    if (!run.study.border || run.study.labels.test_points_path.empty()) return {};
    Unit unit{.name = "all", .outputs = {table_path(samples_name), "model/map_accuracy.json"}};
    unit.inputs.add_file(run.study.labels.test_points_path);
    std::vector<std::string> needed;
    for (const StudyPeriod& period : composite_periods(run))
        for (const Tile& tile : read_ground(run.folder).tiles)
            needed.push_back(layer_path("land_use", period.name, tile.name));
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { assess(run); };
    return {unit};
}

}  // namespace borderlens
