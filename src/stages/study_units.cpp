#include "stages/study_units.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "io/vector_file.hpp"
#include "raster/burn.hpp"
#include "raster/raster.hpp"

namespace borderlens {

std::vector<StudyUnit> read_named_polygons(const std::string& path, const std::string& field,
                                           const std::string& crs, const std::string& key) {
    const VectorLayer layer = read_vector(path, "", crs);
    if (layer.crs.empty())
        throw input_error("{}: names no coordinate reference system; assign one (ogr2ogr -a_srs)",
                          path);
    std::vector<std::string> names;
    try {
        names = layer.attributes.texts(field);
    } catch (const Error& error) {
        throw error.with_context(path + " (" + key + ")");
    }
    std::vector<StudyUnit> units;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& polygons = layer.geometries[i].polygons;
        if (polygons.empty()) continue;
        if (names[i].empty())
            throw input_error("{}: feature {} has no {}; name every polygon", path, i + 1, field);
        auto found = std::find_if(units.begin(), units.end(),
                                  [&](const StudyUnit& unit) { return unit.name == names[i]; });
        if (found == units.end()) found = units.insert(found, {names[i], {}});
        found->polygons.polygons.insert(found->polygons.polygons.end(), polygons.begin(),
                                        polygons.end());
    }
    if (units.empty())
        throw input_error("{}: found no polygon, expected the outlines of {}", path, key);
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max() / 2 - 1;
    if (units.size() > most)
        throw input_error("{}: {} names are more than the {} that fit; choose a coarser field",
                          path, units.size(), most);
    return units;
}

std::vector<StudyUnit> read_units(const Study& study) {
    if (!study.border || study.border->units_path.empty()) return {};
    return read_named_polygons(study.border->units_path, study.border->units_field, study.crs,
                               "border.units");
}

std::vector<std::string> names_of(const std::vector<StudyUnit>& units) {
    std::vector<std::string> names;
    for (const StudyUnit& unit : units) names.push_back(unit.name);
    return names;
}

Raster<std::uint16_t> burn_units(const std::vector<StudyUnit>& units, const Grid& grid) {
    Raster<std::uint16_t> burned(grid);
    for (std::size_t i = units.size(); i-- > 0;)
        for_each_cell(grid, units[i].polygons, [&](Index row, Index col) {
            burned(row, col) = static_cast<std::uint16_t>(i + 1);
        });
    return burned;
}

}  // namespace borderlens
