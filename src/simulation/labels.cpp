#include "simulation/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "simulation/truth.hpp"

namespace borderlens {
namespace {

/// Pixels drawn for one year; with rare classes of a tenth of a percent some hundred are met.
constexpr int draws = 150000;

struct Candidate {
    Index row = 0, col = 0;
    ClassCode code = 0;
    Side side = Side::a;
};

class YearLabels {
  public:
    YearLabels(const SimulatedLandscape& landscape, int year, std::uint64_t seed,
               const LabelOptions& options)
        : m_landscape(landscape),
          m_bounds(landscape.layout().bounds),
          m_year(year),
          m_options(options),
          m_random(derive_seed(seed, "labels", year)) {}

    struct Row {
        Point center;
        double size_m = 0.0;
        ClassCode code = 0;
        Side side = Side::a;
    };
    std::vector<Row> polygons, points;

    void draw() {
        const auto rows = static_cast<Index>(std::lround((m_bounds.max_y - m_bounds.min_y) / 10.0));
        const auto cols = static_cast<Index>(std::lround((m_bounds.max_x - m_bounds.min_x) / 10.0));
        std::vector<Candidate> candidates;
        for (int i = 0; i < draws; ++i) {
            const Index row = m_random.below(rows), col = m_random.below(cols);
            const Point place = center(row, col);
            candidates.push_back(
                {row, col,
                 truth_class_at(m_landscape, {m_bounds.min_x, m_bounds.max_y}, row, col, m_year),
                 m_landscape.border().side_of(place.x, place.y)});
        }
        // Large squares first; smaller ones where the class has no such room (a river, a belt).
        for (const int cells : {12, 8, 6, 4})
            for (const Candidate& candidate : candidates) add_polygon(candidate, cells);
        for (const Candidate& candidate : candidates) add_point(candidate);
    }

  private:
    Point center(Index row, Index col) const {
        return {m_bounds.min_x + (static_cast<double>(col) + 0.5) * 10.0,
                m_bounds.max_y - (static_cast<double>(row) + 0.5) * 10.0};
    }

    int& count(std::vector<int>& counts, const Candidate& candidate) const {
        return counts[static_cast<std::size_t>(candidate.side) * 16 + candidate.code];
    }

    static bool is_near(const std::vector<Row>& rows, Point place, double distance_m) {
        return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
            return std::hypot(row.center.x - place.x, row.center.y - place.y) < distance_m;
        });
    }

    void add_polygon(const Candidate& candidate, int cells) {
        int& so_far = count(m_polygon_counts, candidate);
        if (so_far >= m_options.polygons_per_class) return;
        const Point place = center(candidate.row, candidate.col);
        const double half = 0.5 * cells * ground_cell_m;
        if (place.x - half < m_bounds.min_x || place.x + half > m_bounds.max_x ||
            place.y - half < m_bounds.min_y || place.y + half > m_bounds.max_y)
            return;
        if (is_near(polygons, place, 80.0)) return;
        const double margin = half - 0.5 * ground_cell_m;
        for (double dy = -margin; dy <= margin + 0.1; dy += ground_cell_m)
            for (double dx = -margin; dx <= margin + 0.1; dx += ground_cell_m) {
                if (m_landscape.land_class(place.x + dx, place.y + dy, m_year) != candidate.code)
                    return;
                if (m_landscape.border().side_of(place.x + dx, place.y + dy) != candidate.side)
                    return;
            }
        ++so_far;
        polygons.push_back({place, 2.0 * half, candidate.code, candidate.side});
    }

    void add_point(const Candidate& candidate) {
        int& so_far = count(m_point_counts, candidate);
        if (so_far >= m_options.points_per_class) return;
        const Point place = center(candidate.row, candidate.col);
        if (is_near(polygons, place, 40.0) || is_near(points, place, 9.0)) return;
        ++so_far;
        points.push_back({place, 0.0, candidate.code, candidate.side});
    }

    const SimulatedLandscape& m_landscape;
    const Bounds& m_bounds;
    int m_year = 0;
    LabelOptions m_options;
    Random m_random;
    std::vector<int> m_polygon_counts = std::vector<int>(32, 0);
    std::vector<int> m_point_counts = std::vector<int>(32, 0);
};

Polygon cut_square(Point center, double size_m) {
    const double h = 0.5 * size_m, c = 0.25 * h;
    const std::array<Point, 9> corners = {{{-h + c, h},
                                           {h - c, h},
                                           {h, h - c},
                                           {h, -h + c},
                                           {h - c, -h},
                                           {-h + c, -h},
                                           {-h, -h + c},
                                           {-h, h - c},
                                           {-h + c, h}}};
    Polygon polygon;
    for (const Point& corner : corners)
        polygon.outer.push_back({center.x + corner.x, center.y + corner.y});
    return polygon;
}

}  // namespace

Labels make_labels(const SimulatedLandscape& landscape, const std::vector<int>& years,
                   std::uint64_t seed, const LabelOptions& options, const std::string& crs) {
    Labels labels;
    labels.polygons.name = "labels";
    labels.points.name = "test_points";
    labels.polygons.crs = labels.points.crs = crs;
    std::vector<YearLabels> all;
    for (const int year : years) all.emplace_back(landscape, year, seed, options);
    parallel_for(static_cast<Index>(all.size()),
                 [&](Index i) { all[static_cast<std::size_t>(i)].draw(); });
    const auto fill = [&](VectorLayer& layer, std::vector<YearLabels::Row> YearLabels::*rows,
                          bool is_polygon) {
        std::vector<double> codes, row_years, sizes;
        std::vector<std::string> names, sides;
        for (std::size_t y = 0; y < all.size(); ++y)
            for (const YearLabels::Row& row : all[y].*rows) {
                Geometry geometry;
                if (is_polygon)
                    geometry.polygons.push_back(cut_square(row.center, row.size_m));
                else
                    geometry.points.push_back(row.center);
                layer.geometries.push_back(geometry);
                codes.push_back(row.code);
                names.push_back(class_name(row.code));
                row_years.push_back(years[y]);
                sides.push_back(row.side == Side::a ? "a" : "b");
                sizes.push_back(row.size_m);
            }
        layer.attributes.set("class", codes);
        layer.attributes.set("class_name", names);
        layer.attributes.set("year", row_years);
        layer.attributes.set("side", sides);
        if (is_polygon) layer.attributes.set("size_m", sizes);
    };
    fill(labels.polygons, &YearLabels::polygons, true);
    fill(labels.points, &YearLabels::points, false);
    return labels;
}

void weigh_points(VectorLayer& points, const std::vector<int>& years,
                  const std::vector<TruthCounts>& counts) {
    const std::vector<double> codes = points.attributes.numbers("class");
    const std::vector<double> row_years = points.attributes.numbers("year");
    const std::vector<std::string> sides = points.attributes.texts("side");
    const auto stratum = [&](std::size_t i) {
        const auto year = std::find(years.begin(), years.end(), static_cast<int>(row_years[i]));
        return std::tuple(static_cast<std::size_t>(year - years.begin()),
                          static_cast<std::size_t>(sides[i] == "a" ? 0 : 1),
                          static_cast<std::size_t>(codes[i]));
    };
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, double> drawn;
    for (std::size_t i = 0; i < codes.size(); ++i) drawn[stratum(i)] += 1.0;
    std::vector<double> weights;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto [year, side, code] = stratum(i);
        weights.push_back(static_cast<double>(counts[year].pixels[side][code]) /
                          drawn.at(stratum(i)));
    }
    points.attributes.set("weight", weights);
}

}  // namespace borderlens
