#include "stages/measure_transitions.hpp"

#include <filesystem>
#include <regex>

#include "base/error.hpp"
#include "imagery/date.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

constexpr Index map_block_px = 1024;  // chosen: 4 MB of codes a map and thread

/// The decimal year of an ISO date in a file name, or the year alone.
bool year_in_name(const std::string& path, double& year) {
    const std::string name = std::filesystem::path(path).stem().string();
    std::smatch found;
    if (std::regex_search(name, found, std::regex("([12][0-9]{3}-[01][0-9]-[0-3][0-9])"))) {
        const Date date = parse_date(found[1].str());
        const Index first = day_number({date.year, 1, 1});
        const Index next = day_number({date.year + 1, 1, 1});
        year = date.year +
               static_cast<double>(day_number(date) - first) / static_cast<double>(next - first);
        return true;
    }
    if (!std::regex_search(name, found, std::regex("(?:^|[^0-9])((?:19|20)[0-9]{2})(?![0-9])")))
        return false;
    year = std::stod(found[1].str());
    return true;
}

}  // namespace

TransitionCounts read_transitions(const std::vector<std::string>& map_paths,
                                  const std::string& zones_path) {
    const Grid grid = read_raster_info(map_paths.at(0)).grid;
    const auto require_grid = [&](const std::string& path) {
        const Grid other = read_raster_info(path).grid;
        if (!(other == grid))
            throw input_error("{}: grid {}, expected that of {}: {}; warp it first (gdalwarp)",
                              path, other.describe(), map_paths[0], grid.describe());
    };
    for (const std::string& path : map_paths) require_grid(path);
    if (!zones_path.empty()) require_grid(zones_path);
    return sum_over_blocks<TransitionCounts>(
        grid.window(), map_block_px, 0, [&](const Block& block) {
            std::vector<Raster<std::int32_t>> maps;
            for (const std::string& path : map_paths)
                maps.push_back(read_codes(path, 0, block.core));
            if (zones_path.empty()) return count_transitions(maps, nullptr, no_code);
            const Raster<std::int32_t> zones = read_codes(zones_path, 0, block.core);
            return count_transitions(maps, &zones, no_code);
        });
}

std::vector<double> years_of_maps(const std::vector<std::string>& map_paths,
                                  const std::vector<double>& given) {
    if (!given.empty()) {
        if (given.size() != map_paths.size())
            throw input_error("--years: {} years for {} maps, expected one a map", given.size(),
                              map_paths.size());
        return given;
    }
    std::vector<double> years;
    for (const std::string& path : map_paths) {
        double year = 0.0;
        if (!year_in_name(path, year))
            throw input_error("{}: found no year in the file name; give --years 2013,2017,...",
                              path);
        years.push_back(year);
    }
    return years;
}

}  // namespace borderlens
