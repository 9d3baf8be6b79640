#include "metrics/zonal.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "metrics/value_distribution.hpp"
#include "raster/polygon_coverage.hpp"

namespace borderlens {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr Index strip_cells = Index{1} << 20;       // chosen: 8 MB of values a thread
constexpr Index strip_rows = 256;                   // chosen: the usual block height, or two
constexpr Index large_zone_cells = Index{1} << 24;  // chosen: such a zone is shared by all threads

/// All there is to know of a zone.
struct ZoneValues {
    ValueMoments plain, weighted;
    ValueDistribution distribution;
};

struct Zone {
    ValueMoments plain, weighted;
    std::vector<ValueShare> shares;

    bool empty() const { return plain.covered == 0.0; }

    double quantile(double p) const {
        if (shares.empty()) return undefined;
        const double n = static_cast<double>(shares.size());
        double total = 0.0;
        for (const ValueShare& share : shares) total += share.covered;
        const double wanted = p * total * (n - 1.0);
        double before = 0.0, last = 0.0;
        for (std::size_t k = 0; k < shares.size(); ++k) {
            const double place = static_cast<double>(k) * shares[k].covered + (n - 1.0) * before;
            if (place > wanted && k > 0)
                return shares[k - 1].value +
                       (wanted - last) / (place - last) * (shares[k].value - shares[k - 1].value);
            before += shares[k].covered;
            last = place;
        }
        return shares.back().value;
    }

    double mode() const {
        if (shares.empty()) return undefined;
        const ValueShare* best = &shares.front();
        for (const ValueShare& share : shares)
            if (share.covered >= best->covered) best = &share;
        return best->value;
    }

    double minority() const {
        if (shares.empty()) return undefined;
        const ValueShare* least = &shares.front();
        for (const ValueShare& share : shares)
            if (share.covered < least->covered) least = &share;
        return least->value;
    }
};

struct Statistic {
    const char* name;
    bool needs_distribution;
    bool needs_weights;
    double (*of)(const Zone&);
};

/// Where nothing is covered, sums are 0 and everything else undefined.
constexpr Statistic statistics[] = {
    {"count", false, false, [](const Zone& z) { return z.plain.covered; }},
    {"sum", false, false, [](const Zone& z) { return z.plain.sum; }},
    {"mean", false, false,
     [](const Zone& z) { return z.empty() ? undefined : z.plain.sum / z.plain.covered; }},
    {"min", false, false, [](const Zone& z) { return z.empty() ? undefined : z.plain.low; }},
    {"max", false, false, [](const Zone& z) { return z.empty() ? undefined : z.plain.high; }},
    {"variance", false, false, [](const Zone& z) { return z.plain.variance(); }},
    {"stdev", false, false, [](const Zone& z) { return std::sqrt(z.plain.variance()); }},
    {"cv", false, false,
     [](const Zone& z) { return std::sqrt(z.plain.variance()) / z.plain.mean; }},
    {"median", true, false, [](const Zone& z) { return z.quantile(0.5); }},
    {"mode", true, false, [](const Zone& z) { return z.mode(); }},
    {"minority", true, false, [](const Zone& z) { return z.minority(); }},
    {"variety", true, false, [](const Zone& z) { return static_cast<double>(z.shares.size()); }},
    {"weighted_count", false, true, [](const Zone& z) { return z.weighted.covered; }},
    {"weighted_sum", false, true, [](const Zone& z) { return z.weighted.sum; }},
    {"weighted_mean", false, true,
     [](const Zone& z) {
         return z.weighted.covered == 0.0 ? undefined : z.weighted.sum / z.weighted.covered;
     }},
    {"weighted_variance", false, true, [](const Zone& z) { return z.weighted.variance(); }},
    {"weighted_stdev", false, true, [](const Zone& z) { return std::sqrt(z.weighted.variance()); }},
};

const Statistic* find_statistic(const std::string& name) {
    for (const Statistic& statistic : statistics)
        if (name == statistic.name) return &statistic;
    return nullptr;
}

/// Reads "quantile(0.25)".
bool is_quantile(const std::string& name, double& p) {
    return name.starts_with("quantile(") && name.ends_with(")") &&
           parse_number(name.substr(9, name.size() - 10), p) && p >= 0.0 && p <= 1.0;
}

bool needs_distribution(const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
        const Statistic* statistic = find_statistic(name);
        return statistic == nullptr || statistic->needs_distribution;
    });
}

