#include "app/registries.hpp"

#include <fmt/format.h>

#include "app/method_registry.hpp"
#include "features/features.hpp"
#include "features/indices.hpp"
#include "features/temporal.hpp"
#include "imagery/harmonisation.hpp"
#include "imagery/sensors.hpp"
#include "lenses/lens.hpp"
#include "lenses/map_legends.hpp"
#include "metrics/metrics.hpp"
#include "network/methods.hpp"
#include "report/indicator_dictionary.hpp"
#include "simulation/materials.hpp"

namespace borderlens {
namespace {

/// One line of a Markdown table; bars inside a cell are escaped.
std::string row(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (std::string cell : cells) {
        for (std::size_t at = 0; (at = cell.find('|', at)) != std::string::npos; at += 2)
            cell.insert(at, "\\");
        line += " " + cell + " |";
    }
    return line + "\n";
}

std::string header(const std::vector<std::string>& names) {
    return row(names) + row(std::vector<std::string>(names.size(), "---"));
}

std::string sensors() {
    std::string text = header({"sensor", "instrument", "bands (role: name, nm, m)",
                               "reflectance [1] = number * scale + offset", "source"});
    for (const Sensor& sensor : all_sensors()) {
        std::string bands;
        for (const SensorBand& band : sensor.bands)
            bands += fmt::format("{}{}: {}, {:g}-{:g}, {:g}", bands.empty() ? "" : "; ",
                                 role_name(band.role), band.name, band.low_nm, band.high_nm,
                                 band.resolution_m);
        text += row({std::string(sensor.name), std::string(sensor.instrument), bands,
                     fmt::format("{:g}, {:g} ({})", sensor.product_scale, sensor.product_offset,
                                 sensor.product),
                     std::string(sensor.source)});
    }
    text += "\n" +
            header({"from", "to", "band", "slope [1]", "intercept [reflectance]", "fit", "source"});
    for (const BandAdjustment& adjustment : all_band_adjustments())
        text += row({std::string(adjustment.from), std::string(adjustment.to),
                     role_name(adjustment.role), fmt::format("{:g}", adjustment.slope),
                     fmt::format("{:g}", adjustment.intercept), std::string(adjustment.fit),
                     std::string(adjustment.source)});
    return text;
}

std::string indices() {
    std::string text = header({"index", "title", "formula", "domain", "unit", "source"});
    for (const SpectralIndex& index : all_indices())
        text += row({std::string(index.name), std::string(index.title),
                     "`" + std::string(index.formula) + "`", std::string(index.domain),
                     std::string(index.unit), std::string(index.source)});
    text += "\n" + header({"constant", "default", "meaning"});
    for (const IndexConstant& constant : all_index_constants())
        text += row({std::string(constant.name), fmt::format("{:g}", constant.value),
                     std::string(constant.meaning)});
    return text;
}

std::string features() {
    std::string text = header({"feature", "formula", "unit", "source", "option"});
    for (const FeatureKind& kind : all_feature_kinds())
        text += row({kind.name, kind.formula, kind.unit, kind.source, kind.option});
    text += "\n" + header({"feature of a series", "formula", "unit", "source"});
    for (const TemporalFeature& feature : all_temporal_features())
        text += row({feature.name, feature.formula, feature.unit, feature.source});
    return text;
}

std::string lenses() {
    std::string text = header({"lens", "title", "classes", "unit", "source"});
    for (const Lens& lens : all_lenses()) {
        std::string classes;
        for (const LensClass& one : lens.classes)
            classes += (classes.empty() ? "" : ", ") + one.english;
        text += row({lens.name, lens.title, classes, lens.unit, lens.source});
    }
    text += "\n" + header({"class", "lens", "code", "Chinese", "Russian", "Kazakh",
                           "GB/T 21010-2017", "Kazakhstan's land categories"});
    for (const Lens& lens : all_lenses())
        for (const LensClass& one : lens.classes)
            text += row({one.english, lens.name, fmt::format("{}", one.code), one.chinese,
                         one.russian, one.kazakh, one.gbt_21010, one.kazakhstan});
    return text;
}

/// Published maps as weak labels: every code and the class of land_use it stands for.
std::string legends() {
    std::string text = header({"legend", "map", "source"});
    for (const MapLegend& legend : all_map_legends())
        text += row({legend.name, legend.title, legend.source});
    text += "\n" + header({"legend and code", "meaning", "class of land_use"});
    for (const MapLegend& legend : all_map_legends())
        for (const MapCode& code : legend.codes)
            text += row({fmt::format("{} {}", legend.name, code.code), code.meaning,
                         code.land == 0 ? "no label" : class_name(code.land)});
    return text;
}

std::string metrics() {
    std::string text = header({"metric", "level", "formula", "unit", "range", "source"});
    for (const MetricLevel level :
         {MetricLevel::patch, MetricLevel::class_level, MetricLevel::landscape})
        for (const Metric& metric : metrics_of(level))
            text += row({metric.name, metric_level_name(level), metric.formula, metric.unit,
                         metric.range, metric.source});
    return text;
}

std::string weights() {
    std::string text = header({"weights", "title", "formula", "unit", "source", "reference case"});
    for (const WeightingMethod& method : all_weightings())
        text += row({method.name, method.title, method.formula, method.unit, method.source,
                     method.reference_case});
    return text;
}

std::string rankings() {
    std::string text = header(
        {"ranking", "title", "formula", "own normalisation", "unit", "source", "reference case"});
    for (const RankingMethod& method : all_rankings())
        text += row({method.name, method.title, method.formula, method.normalisation, method.unit,
                     method.source, method.reference_case});
    return text;
}

std::string methods() {
    std::string text = header({"method", "used by", "formula", "unit", "source"});
    for (const MethodEntry& method : all_methods())
        text += row({method.name, method.used_by, method.formula, method.unit, method.source});
    return text;
}

/// Columns of a run's tables and of its workbook.
std::string columns() {
    std::string text = header({"column", "meaning", "formula", "unit", "source", "caveat"});
    for (const auto& [name, meaning] : described_columns())
        text += row(
            {name, meaning.meaning, meaning.formula, meaning.unit, meaning.source, meaning.caveat});
    return text;
}

}  // namespace

// One line each: what `borderlens list` can print.
const std::vector<Registry>& all_registries() {
    static const std::vector<Registry> registries = {
        {"sensors", sensors}, {"indices", indices}, {"features", features}, {"lenses", lenses},
        {"legends", legends}, {"metrics", metrics}, {"weights", weights},   {"rankings", rankings},
        {"methods", methods}, {"columns", columns},
    };
    return registries;
}

}  // namespace borderlens
