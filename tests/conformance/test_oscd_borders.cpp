// Real scenes hold no border: lines laid across them, wherever they are moved, must find no effect
// beyond the false-alarm rate.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "border/border_line.hpp"
#include "comparison/placebo_border.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"

using namespace borderlens;

namespace {

const std::string folder = std::string(BORDERLENS_SHARED_DIR) + "/data/real/oscd";

std::string band_of(const std::string& city, const std::string& band) {
    for (const auto& file :
         std::filesystem::directory_iterator(folder + "/images/" + city + "/imgs_1"))
        if (file.path().stem().string().ends_with("_" + band)) return file.path().string();
    FAIL("no band " << band << " of " << city);
    return "";
}

/// NDVI of 40 m cells by signed distance [km] from the stand-in border, in clusters of 250 m along
/// it (chosen: features in these scenes are correlated over some 200 m).
DiscontinuityData cells_of(const std::string& city) {
    const Raster<float> red = read_floats(band_of(city, "B04"));
    const Raster<float> near_infrared = read_floats(band_of(city, "B08"));
    const Point middle = red.grid().center(red.rows() / 2, red.cols() / 2);
    // Metres in a small scene: a degree is 110.57 km north and 111.32 km cos(latitude) east.
    const auto to_metres = [&](Point lonlat) {
        return Point{(lonlat.x - middle.x) * 111320.0 * std::cos(middle.y * 0.0174532925),
                     (lonlat.y - middle.y) * 110570.0};
    };
    std::vector<Polyline> parts;
    for (const Geometry& geometry :
         read_vector(folder + "/stand_in_borders/" + city + ".geojson").geometries)
        for (const Polyline& line : geometry.lines) {
            parts.emplace_back();
            for (const Point& vertex : line) parts.back().push_back(to_metres(vertex));
        }
    const BorderLine border(parts);

    constexpr Index step = 4;
    DiscontinuityData data;
    for (Index row = 0; row + step <= std::min(red.rows(), near_infrared.rows()); row += step)
        for (Index col = 0; col + step <= std::min(red.cols(), near_infrared.cols()); col += step) {
            double r = 0.0;
            double n = 0.0;
            for (Index i = 0; i < step * step; ++i) {
                r += red(row + i / step, col + i % step);
                n += near_infrared(row + i / step, col + i % step);
            }
            const Point corner = red.grid().center(row, col);
            const LinePosition place =
                border.locate(to_metres({corner.x + 1.5 * red.grid().pixel_width(),
                                         corner.y - 1.5 * red.grid().pixel_height()}));
            if (!(n + r > 0.0) || place.along_m <= 0.0 || place.along_m >= border.length_m())
                continue;
            data.distance.push_back(place.signed_distance_m / 1000.0);
            data.outcome.push_back((n - r) / (n + r));
            data.cluster.push_back(static_cast<Index>(place.along_m / 250.0));
        }
    return data;
}

}  // namespace

TEST_CASE("lines across real scenes find no border effect", "[slow]") {
    if (!std::filesystem::exists(folder + "/stand_in_borders")) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    double lines = 0.0;
    double alarms = 0.0;
    int placebo_alarms = 0;
    for (const std::string city : {"aguasclaras", "beihai", "bordeaux", "cupertino", "dubai",
                                   "lasvegas", "nantes", "pisa", "saclay_e"}) {
        const DiscontinuityData data = cells_of(city);
        const PlaceboBorders borders =
            placebo_borders(data, {}, placebo_shifts(data, 0.0, 0.1, 2000));
        placebo_alarms += borders.p < 0.05;
        lines += 1.0 + static_cast<double>(borders.placebos.size());
        alarms += borders.border.robust.p < 0.05;
        for (const PlaceboEffect& effect : borders.placebos) alarms += effect.robust.p < 0.05;
    }
    INFO(alarms << " of " << lines << " lines, " << placebo_alarms << " of 9 placebo tests");
    CHECK(lines > 300.0);
    CHECK(alarms / lines < 0.07);
    CHECK(placebo_alarms <= 2);  // 0.45 expected by chance
}
