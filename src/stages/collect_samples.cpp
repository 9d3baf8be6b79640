#include "stages/collect_samples.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

/// The first of some columns a table has, "" if none.
std::string first_column(const Table& table, const std::vector<std::string>& names) {
    for (const std::string& name : names)
        if (table.has(name)) return name;
    return "";
}

/// A table of points: columns lon and lat in degrees, or x and y in the image's own CRS. No points
/// where it has neither pair.
std::optional<VectorLayer> read_label_table(const std::string& path, const Grid& grid) {
    VectorLayer layer;
    layer.attributes = read_table(path);
    const std::string lon = first_column(layer.attributes, {"lon", "longitude", "Lon", "LON"});
    const std::string lat = first_column(layer.attributes, {"lat", "latitude", "Lat", "LAT"});
    const std::string x = first_column(layer.attributes, {"x", "X", "easting"});
    const std::string y = first_column(layer.attributes, {"y", "Y", "northing"});
    const bool in_degrees = !lon.empty() && !lat.empty();
    if (!in_degrees && (x.empty() || y.empty())) return std::nullopt;
    const auto& across = layer.attributes.numbers(in_degrees ? lon : x);
    const auto& up = layer.attributes.numbers(in_degrees ? lat : y);
    std::vector<Point> points;
    for (std::size_t i = 0; i < across.size(); ++i) points.push_back({across[i], up[i]});
    if (in_degrees && !grid.crs().empty())
        points = transform_points(lonlat_crs(), grid.crs(), std::move(points));
    layer.geometries.assign(points.size(), Geometry());
    for (std::size_t i = 0; i < points.size(); ++i) layer.geometries[i].points = {points[i]};
    return layer;
}

VectorLayer read_label_layer(const std::string& path, const Grid& grid) {
    if (path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".txt"))
        if (auto layer = read_label_table(path, grid)) return *std::move(layer);
    VectorLayer layer = read_vector(path);
    if (!layer.crs.empty() && !grid.crs().empty() && !same_crs(layer.crs, grid.crs()))
        for (Geometry& geometry : layer.geometries)
            geometry = transform_geometry(layer.crs, grid.crs(), std::move(geometry));
    const bool placeless = std::all_of(layer.geometries.begin(), layer.geometries.end(),
                                       [](const Geometry& one) { return one.empty(); });
    if (!placeless) return layer;
    if (auto table = read_label_table(path, grid)) return *std::move(table);
    throw input_error(
        "{}: has neither polygons nor points; expected geometries, or columns lon and lat "
        "(degrees) "
        "or x and y (in the CRS of the image)",
        path);
}

/// Leaves only features of the wanted years.
void choose_years(VectorLayer& layer, const LabelSource& source) {
    if (source.year_field.empty()) return;
    const std::vector<double>& years = layer.attributes.numbers(source.year_field);
    std::vector<Index> rows;
    std::vector<Geometry> kept;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (!(years[i] >= source.first_year && years[i] <= source.last_year)) continue;
        rows.push_back(static_cast<Index>(i));
        kept.push_back(layer.geometries[i]);
    }
    layer.attributes = layer.attributes.select(rows);
    layer.geometries = std::move(kept);
}

void name_classes(const VectorLayer& layer, const LabelSource& source, ClassField& classes) {
    if (source.name_field.empty()) return;
    const std::vector<std::string> names = layer.attributes.texts(source.name_field);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (classes.positions[i] >= 0)
            classes.legend[static_cast<std::size_t>(classes.positions[i])].name = names[i];
}

/// A pixel claimed by several classes is no witness for any; one claimed twice by one class counts
/// once, for the first feature.
void drop_doubles(PlacedLabels& labels, SampleReport& report) {
    std::map<std::pair<Index, Index>, std::pair<int, bool>> claims;
    for (const PlacedLabel& label : labels.pixels) {
        const auto [place, is_new] =
            claims.emplace(std::pair(label.row, label.col), std::pair(label.position, false));
        if (!is_new && place->second.first != label.position) place->second.second = true;
    }
    std::vector<PlacedLabel> kept;
    std::set<std::pair<Index, Index>> seen;
    for (const PlacedLabel& label : labels.pixels) {
        const std::pair<Index, Index> place(label.row, label.col);
        if (!seen.insert(place).second) continue;
        if (claims.at(place).second)
            ++report.ambiguous;
        else
            kept.push_back(label);
    }
    labels.pixels = std::move(kept);
}

