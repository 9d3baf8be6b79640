#include "app/label_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "lenses/lens_classes.hpp"
#include "stages/read_border.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

constexpr std::size_t most_located = 5000;  // chosen: a second for a long border
constexpr std::size_t most_named = 12;      // chosen: one line of a terminal

std::set<std::string> known_classes() {
    std::set<std::string> names;
    for (const LensClass& one : land_use_classes()) names.insert(one.english);
    return names;
}

std::map<std::string, int> counts_of(const Table& fields, const std::string& field) {
    std::map<std::string, int> counts;
    for (const std::string& value : fields.texts(field))
        if (!value.empty()) ++counts[value];
    return counts;
}

bool holds_known_classes(const std::map<std::string, int>& counts) {
    const std::set<std::string> known = known_classes();
    return std::count_if(counts.begin(), counts.end(),
                         [&](const auto& one) { return known.count(one.first) > 0; }) > 1;
}

std::string described(const std::map<std::string, int>& counts) {
    std::vector<std::string> words;
    for (const auto& [name, count] : counts) {
        if (words.size() == most_named) {
            words.push_back(fmt::format("and {} more", counts.size() - most_named));
            break;
        }
        words.push_back(fmt::format("{} {}", name, count));
    }
    return fmt::format("{}", fmt::join(words, ", "));
}

/// A field with a few of its values, for people who have to choose one.
std::string field_sample(const Table& fields, const std::string& field) {
    std::vector<std::string> values;
    for (const auto& [value, count] : counts_of(fields, field)) {
        if (values.size() == 3) {
            values.push_back("...");
            break;
        }
        values.push_back(value);
    }
    return fmt::format("{} ({})", field, fmt::join(values, ", "));
}

std::string class_field_of(const std::string& path, const Table& fields,
                           const std::string& wanted) {
    if (fields.has(wanted.empty() ? "class" : wanted)) return wanted.empty() ? "class" : wanted;
    std::vector<std::string> samples, texts, known;
    for (const Column& column : fields.columns()) {
        samples.push_back(field_sample(fields, column.name));
        if (column.is_number) continue;
        texts.push_back(column.name);
        if (holds_known_classes(counts_of(fields, column.name))) known.push_back(column.name);
    }
    if (wanted.empty() && known.size() == 1) return known[0];
    if (wanted.empty() && texts.size() == 1) return texts[0];
    throw input_error(
        "{}: has no field '{}'; it has: {}; name the one of the classes by --class-field", path,
        wanted.empty() ? "class" : wanted, fmt::join(samples, ", "));
}

/// The field that names numbered classes: of texts, one for each number and no other.
std::string name_field_of(const Table& fields, const std::string& class_field) {
    if (!fields.column(class_field).is_number) return "";
    const std::vector<std::string> codes = fields.texts(class_field);
    for (const Column& column : fields.columns()) {
        if (column.is_number) continue;
        std::map<std::string, std::string> name_of, code_of;
        bool is_one_to_one = true;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            if (codes[i].empty() || column.texts[i].empty()) continue;
            is_one_to_one =
                is_one_to_one &&
                name_of.emplace(codes[i], column.texts[i]).first->second == column.texts[i] &&
                code_of.emplace(column.texts[i], codes[i]).first->second == codes[i];
        }
        if (is_one_to_one && name_of.size() > 1) return column.name;
    }
    return "";
}

/// A corner or point of a label; enough to say where it lies.
std::optional<Point> place_of(const Geometry& label) {
    if (!label.points.empty()) return label.points[0];
    if (!label.polygons.empty() && !label.polygons[0].outer.empty())
        return label.polygons[0].outer[0];
    if (!label.lines.empty() && !label.lines[0].empty()) return label.lines[0][0];
    return std::nullopt;
}

