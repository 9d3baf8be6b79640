#include "io/crs.hpp"

#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

OGRSpatialReference reference_of(const std::string& text) {
    start_gdal();
    OGRSpatialReference reference;
    if (text.empty() || reference.SetFromUserInput(text.c_str()) != OGRERR_NONE)
        throw input_error(
            "coordinate reference system '{}': not understood; give a code such as "
            "EPSG:32644",
            text.substr(0, 80));
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

std::string wkt_of(const OGRSpatialReference& reference) {
    char* text = nullptr;
    const char* options[] = {"FORMAT=WKT2_2019", nullptr};
    reference.exportToWkt(&text, options);
    std::string wkt = text == nullptr ? "" : text;
    CPLFree(text);
    return wkt;
}

/// What is asked of a CRS with every block that is read, where parsing it each time would show.
struct CrsFacts {
    bool projected = false;
    bool geographic = false;
    double unit_m = 1.0;
};

/// The answer to a question that was asked before, else `ask` is called; safe from all threads.
template <typename Key, typename Ask>
auto remembered(const Key& key, const Ask& ask) {
    static std::mutex guard;
    static std::map<Key, decltype(ask())> answers;
    const std::lock_guard<std::mutex> lock(guard);
    const auto known = answers.find(key);
    return known != answers.end() ? known->second : answers.emplace(key, ask()).first->second;
}

CrsFacts facts_of(const std::string& crs) {
    return remembered(crs, [&] {
        const OGRSpatialReference reference = reference_of(crs);
        return CrsFacts{reference.IsProjected() != 0, reference.IsGeographic() != 0,
                        reference.GetLinearUnits()};
    });
}

}  // namespace

std::string crs_wkt(const std::string& text) {
    return wkt_of(reference_of(text));
}

std::string crs_name(const std::string& crs) {
    if (crs.empty()) return "";
    const OGRSpatialReference reference = reference_of(crs);
    const char* authority = reference.GetAuthorityName(nullptr);
    const char* code = reference.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
    return reference.GetName() == nullptr ? "unnamed" : reference.GetName();
}

std::string crs_proj_text(const std::string& crs) {
    if (crs.empty()) return "";
    char* text = nullptr;
    const bool done = reference_of(crs).exportToProj4(&text) == OGRERR_NONE;
    const std::string result = done && text != nullptr ? text : "";
    CPLFree(text);
    return result;
}

bool is_projected(const std::string& crs) {
    return !crs.empty() && facts_of(crs).projected;
}

bool is_geographic(const std::string& crs) {
    return !crs.empty() && facts_of(crs).geographic;
}

double unit_length_m(const std::string& crs) {
    return facts_of(crs).unit_m;
}

bool same_crs(const std::string& a, const std::string& b) {
    if (a == b) return true;
    if (a.empty() || b.empty()) return false;
    return remembered(std::pair(a, b), [&] {
        const OGRSpatialReference left = reference_of(a), right = reference_of(b);
        return left.IsSame(&right) != 0;
    });
}

std::string utm_crs_at(double lon_deg, double lat_deg) {
    const int zone = std::clamp(static_cast<int>(std::floor((lon_deg + 180.0) / 6.0)) + 1, 1, 60);
    return crs_wkt("EPSG:" + std::to_string((lat_deg >= 0 ? 32600 : 32700) + zone));
}

std::string local_crs_at(double lon_deg, double lat_deg) {
    return crs_wkt(
        fmt::format("+proj=aeqd +lat_0={} +lon_0={} +datum=WGS84 +units=m", lat_deg, lon_deg));
}

std::string lonlat_crs() {
    return crs_wkt("OGC:CRS84");
}

std::vector<Point> transform_points(const std::string& from_crs, const std::string& to_crs,
                                    std::vector<Point> points) {
    if (from_crs == to_crs) return points;
    const OGRSpatialReference from = reference_of(from_crs), to = reference_of(to_crs);
    const std::unique_ptr<OGRCoordinateTransformation> transformation(
        OGRCreateCoordinateTransformation(&from, &to));
    if (!transformation)
        throw input_error("no way from {} to {}: {}", crs_name(from_crs), crs_name(to_crs),
                          last_gdal_message());
    std::vector<double> x, y;
    std::vector<int> done(points.size());
    for (const Point& point : points) {
        x.push_back(point.x);
        y.push_back(point.y);
    }
    transformation->Transform(static_cast<int>(points.size()), x.data(), y.data(), nullptr,
                              done.data());
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = done[i] != 0 && std::isfinite(x[i]) ? Point{x[i], y[i]} : Point{none, none};
    return points;
}

Geometry transform_geometry(const std::string& from_crs, const std::string& to_crs,
                            Geometry geometry) {
    std::vector<std::vector<Point>*> parts = {&geometry.points};
    for (Polyline& line : geometry.lines) parts.push_back(&line);
    for (Polygon& polygon : geometry.polygons) {
        parts.push_back(&polygon.outer);
        for (Ring& hole : polygon.holes) parts.push_back(&hole);
    }
    // All at once: finding the way between two CRSs takes longer than a thousand points.
    std::vector<Point> all;
    for (const auto* part : parts) all.insert(all.end(), part->begin(), part->end());
    all = transform_points(from_crs, to_crs, std::move(all));
    std::size_t next = 0;
    for (auto* part : parts)
        for (Point& point : *part) point = all[next++];
    return geometry;
}

Bounds transform_bounds(const std::string& from_crs, const std::string& to_crs,
                        const Bounds& bounds) {
    constexpr int steps = 21;  // chosen: as many per edge as GDAL's warper samples
    std::vector<Point> edge;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double x = bounds.min_x + t * (bounds.max_x - bounds.min_x);
        const double y = bounds.min_y + t * (bounds.max_y - bounds.min_y);
        edge.insert(edge.end(),
                    {{x, bounds.min_y}, {x, bounds.max_y}, {bounds.min_x, y}, {bounds.max_x, y}});
    }
    constexpr double huge = std::numeric_limits<double>::infinity();
    Bounds result{huge, huge, -huge, -huge};
    for (const Point& point : transform_points(from_crs, to_crs, std::move(edge))) {
        if (std::isnan(point.x)) continue;
        result.min_x = std::min(result.min_x, point.x);
        result.max_x = std::max(result.max_x, point.x);
        result.min_y = std::min(result.min_y, point.y);
        result.max_y = std::max(result.max_y, point.y);
    }
    return result;
}

}  // namespace borderlens