PlacedLabels layer_labels(const Grid& grid, const LabelSource& source, SampleReport& report) {
    VectorLayer layer = read_label_layer(source.path, grid);
    choose_years(layer, source);
    if (source.field.empty())
        throw input_error("{}: name its class field with --class-field", source.path);
    ClassField classes = class_field(layer.attributes, source.field, source.path);
    name_classes(layer, source, classes);
    report.text_classes = classes.is_text;
    PlacedLabels labels{classes.legend, {}};
    for (const LabelledPixel& pixel : labelled_pixels(grid, layer.geometries)) {
        const int position = classes.positions[static_cast<std::size_t>(pixel.feature)];
        if (position >= 0) labels.pixels.push_back({pixel.row, pixel.col, pixel.feature, position});
    }
    drop_doubles(labels, report);
    return labels;
}

/// Codes of a class raster, thinned before features are made; blocks are what is held out later.
PlacedLabels map_labels(const Grid& grid, const LabelSource& source) {
    const Raster<std::int32_t> codes = codes_on(
        grid, source.path, [](std::int32_t code) { return code == 0 ? no_code : code; }, false);
    struct Found {
        Index row, col;
        std::int32_t code;
    };
    std::vector<Found> found;
    for (Index row = 0; row < grid.rows(); ++row)
        for (Index col = 0; col < grid.cols(); ++col)
            if (codes(row, col) != no_code) found.push_back({row, col, codes(row, col)});
    Random random(derive_seed(source.seed, "map samples"));
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
        std::swap(found[i], found[i + static_cast<std::size_t>(
                                          random.below(static_cast<Index>(found.size() - i)))]);
    if (static_cast<Index>(found.size()) > source.most_rows)
        found.resize(static_cast<std::size_t>(source.most_rows));
    if (found.empty()) return {};
    Table codes_found;
    std::vector<double> numbers;
    for (const Found& one : found) numbers.push_back(one.code);
    codes_found.set("code", numbers);
    const ClassField classes = class_field(codes_found, "code", source.path);
    PlacedLabels labels{classes.legend, {}};
    const Legend named = read_legend(source.path);
    for (LegendEntry& entry : labels.legend)
        for (const LegendEntry& known : named)
            if (known.code == entry.code && !known.name.empty()) entry = known;
    for (std::size_t i = 0; i < found.size(); ++i)
        labels.pixels.push_back(
            {found[i].row, found[i].col,
             block_number(grid, found[i].row, found[i].col, source.map_block_px),
             classes.positions[i]});
    return labels;
}

/// The part of a map over a grid, with a margin of two of its pixels.
Window window_over(const Grid& map, const Grid& grid, bool reproject) {
    const Bounds bounds =
        reproject ? transform_bounds(grid.crs(), map.crs(), grid.bounds()) : grid.bounds();
    const Point first = map.to_px({bounds.min_x, bounds.max_y});
    const Point last = map.to_px({bounds.max_x, bounds.min_y});
    const Index row0 = static_cast<Index>(std::floor(first.y)) - 2;
    const Index col0 = static_cast<Index>(std::floor(first.x)) - 2;
    const Window wanted{row0, col0, static_cast<Index>(std::ceil(last.y)) + 2 - row0,
                        static_cast<Index>(std::ceil(last.x)) + 2 - col0};
    return wanted.intersect(map.window());
}

/// A pixel whose neighbours within the window all mean the same.
bool is_pure(const Raster<std::int32_t>& meanings, Index row, Index col) {
    for (Index r = std::max<Index>(0, row - 1); r <= std::min(meanings.rows() - 1, row + 1); ++r)
        for (Index c = std::max<Index>(0, col - 1); c <= std::min(meanings.cols() - 1, col + 1);
             ++c)
            if (meanings(r, c) != meanings(row, col)) return false;
    return true;
}

}  // namespace