void tell_places(const std::string& path, const VectorLayer& layer, const LabelPlace& place) {
    std::vector<Point> places;
    const std::size_t step = 1 + layer.geometries.size() / most_located;
    for (std::size_t i = 0; i < layer.geometries.size(); i += step)
        if (const auto point = place_of(layer.geometries[i])) places.push_back(*point);
    if (places.empty()) {
        log_warning("{}: its rows have no shapes", path);
        return;
    }
    if (layer.crs.empty())
        log_warning("{}: names no CRS; its coordinates are taken as those of the study, {}", path,
                    crs_name(place.crs));
    else
        places = transform_points(layer.crs, place.crs, std::move(places));
    const BorderLine line(read_border_parts({.path = place.border_path}, place.crs));
    const auto near = std::count_if(places.begin(), places.end(), [&](const Point& point) {
        return std::abs(line.locate(point).signed_distance_m) <= place.zone_km * 1000.0;
    });
    if (near == 0)
        log_warning("{}: none of {} labels lies within {} km of the border; they cannot serve",
                    path, places.size(), place.zone_km);
    else
        log_info("{}: {} of {} labels looked at lie within {} km of the border; CRS {}", path, near,
                 places.size(), place.zone_km, layer.crs.empty() ? "-" : crs_name(layer.crs));
}

void tell_classes(const std::string& path, const std::string& field,
                  const std::map<std::string, int>& counts) {
    log_info("{}: classes by '{}': {}", path, field, described(counts));
    if (counts.size() < 2)
        log_warning("{}: the field '{}' tells {} class(es), two or more are needed", path, field,
                    counts.size());
    std::vector<std::string> single;
    for (const auto& [name, count] : counts)
        if (count == 1) single.push_back(name);
    if (counts.size() > 1 && !single.empty())
        log_warning("{}: one label only of {}: none is left to test the map by", path,
                    fmt::join(single, ", "));
    if (!holds_known_classes(counts))
        log_info(
            "{}: classes of your own: mapped and compared under these names; what is built up or a "
            "solar plant is told for built_up and photovoltaics only",
            path);
}

void look_into_map(const std::string& path, const LabelPlace& place) {
    const RasterInfo info = read_raster_info(path);
    if (info.grid.crs().empty()) {
        log_warning("{}: names no CRS: where it lies is unknown", path);
        return;
    }
    const Bounds map = transform_bounds(info.grid.crs(), place.crs, info.grid.bounds());
    Bounds zone{INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (const Polyline& part : read_border_parts({.path = place.border_path}, place.crs))
        for (const Point& point : part)
            zone = {std::min(zone.min_x, point.x), std::min(zone.min_y, point.y),
                    std::max(zone.max_x, point.x), std::max(zone.max_y, point.y)};
    const double reach = place.zone_km * 1000.0;
    zone = {zone.min_x - reach, zone.min_y - reach, zone.max_x + reach, zone.max_y + reach};
    if (!zone.meets(map))
        log_warning("{}: does not reach within {} km of the border; it cannot serve", path,
                    place.zone_km);
    std::vector<std::string> names;
    for (const LegendEntry& entry : read_legend(path)) names.push_back(entry.name);
    log_info("{}: a map, CRS {}, {} m pixels, classes: {}", path, crs_name(info.grid.crs()),
             std::round(pixel_size_in_metres(info.grid) * 100.0) / 100.0,
             names.empty() ? "numbers without names" : fmt::format("{}", fmt::join(names, ", ")));
}

}  // namespace

LabelHints look_into_labels(const std::string& path, const std::string& wanted_field,
                            const LabelPlace& place) {
    if (is_raster_path(path)) {
        look_into_map(path, place);
        return {};
    }
    const VectorLayer layer = read_vector(path);
    if (layer.attributes.rows() == 0) throw input_error("{}: holds no label", path);
    LabelHints hints;
    hints.class_field = class_field_of(path, layer.attributes, wanted_field);
    hints.name_field = name_field_of(layer.attributes, hints.class_field);
    hints.has_years = layer.attributes.has("year");
    const std::string& told = hints.name_field.empty() ? hints.class_field : hints.name_field;
    tell_classes(path, told, counts_of(layer.attributes, told));
    tell_places(path, layer, place);
    return hints;
}

}  // namespace borderlens
