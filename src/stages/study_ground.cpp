#include "stages/study_ground.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "io/table_file.hpp"

namespace borderlens {

StudyGround read_ground(const RunFolder& folder) {
    const std::filesystem::path base(folder.path());
    if (!std::filesystem::exists(base / "grid.json"))
        throw input_error("{}: the tiles are not planned yet; run the stage plan_tiles first",
                          folder.path());
    const Document grid = read_json((base / "grid.json").string());
    StudyGround ground;
    ground.grid =
        Grid(grid.at("crs").as_text(), {grid.at("min_x").as_number(), grid.at("max_y").as_number()},
             grid.at("pixel_size_m").as_number(), grid.at("pixel_size_m").as_number(),
             grid.at("rows").as_integer(), grid.at("cols").as_integer());
    const Table tiles = read_table((base / "tables" / "tiles.csv").string());
    const auto name = tiles.texts("tile");
    const auto number = [&](const char* column, std::size_t i) {
        return static_cast<Index>(tiles.numbers(column)[i]);
    };
    for (const std::string& tile : name)
        // Tile names become file names; those of ours are like r003_c017.
        if (tile.empty() ||
            tile.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
            throw input_error("{}: tile '{}' is no name of ours; delete tables/tiles.csv",
                              folder.path(), tile);
    for (std::size_t i = 0; i < name.size(); ++i)
        ground.tiles.push_back(
            {name[i],
             {number("row0", i), number("col0", i), number("rows", i), number("cols", i)}});
    return ground;
}

std::string sides_path(const std::string& tile) {
    return "sides/" + tile + ".tif";
}

void describe_border(const StudyBorder& border, Fingerprint& inputs) {
    const BorderSource& source = border.source;
    inputs.add_file(source.path).add(source.layer).add(source.polygon_field);
    inputs.add(source.polygon_a).add(source.polygon_b);
    if (source.side_a_lonlat) inputs.add(source.side_a_lonlat->x).add(source.side_a_lonlat->y);
    inputs.add(border.zone_km);
}

BorderLine study_border(const Study& study, const Grid& grid) {
    const double zone_m = study.border->zone_km * 1000.0;
    return read_border(study.border->source, study.crs).clipped(grid.bounds(), zone_m);
}

}  // namespace borderlens