/// Spans of neighbouring rows that are read together.
struct Strip {
    std::size_t first = 0, last = 0;  ///< spans first .. last - 1
    Window window;
};

std::vector<Strip> strips_of(const std::vector<CoverageSpan>& spans) {
    std::vector<Strip> strips;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const CoverageSpan& span = spans[i];
        Window wider{span.row, span.col, 1, span.cols};
        if (!strips.empty()) {
            const Window& now = strips.back().window;
            const Index left = std::min(now.col0, span.col);
            const Index right = std::max(now.col_end(), span.col + span.cols);
            wider = {now.row0, left, span.row - now.row0 + 1, right - left};
            // Strips end where rows of blocks do, so that no block is read twice.
            const bool same_blocks = span.row / strip_rows == now.row0 / strip_rows;
            if (span.row == now.row_end() - 1 || (same_blocks && wider.size() <= strip_cells)) {
                strips.back().window = wider;
                strips.back().last = i + 1;
                continue;
            }
            wider = {span.row, span.col, 1, span.cols};
        }
        strips.push_back({i, i + 1, wider});
    }
    return strips;
}

class ZoneReader {
  public:
    ZoneReader(const Grid& grid, const ValueReader& values, const ValueReader& weights,
               const ZonalOptions& options)
        : m_grid(grid),
          m_values(values),
          m_weights(weights),
          m_options(options),
          m_distribution(needs_distribution(options.statistics)) {}

    /// `parallel`: share the zone's strips among threads. Strips are added in order either way.
    Zone read(const Geometry& geometry, bool parallel) const {
        const std::vector<CoverageSpan> spans = polygon_coverage(geometry.polygons, m_grid);
        const std::vector<Strip> strips = strips_of(spans);
        ZoneValues total;
        const auto add = [&](const ZoneValues& part) {
            total.plain += part.plain;
            total.weighted += part.weighted;
            if (m_distribution) total.distribution.add(part.distribution);
        };
        if (parallel) {
            std::vector<ZoneValues> parts(strips.size());
            parallel_for(static_cast<Index>(strips.size()), [&](Index s) {
                parts[static_cast<std::size_t>(s)] =
                    read_strip(spans, strips[static_cast<std::size_t>(s)]);
            });
            for (const ZoneValues& part : parts) add(part);
        } else {
            for (const Strip& strip : strips) add(read_strip(spans, strip));
        }
        Zone zone{total.plain, total.weighted, {}};
        if (m_distribution) zone.shares = total.distribution.sorted();
        return zone;
    }

  private:
    ZoneValues read_strip(const std::vector<CoverageSpan>& spans, const Strip& strip) const {
        ZoneValues found;
        const Raster<double> values = m_values(strip.window);
        const Raster<double> weights = m_weights ? m_weights(strip.window) : Raster<double>();
        for (std::size_t s = strip.first; s < strip.last; ++s) {
            const CoverageSpan& span = spans[s];
            if (!(span.fraction > m_options.coverage_threshold)) continue;
            const double c = m_options.weigh_by_coverage ? span.fraction : 1.0;
            const Index row = span.row - strip.window.row0, col = span.col - strip.window.col0;
            const double* value = values.view().row(row) + col;
            const double* weight = m_weights ? weights.view().row(row) + col : nullptr;
            found.plain.add(value, span.cols, c);
            if (weight == nullptr && !m_distribution) continue;
            for (Index i = 0; i < span.cols; ++i) {
                if (std::isnan(value[i])) continue;
                const double cw = weight == nullptr ? 0.0 : c * weight[i];
                if (weight != nullptr) found.weighted.add(value[i], cw);
                if (m_distribution) found.distribution.add(value[i], c, cw);
            }
        }
        return found;
    }

    const Grid& m_grid;
    const ValueReader& m_values;
    const ValueReader& m_weights;
    const ZonalOptions& m_options;
    bool m_distribution;
};

Bounds bounds_of(const Geometry& geometry) {
    constexpr double huge = std::numeric_limits<double>::infinity();
    Bounds bounds{huge, huge, -huge, -huge};
    for (const Polygon& polygon : geometry.polygons)
        for (const Point& point : polygon.outer) {
            bounds.min_x = std::min(bounds.min_x, point.x);
            bounds.max_x = std::max(bounds.max_x, point.x);
            bounds.min_y = std::min(bounds.min_y, point.y);
            bounds.max_y = std::max(bounds.max_y, point.y);
        }
    return bounds;
}

/// Zones in an order in which neighbours follow each other, so that blocks once read are used
/// again; large ones apart.
struct Order {
    std::vector<std::size_t> small, large;
};