Raster<std::int32_t> codes_on(const Grid& grid, const std::string& map,
                              const std::function<std::int32_t(std::int32_t)>& meaning, bool pure) {
    const Grid whole = read_raster_info(map).grid;
    const bool reproject =
        !grid.crs().empty() && !whole.crs().empty() && !same_crs(grid.crs(), whole.crs());
    Raster<std::int32_t> result(grid, 1, no_code);
    const Window window = window_over(whole, grid, reproject);
    if (window.empty()) return result;
    Raster<std::int32_t> meanings = read_codes(map, 0, window);
    for (std::int32_t& code : meanings.values())
        if (code != no_code) code = meaning(code);
    for (Index row = 0; row < grid.rows(); ++row) {
        std::vector<Point> centers;
        for (Index col = 0; col < grid.cols(); ++col) centers.push_back(grid.center(row, col));
        if (reproject) centers = transform_points(grid.crs(), whole.crs(), std::move(centers));
        for (Index col = 0; col < grid.cols(); ++col) {
            const Point place = meanings.grid().to_px(centers[static_cast<std::size_t>(col)]);
            if (!(place.x >= 0.0 && place.y >= 0.0)) continue;
            const Index map_row = static_cast<Index>(place.y);
            const Index map_col = static_cast<Index>(place.x);
            if (map_row >= meanings.rows() || map_col >= meanings.cols()) continue;
            if (!pure || is_pure(meanings, map_row, map_col))
                result(row, col) = meanings(map_row, map_col);
        }
    }
    return result;
}

Index block_number(const Grid& grid, Index row, Index col, Index block_px) {
    return row / block_px * (grid.cols() / block_px + 1) + col / block_px;
}

PlacedLabels place_labels(const Grid& grid, const LabelSource& source, SampleReport& report) {
    return is_raster_path(source.path) ? map_labels(grid, source)
                                       : layer_labels(grid, source, report);
}

Samples collect_samples(const JoinedBands& bands, const FeatureRecipe& recipe,
                        const LabelSource& source, SampleReport& report) {
    return samples_at(bands, recipe, place_labels(bands.grid, source, report), source.path, report);
}

Samples samples_at(const JoinedBands& bands, const FeatureRecipe& recipe, PlacedLabels labels,
                   const std::string& source, SampleReport& report) {
    report.labelled_px = static_cast<Index>(labels.pixels.size());
    if (labels.pixels.empty())
        throw input_error("{}: labels no pixel of {} ({}, {}); do they cover the same ground?",
                          source, bands.paths, bands.grid.describe(), crs_name(bands.grid.crs()));
    std::sort(labels.pixels.begin(), labels.pixels.end(),
              [](const PlacedLabel& a, const PlacedLabel& b) {
                  return std::tuple(a.group, a.row, a.col) < std::tuple(b.group, b.row, b.col);
              });
    constexpr Index block_px = 256;
    const std::vector<std::string> names = feature_names(recipe);
    const std::size_t features = names.size();
    std::vector<float> values(labels.pixels.size() * features, no_data);
    const Index blocks_across = (bands.grid.cols() + block_px - 1) / block_px;
    std::map<Index, std::vector<std::size_t>> pixels_of_block;
    for (std::size_t i = 0; i < labels.pixels.size(); ++i)
        pixels_of_block[labels.pixels[i].row / block_px * blocks_across +
                        labels.pixels[i].col / block_px]
            .push_back(i);
    for_each_block(bands.grid.window(), block_px, halo_px(recipe), [&](const Block& block) {
        const auto here = pixels_of_block.find(block.number);
        if (here == pixels_of_block.end()) return;
        const FeatureStack made = make_features(read_joined(bands, block.halo), recipe);
        for (const std::size_t i : here->second)
            for (std::size_t f = 0; f < features; ++f)
                values[i * features + f] =
                    made.values(static_cast<Index>(f), labels.pixels[i].row - block.halo.row0,
                                labels.pixels[i].col - block.halo.col0);
    });
    Samples samples;
    samples.features = names;
    samples.legend = labels.legend;
    std::set<Index> groups;
    for (std::size_t i = 0; i < labels.pixels.size(); ++i) {
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(i * features);
        const auto last = first + static_cast<std::ptrdiff_t>(features);
        if (!std::all_of(first, last, [](float value) { return std::isfinite(value); })) {
            ++report.without_data;
            continue;
        }
        samples.values.insert(samples.values.end(), first, last);
        samples.classes.push_back(static_cast<std::uint8_t>(labels.pixels[i].position));
        samples.groups.push_back(labels.pixels[i].group);
        report.places.push_back(bands.grid.center(labels.pixels[i].row, labels.pixels[i].col));
        groups.insert(labels.pixels[i].group);
    }
    report.polygons = static_cast<Index>(groups.size());
    if (samples.rows() == 0)
        throw input_error("{}: every labelled pixel is without data in {}", source, bands.paths);
    const std::vector<Index> counts = samples.class_counts();
    for (std::size_t c = 0; c < counts.size(); ++c)
        if (counts[c] == 0)
            log_warning("{}: class '{}' has no pixel with data in {}; it is left out", source,
                        samples.legend[c].name, bands.paths);
    return samples.without_empty_classes();
}

}  // namespace borderlens
