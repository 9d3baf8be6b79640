#include "learning/samples.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

constexpr std::size_t most_label_classes = 250;  // chosen: more are surely a measured quantity

/// Fisher and Yates (1938), from the front.
void shuffle(std::vector<Index>& numbers, Random& random) {
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i)
        std::swap(numbers[i], numbers[i + static_cast<std::size_t>(random.below(
                                              static_cast<Index>(numbers.size() - i)))]);
}

/// Colours that stay apart on a map (Okabe and Ito 2008, then repeated darker).
std::array<std::uint8_t, 3> colour_of(std::size_t position) {
    static constexpr std::array<std::array<std::uint8_t, 3>, 7> colours = {{{230, 159, 0},
                                                                            {86, 180, 233},
                                                                            {0, 158, 115},
                                                                            {240, 228, 66},
                                                                            {0, 114, 178},
                                                                            {213, 94, 0},
                                                                            {204, 121, 167}}};
    std::array<std::uint8_t, 3> rgb = colours[position % colours.size()];
    for (std::size_t turn = position / colours.size(); turn > 0 && turn < 4; --turn)
        for (std::uint8_t& value : rgb) value = static_cast<std::uint8_t>(value * 2 / 3);
    return rgb;
}

ClassField number_classes(const std::vector<double>& numbers, const std::string& field,
                          const std::string& source) {
    std::set<double> codes;
    for (const double number : numbers) {
        if (std::isnan(number)) continue;
        if (number != std::floor(number) || std::abs(number) > 2147483647.0)
            throw input_error("{}: field '{}' holds {}, expected whole class codes or texts",
                              source, field, number);
        codes.insert(number);
    }
    ClassField result;
    std::map<double, int> position;
    for (const double code : codes) {
        position[code] = static_cast<int>(result.legend.size());
        result.legend.push_back({static_cast<int>(code), fmt::format("{}", static_cast<int>(code)),
                                 colour_of(result.legend.size())});
    }
    for (const double number : numbers)
        result.positions.push_back(std::isnan(number) ? -1 : position.at(number));
    return result;
}

/// Codes written as texts, such as "10": none if any text is something else. Empty texts are NaN.
std::optional<std::vector<double>> whole_numbers(const std::vector<std::string>& texts) {
    std::vector<double> numbers;
    for (const std::string& text : texts) {
        if (text.empty()) {
            numbers.push_back(std::nan(""));
            continue;
        }
        std::int32_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
        numbers.push_back(number);
    }
    return numbers;
}

ClassField text_classes(const std::vector<std::string>& texts) {
    const std::set<std::string> names(texts.begin(), texts.end());
    ClassField result;
    std::map<std::string, int> position;
    for (const std::string& name : names) {
        if (name.empty()) continue;
        position[name] = static_cast<int>(result.legend.size());
        result.legend.push_back(
            {static_cast<int>(result.legend.size()) + 1, name, colour_of(result.legend.size())});
    }
    for (const std::string& text : texts)
        result.positions.push_back(text.empty() ? -1 : position.at(text));
    return result;
}

void add_crossings(const Grid& grid, const Ring& ring, double y_px, std::vector<double>& xs_px) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = grid.to_px(ring[i]), b = grid.to_px(ring[i + 1]);
        if ((a.y <= y_px) == (b.y <= y_px)) continue;
        xs_px.push_back(a.x + (y_px - a.y) / (b.y - a.y) * (b.x - a.x));
    }
}