Order reading_order(const std::vector<Geometry>& zones, const Grid& grid) {
    Order order;
    std::vector<std::pair<Index, double>> places;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const Bounds bounds = bounds_of(zones[i]);
        const double cells = (bounds.max_x - bounds.min_x) / grid.pixel_width() *
                             ((bounds.max_y - bounds.min_y) / grid.pixel_height());
        (cells > static_cast<double>(large_zone_cells) ? order.large : order.small).push_back(i);
        const Point place = grid.to_px({bounds.min_x, bounds.max_y});
        const bool known = std::isfinite(place.y) && std::abs(place.y) < 1e15;
        places.push_back({known ? static_cast<Index>(place.y) / strip_rows : 0, place.x});
    }
    std::stable_sort(order.small.begin(), order.small.end(),
                     [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    return order;
}

double of_statistic(const std::string& name, const Zone& zone) {
    double p = 0.0;
    if (is_quantile(name, p)) return zone.quantile(p);
    return find_statistic(name)->of(zone);
}

/// Columns frac_<value> for every value of any zone.
void add_fractions(Table& table, const std::string& name, const std::vector<Zone>& zones) {
    std::set<double> values;
    for (const Zone& zone : zones)
        for (const ValueShare& share : zone.shares) values.insert(share.value);
    constexpr std::size_t most = 4096;  // chosen: more columns than any class map needs
    if (values.size() > most)
        throw input_error(
            "{}: the raster has {} different values under the zones, expected classes (at most "
            "{}); use mean, quantile(p) ...",
            name, values.size(), most);
    const bool weighted = name == "weighted_frac";
    for (const double value : values) {
        std::vector<double> column;
        for (const Zone& zone : zones) {
            const auto found = std::lower_bound(
                zone.shares.begin(), zone.shares.end(), value,
                [](const ValueShare& share, double wanted) { return share.value < wanted; });
            const double whole = weighted ? zone.weighted.covered : zone.plain.covered;
            double part = 0.0;
            if (found != zone.shares.end() && found->value == value)
                part = weighted ? found->weighted : found->covered;
            column.push_back(zone.empty() ? undefined : part / whole);
        }
        table.set(name + "_" + to_text(value), std::move(column));
    }
}

}  // namespace

std::vector<std::string> parse_statistics(const std::string& text, bool has_weights) {
    std::vector<std::string> names(1);
    int depth = 0;
    for (const char letter : text) {
        depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
        if (letter == ',' && depth == 0)
            names.emplace_back();
        else if (letter != ' ')
            names.back() += letter;
    }
    for (const std::string& name : names) {
        double p = 0.0;
        const Statistic* statistic = find_statistic(name);
        const bool weighted_frac = name == "weighted_frac";
        if (statistic == nullptr && name != "frac" && !weighted_frac && !is_quantile(name, p)) {
            std::vector<std::string> known;
            for (const Statistic& one : statistics) known.push_back(one.name);
            throw input_error(
                "statistic '{}': there are {}, frac, weighted_frac, quantile(p) with p "
                "in 0..1",
                name, fmt::join(known, ", "));
        }
        if (!has_weights && (weighted_frac || (statistic != nullptr && statistic->needs_weights)))
            throw input_error("statistic '{}' needs --weights", name);
    }
    return names;
}

Table zonal_statistics(const std::vector<Geometry>& geometries, const Grid& grid,
                       const ValueReader& values, const ValueReader& weights,
                       const ZonalOptions& options) {
    const ZoneReader reader(grid, values, weights, options);
    std::vector<Zone> zones(geometries.size());
    const auto read = [&](std::size_t i, bool parallel) {
        try {
            zones[i] = reader.read(geometries[i], parallel);
        } catch (const Error& error) {
            throw error.with_context(fmt::format("zone {}", i + 1));
        }
    };
    const Order order = reading_order(geometries, grid);
    parallel_for(static_cast<Index>(order.small.size()),
                 [&](Index i) { read(order.small[static_cast<std::size_t>(i)], false); });
    for (const std::size_t i : order.large) read(i, true);

    Table table;
    for (const std::string& name : options.statistics) {
        if (name == "frac" || name == "weighted_frac") {
            add_fractions(table, name, zones);
            continue;
        }
        std::vector<double> column;
        for (const Zone& zone : zones) column.push_back(of_statistic(name, zone));
        table.set(name, std::move(column));
    }
    return table;
}

}  // namespace borderlens
