#include "stages/collect_samples.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

/// A labelled pixel before its features are known.
struct Label {
    Index row = 0;
    Index col = 0;
    Index group = 0;
    int position = 0;  ///< in the legend
};

struct Labels {
    Legend legend;
    std::vector<Label> pixels;
};

bool is_raster(const std::string& path) {
    for (const char* ending : {".tif", ".tiff", ".img", ".vrt", ".bil", ".dat"})
        if (path.ends_with(ending)) return true;
    return false;
}

/// A table without geometries gets points from its columns lon, lat.
void points_from_columns(VectorLayer& layer, const std::string& crs) {
    const bool placeless = std::all_of(layer.geometries.begin(), layer.geometries.end(),
                                       [](const Geometry& one) { return one.empty(); });
    if (!placeless || !layer.attributes.has("lon") || !layer.attributes.has("lat")) return;
    const auto& lon = layer.attributes.numbers("lon");
    const auto& lat = layer.attributes.numbers("lat");
    std::vector<Point> points;
    for (std::size_t i = 0; i < lon.size(); ++i) points.push_back({lon[i], lat[i]});
    if (!crs.empty()) points = transform_points(lonlat_crs(), crs, std::move(points));
    layer.geometries.assign(points.size(), Geometry());
    for (std::size_t i = 0; i < points.size(); ++i) layer.geometries[i].points = {points[i]};
}

VectorLayer read_label_layer(const std::string& path, const Grid& grid) {
    VectorLayer layer = read_vector(path);
    if (!layer.crs.empty() && !grid.crs().empty() && !same_crs(layer.crs, grid.crs()))
        for (Geometry& geometry : layer.geometries)
            geometry = transform_geometry(layer.crs, grid.crs(), std::move(geometry));
    points_from_columns(layer, grid.crs());
    return layer;
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
void drop_doubles(Labels& labels, SampleReport& report) {
    std::map<std::pair<Index, Index>, std::pair<int, bool>> claims;
    for (const Label& label : labels.pixels) {
        const auto [place, is_new] =
            claims.emplace(std::pair(label.row, label.col), std::pair(label.position, false));
        if (!is_new && place->second.first != label.position) place->second.second = true;
    }
    std::vector<Label> kept;
    std::set<std::pair<Index, Index>> seen;
    for (const Label& label : labels.pixels) {
        const std::pair<Index, Index> place(label.row, label.col);
        if (!seen.insert(place).second) continue;
        if (claims.at(place).second)
            ++report.ambiguous;
        else
            kept.push_back(label);
    }
    labels.pixels = std::move(kept);
}

Labels layer_labels(const Grid& grid, const LabelSource& source, SampleReport& report) {
    VectorLayer layer = read_label_layer(source.path, grid);
    choose_years(layer, source);
    if (source.field.empty())
        throw input_error("{}: name its class field with --class-field", source.path);
    ClassField classes = class_field(layer.attributes, source.field, source.path);
    name_classes(layer, source, classes);
    report.text_classes = !layer.attributes.column(source.field).is_number;
    Labels labels{classes.legend, {}};
    for (const LabelledPixel& pixel : labelled_pixels(grid, layer.geometries)) {
        const int position = classes.positions[static_cast<std::size_t>(pixel.feature)];
        if (position >= 0) labels.pixels.push_back({pixel.row, pixel.col, pixel.feature, position});
    }
    drop_doubles(labels, report);
    return labels;
}

/// Codes of a class raster at the centres of the image's pixels.
Labels map_labels(const Grid& grid, const LabelSource& source) {
    const Raster<std::int32_t> codes = read_codes(source.path);
    const bool reproject = !grid.crs().empty() && !codes.grid().crs().empty() &&
                           !same_crs(grid.crs(), codes.grid().crs());
    struct Found {
        Index row, col;
        std::int32_t code;
    };
    std::vector<Found> found;
    for (Index row = 0; row < grid.rows(); ++row) {
        std::vector<Point> centers;
        for (Index col = 0; col < grid.cols(); ++col) centers.push_back(grid.center(row, col));
        if (reproject)
            centers = transform_points(grid.crs(), codes.grid().crs(), std::move(centers));
        for (Index col = 0; col < grid.cols(); ++col) {
            const Point place = codes.grid().to_px(centers[static_cast<std::size_t>(col)]);
            if (!(place.x >= 0.0 && place.y >= 0.0)) continue;
            const Index map_row = static_cast<Index>(place.y),
                        map_col = static_cast<Index>(place.x);
            if (map_row >= codes.rows() || map_col >= codes.cols()) continue;
            const std::int32_t code = codes(map_row, map_col);
            if (code != no_code && code != 0) found.push_back({row, col, code});
        }
    }
    // Thinned before features are made; blocks, not pixels, are what is held out later.
    Random random(derive_seed(source.seed, "map samples"));
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
        std::swap(found[i], found[i + static_cast<std::size_t>(
                                          random.below(static_cast<Index>(found.size() - i)))]);
    if (static_cast<Index>(found.size()) > source.most_rows)
        found.resize(static_cast<std::size_t>(source.most_rows));
    Table codes_found;
    std::vector<double> numbers;
    for (const Found& one : found) numbers.push_back(one.code);
    codes_found.set("code", numbers);
    const ClassField classes = class_field(codes_found, "code", source.path);
    Labels labels{classes.legend, {}};
    const Legend named = read_legend(source.path);
    for (LegendEntry& entry : labels.legend)
        for (const LegendEntry& known : named)
            if (known.code == entry.code && !known.name.empty()) entry = known;
    const Index blocks_per_row = grid.cols() / source.map_block_px + 1;
    for (std::size_t i = 0; i < found.size(); ++i)
        labels.pixels.push_back({found[i].row, found[i].col,
                                 found[i].row / source.map_block_px * blocks_per_row +
                                     found[i].col / source.map_block_px,
                                 classes.positions[i]});
    return labels;
}

}  // namespace

Samples collect_samples(const JoinedBands& bands, const FeatureRecipe& recipe,
                        const LabelSource& source, SampleReport& report) {
    Labels labels = is_raster(source.path) ? map_labels(bands.grid, source)
                                           : layer_labels(bands.grid, source, report);
    report.labelled_px = static_cast<Index>(labels.pixels.size());
    if (labels.pixels.empty())
        throw input_error("{}: labels no pixel of {} ({}, {}); do they cover the same ground?",
                          source.path, bands.paths, bands.grid.describe(),
                          crs_name(bands.grid.crs()));
    std::sort(labels.pixels.begin(), labels.pixels.end(), [](const Label& a, const Label& b) {
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
        groups.insert(labels.pixels[i].group);
    }
    report.polygons = static_cast<Index>(groups.size());
    if (samples.rows() == 0)
        throw input_error("{}: every labelled pixel is without data in {}", source.path,
                          bands.paths);
    const std::vector<Index> counts = samples.class_counts();
    for (std::size_t c = 0; c < counts.size(); ++c)
        if (counts[c] == 0)
            log_warning("{}: class '{}' has no pixel with data in {}; it is left out", source.path,
                        samples.legend[c].name, bands.paths);
    return samples.without_empty_classes();
}

}  // namespace borderlens