/// Row by row, the spans between odd and even crossings of a line through the pixel centres.
void fill_polygon(const Grid& grid, const Polygon& polygon, Index feature,
                  std::vector<LabelledPixel>& pixels) {
    double top_px = static_cast<double>(grid.rows()), bottom_px = 0.0;
    for (const Point& corner : polygon.outer) {
        const Point place = grid.to_px(corner);
        if (!std::isfinite(place.x) || !std::isfinite(place.y)) return;
        top_px = std::min(top_px, place.y);
        bottom_px = std::max(bottom_px, place.y);
    }
    const Index first = std::max<Index>(0, static_cast<Index>(std::floor(std::max(top_px, 0.0))));
    const Index last =
        static_cast<Index>(std::min(std::ceil(bottom_px), static_cast<double>(grid.rows())));
    const std::size_t before = pixels.size();
    std::vector<double> xs_px;
    for (Index row = first; row < last; ++row) {
        const double y_px = static_cast<double>(row) + 0.5;
        xs_px.clear();
        add_crossings(grid, polygon.outer, y_px, xs_px);
        for (const Ring& hole : polygon.holes) add_crossings(grid, hole, y_px, xs_px);
        std::sort(xs_px.begin(), xs_px.end());
        for (std::size_t i = 0; i + 1 < xs_px.size(); i += 2) {
            const double left = std::max(xs_px[i], 0.0);
            const double right = std::min(xs_px[i + 1], static_cast<double>(grid.cols()));
            for (Index col = static_cast<Index>(std::ceil(left - 0.5));
                 static_cast<double>(col) + 0.5 < right; ++col)
                if (col >= 0) pixels.push_back({row, col, feature});
        }
    }
    if (pixels.size() > before || polygon.outer.empty()) return;
    const Point place = grid.to_px(polygon.outer.front());
    const Index row = static_cast<Index>(std::floor(place.y));
    const Index col = static_cast<Index>(std::floor(place.x));
    if (grid.window().contains(row, col)) pixels.push_back({row, col, feature});
}

}  // namespace

Samples Samples::select(const std::vector<Index>& row_numbers) const {
    Samples result;
    result.features = features;
    result.legend = legend;
    result.values.reserve(row_numbers.size() * features.size());
    for (const Index number : row_numbers) {
        result.values.insert(result.values.end(), row(number),
                             row(number) + static_cast<Index>(features.size()));
        result.classes.push_back(classes[static_cast<std::size_t>(number)]);
        result.groups.push_back(groups[static_cast<std::size_t>(number)]);
    }
    return result;
}

Samples Samples::without_empty_classes() const {
    const std::vector<Index> counts = class_counts();
    Samples result = *this;
    result.legend.clear();
    std::vector<std::uint8_t> moved_to(legend.size(), 0);
    for (std::size_t c = 0; c < legend.size(); ++c) {
        if (counts[c] == 0) continue;
        moved_to[c] = static_cast<std::uint8_t>(result.legend.size());
        result.legend.push_back(legend[c]);
    }
    for (std::uint8_t& position : result.classes) position = moved_to[position];
    return result;
}

std::vector<Index> Samples::class_counts() const {
    std::vector<Index> counts(legend.size(), 0);
    for (const std::uint8_t position : classes) ++counts[position];
    return counts;
}

ClassField class_field(const Table& attributes, const std::string& field,
                       const std::string& source) {
    if (!attributes.has(field)) {
        std::string names;
        for (const std::string& name : attributes.names())
            names += (names.empty() ? "" : ", ") + name;
        throw input_error("{}: no field '{}'; it has: {}", source, field, names);
    }
    const Column& column = attributes.column(field);
    ClassField result;
    if (column.is_number) {
        result = number_classes(column.numbers, field, source);
    } else if (const auto numbers = whole_numbers(column.texts)) {
        result = number_classes(*numbers, field, source);
    } else {
        result = text_classes(column.texts);
        result.is_text = true;
    }
    if (result.legend.empty())
        throw input_error("{}: field '{}' is empty in every row; label some features first", source,
                          field);
    if (result.legend.size() > most_label_classes)
        throw input_error(
            "{}: field '{}' holds {} different classes, expected at most {}; is it the "
            "class field?",
            source, field, result.legend.size(), most_label_classes);
    return result;
}

std::vector<LabelledPixel> labelled_pixels(const Grid& grid,
                                           const std::vector<Geometry>& geometries) {
    std::vector<LabelledPixel> pixels;
    for (std::size_t i = 0; i < geometries.size(); ++i) {
        const Index feature = static_cast<Index>(i);
        const std::size_t before = pixels.size();
        for (const Polygon& polygon : geometries[i].polygons)
            fill_polygon(grid, polygon, feature, pixels);
        for (const Point& point : geometries[i].points) {
            const Point place = grid.to_px(point);
            if (!std::isfinite(place.x) || !std::isfinite(place.y)) continue;
            if (place.x < 0.0 || place.y < 0.0 || place.x >= static_cast<double>(grid.cols()) ||
                place.y >= static_cast<double>(grid.rows()))
                continue;
            pixels.push_back({static_cast<Index>(place.y), static_cast<Index>(place.x), feature});
        }
        const auto start = pixels.begin() + static_cast<std::ptrdiff_t>(before);
        std::sort(start, pixels.end(), [](const LabelledPixel& a, const LabelledPixel& b) {
            return std::pair(a.row, a.col) < std::pair(b.row, b.col);
        });
        pixels.erase(std::unique(start, pixels.end(),
                                 [](const LabelledPixel& a, const LabelledPixel& b) {
                                     return a.row == b.row && a.col == b.col;
                                 }),
                     pixels.end());
    }
    return pixels;
}

