// Coverage fractions of exactextract's own tests, ../shared/conformance/exactextract_coverage.
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>

#include "io/table_file.hpp"
#include "raster/polygon_coverage.hpp"

using namespace borderlens;

namespace {

/// Rings of a WKT polygon, multipolygon or collection of them: an opening bracket after another one
/// starts a polygon, any other one a ring.
std::vector<Polygon> polygons_of(const std::string& wkt) {
    std::vector<Polygon> polygons;
    std::size_t i = 0;
    while ((i = wkt.find_first_of("(-0123456789", i)) != std::string::npos) {
        if (wkt[i] == '(') {
            // A ring's bracket is followed by a number; the first ring stands after "((".
            const std::size_t next = wkt.find_first_not_of(" ", i + 1);
            if (std::isdigit(static_cast<unsigned char>(wkt[next])) || wkt[next] == '-') {
                const bool outer = wkt[wkt.find_last_not_of(" ", i - 1)] == '(';
                if (outer)
                    polygons.emplace_back();
                else
                    polygons.back().holes.emplace_back();
            }
            ++i;
            continue;
        }
        std::size_t used = 0;
        const double x = std::stod(wkt.substr(i), &used);
        i += used;
        const double y = std::stod(wkt.substr(i), &used);
        i += used;
        Polygon& polygon = polygons.back();
        (polygon.holes.empty() ? polygon.outer : polygon.holes.back()).push_back({x, y});
    }
    return polygons;
}

}  // namespace

TEST_CASE("coverage fractions agree with exactextract") {
    const std::string path = BORDERLENS_SHARED_DIR "/conformance/exactextract_coverage/cases.json";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: " << path << " is not there");
        return;
    }
    const Document cases = read_json(path);
    int checked = 0;
    for (Index k = 0; k < cases.size(); ++k) {
        const Document& one = cases[k];
        if (one.at("geom_type").as_text() == "LineString") continue;
        INFO(one.at("name").as_text());
        const std::vector<double> extent = one.at("extent").as_numbers();
        const double dx = one.at("dx").as_number(), dy = one.at("dy").as_number();
        const Grid grid("", {extent[0], extent[3]}, dx, dy,
                        static_cast<Index>((extent[3] - extent[1]) / dy + 0.5),
                        static_cast<Index>((extent[2] - extent[0]) / dx + 0.5));
        const Raster<float> found = coverage_raster(polygons_of(one.at("wkt").as_text()), grid);
        // Cropped matrices begin at the first row and column that is covered.
        Index row0 = 0, col0 = 0;
        if (one.find("crop") != nullptr) {
            row0 = grid.rows();
            col0 = grid.cols();
            for (Index r = 0; r < grid.rows(); ++r)
                for (Index c = 0; c < grid.cols(); ++c)
                    if (found(r, c) > 0) {
                        row0 = std::min(row0, r);
                        col0 = std::min(col0, c);
                    }
        }
        const Document& expected = one.at("coverage");
        for (Index r = 0; r < expected.size(); ++r) {
            const std::vector<double> row = expected[r].as_numbers();
            for (Index c = 0; c < static_cast<Index>(row.size()); ++c)
                CHECK(found(row0 + r, col0 + c) ==
                      Approx(row[static_cast<std::size_t>(c)]).margin(1e-6));
        }
        ++checked;
    }
    CHECK(checked >= 14);
}
