// How often each side was seen: a difference in looks can fake a difference in land.
#include <array>
#include <cmath>
#include <map>

#include "base/parallel.hpp"
#include "border/zones.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

/// Sums over the pixels of one side and band.
struct Looks {
    double pixels = 0.0, looks = 0.0, squares = 0.0, unseen = 0.0, filled = 0.0;

    void operator+=(const Looks& other) {
        pixels += other.pixels, looks += other.looks, squares += other.squares;
        unseen += other.unseen, filled += other.filled;
    }
};

using LooksByZone = std::map<std::pair<int, int>, Looks>;  ///< (side, band)

LooksByZone looks_of_tile(const StudyRun& run, const std::string& period, const Tile& tile) {
    const std::string path = run.folder.file(composite_path(period, tile.name));
    const RasterInfo info = read_raster_info(path);
    const Index last = static_cast<Index>(info.bands.size()) - 1;
    const bool has_filled =
        last > 0 && info.bands[static_cast<std::size_t>(last - 1)].description == "filled";
    const Raster<float> counts = read_floats(
        path, has_filled ? std::vector<Index>{last, last - 1} : std::vector<Index>{last});
    const Raster<float> sides = read_floats(run.folder.file(sides_path(tile.name)), {0});
    const std::vector<double>& edges_km = run.study.border->bands_km;
    LooksByZone zones;
    for (Index i = 0; i < sides.grid().size(); ++i) {
        const double distance_km = static_cast<double>(sides.band_data()[i]) / 1000.0;
        if (std::isnan(distance_km)) continue;
        int band = -1;
        for (std::size_t e = 0; e + 1 < edges_km.size(); ++e)
            if (std::abs(distance_km) >= edges_km[e] && std::abs(distance_km) < edges_km[e + 1])
                band = static_cast<int>(e);
        if (band < 0) continue;
        const float count = counts.band_data(0)[i];
        const double looks = std::isnan(count) ? 0.0 : static_cast<double>(count);
        const double filled = has_filled && counts.band_data(1)[i] > 0.0F ? 1.0 : 0.0;
        zones[{distance_km >= 0.0 ? 0 : 1, band}] +=
            {1.0, looks, looks * looks, looks > 0.0 ? 0.0 : 1.0, filled};
    }
    return zones;
}

void add_rows(const std::string& period, const char* side, const std::string& band,
              const Looks& sums, std::vector<Measure>& rows) {
    const double mean = sums.looks / sums.pixels;
    const double spread = std::sqrt(std::max(0.0, sums.squares / sums.pixels - mean * mean));
    const auto add = [&](const char* metric, double value, const char* unit) {
        rows.push_back({"all", side, band, period, metric, value, unit, NAN, NAN, sums.pixels});
    };
    add("valid_looks", mean, "looks");
    add("valid_looks_sd", spread, "looks");
    add("unseen_share", sums.unseen / sums.pixels, "1");
    add("filled_share", sums.filled / sums.pixels, "1");
}

void count(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const ZoneScheme bands = band_scheme(run.study.border->bands_km);
    std::vector<Measure> rows;
    for (const StudyPeriod& period : composite_periods(run)) {
        std::vector<LooksByZone> parts(ground.tiles.size());
        parallel_for(static_cast<Index>(parts.size()), [&](Index i) {
            const auto at = static_cast<std::size_t>(i);
            parts[at] = looks_of_tile(run, period.name, ground.tiles[at]);
        });
        LooksByZone zones;
        std::array<Looks, 2> whole;
        for (const LooksByZone& part : parts)
            for (const auto& [zone, sums] : part) {
                zones[zone] += sums;
                whole[static_cast<std::size_t>(zone.first)] += sums;
            }
        for (const int side : {0, 1})
            if (whole[static_cast<std::size_t>(side)].pixels > 0.0)
                add_rows(period.name, side == 0 ? "a" : "b", "all",
                         whole[static_cast<std::size_t>(side)], rows);
        for (const auto& [zone, sums] : zones)
            add_rows(period.name, zone.first == 0 ? "a" : "b",
                     bands.zones[static_cast<std::size_t>(2 * zone.second)].band, sums, rows);
    }
    write_table(run.folder.file(table_path("looks")), table_of(rows), true);
}

}  // namespace

std::vector<Unit> count_looks(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    Unit unit{.name = "all", .outputs = {table_path("looks")}};
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    std::vector<std::string> needed;
    for (const Tile& tile : read_ground(run.folder).tiles) {
        needed.push_back(sides_path(tile.name));
        for (const StudyPeriod& period : composite_periods(run))
            needed.push_back(composite_path(period.name, tile.name));
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { count(run); };
    return {unit};
}

}  // namespace borderlens