std::pair<std::vector<Index>, std::vector<Index>> split_by_group(const Samples& samples,
                                                                 double share, std::uint64_t seed) {
    // A group with rows of several classes goes by its first row's class, and stays whole.
    std::map<Index, std::uint8_t> class_of_group;
    for (std::size_t i = 0; i < samples.groups.size(); ++i)
        class_of_group.emplace(samples.groups[i], samples.classes[i]);
    std::vector<std::vector<Index>> groups(samples.legend.size());
    for (const auto& [group, position] : class_of_group) groups[position].push_back(group);
    std::set<Index> held_out;
    for (std::size_t c = 0; c < groups.size(); ++c) {
        Random random(derive_seed(seed, "hold-out", static_cast<Index>(c)));
        shuffle(groups[c], random);
        const Index count = static_cast<Index>(groups[c].size());
        if (count < 2) continue;
        const Index taken = std::clamp<Index>(
            static_cast<Index>(std::llround(share * static_cast<double>(count))), 1, count - 1);
        held_out.insert(groups[c].begin(), groups[c].begin() + taken);
    }
    std::pair<std::vector<Index>, std::vector<Index>> rows;
    for (std::size_t i = 0; i < samples.groups.size(); ++i)
        (held_out.count(samples.groups[i]) ? rows.second : rows.first)
            .push_back(static_cast<Index>(i));
    return rows;
}

std::vector<Index> limited_rows(const Samples& samples, Index most, std::uint64_t seed) {
    constexpr Index least_per_class = 1000;  // chosen: rare classes are not thinned further
    std::vector<std::vector<Index>> rows(samples.legend.size());
    for (std::size_t i = 0; i < samples.classes.size(); ++i)
        rows[samples.classes[i]].push_back(static_cast<Index>(i));
    std::vector<Index> kept;
    for (std::size_t c = 0; c < rows.size(); ++c) {
        const double part = static_cast<double>(most) / static_cast<double>(samples.rows());
        const Index wanted =
            std::max(least_per_class,
                     static_cast<Index>(std::llround(part * static_cast<double>(rows[c].size()))));
        if (wanted < static_cast<Index>(rows[c].size())) {
            Random random(derive_seed(seed, "row limit", static_cast<Index>(c)));
            shuffle(rows[c], random);
            rows[c].resize(static_cast<std::size_t>(wanted));
        }
        kept.insert(kept.end(), rows[c].begin(), rows[c].end());
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

Samples join_samples(const std::vector<Samples>& parts, const std::vector<Index>& ground) {
    if (!ground.empty() && ground.size() != parts.size())
        throw internal_error("{} sets of samples on {} grounds", parts.size(), ground.size());
    Samples joined;
    std::map<int, LegendEntry> classes;
    for (const Samples& part : parts)
        for (const LegendEntry& entry : part.legend) classes.emplace(entry.code, entry);
    std::map<int, std::uint8_t> position;
    for (const auto& [code, entry] : classes) {
        position[code] = static_cast<std::uint8_t>(joined.legend.size());
        joined.legend.push_back(entry);
    }
    // Groups of one ground start at the same number, beyond all of the grounds before it.
    std::map<Index, Index> most_of_ground, first_of_ground;
    const auto ground_of = [&](std::size_t part) {
        return ground.empty() ? static_cast<Index>(part) : ground[part];
    };
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (const Index group : parts[i].groups)
            most_of_ground[ground_of(i)] = std::max(most_of_ground[ground_of(i)], group);
    Index groups = 0;
    for (const auto& [number, most] : most_of_ground) {
        first_of_ground[number] = groups;
        groups += most + 1;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Samples& part = parts[i];
        if (!joined.features.empty() && joined.features != part.features)
            throw internal_error("samples of different features cannot be joined");
        joined.features = part.features;
        joined.values.insert(joined.values.end(), part.values.begin(), part.values.end());
        for (const std::uint8_t at : part.classes)
            joined.classes.push_back(position.at(part.legend[at].code));
        for (const Index group : part.groups)
            joined.groups.push_back(first_of_ground.at(ground_of(i)) + group);
    }
    return joined;
}

}  // namespace borderlens
