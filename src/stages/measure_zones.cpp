// Numbers for every zone: pixels are summed into cells along the border, and zones are sums of
// cells.
#include <cmath>

#include "base/parallel.hpp"
#include "border/zones.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/cell_table.hpp"
#include "stages/joined_bands.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

/// (nir - red) / (nir + red); empty where the composite lacks a band.
Raster<float> ndvi_of(const JoinedBands& bands, const std::string& path) {
    std::vector<Index> wanted;
    for (const char* name : {"red", "nir"})
        for (std::size_t i = 0; i < bands.names.size(); ++i)
            if (bands.names[i] == name) wanted.push_back(bands.sources[i].band);
    if (wanted.size() != 2) return {};
    const Raster<float> pair = read_floats(path, wanted);
    Raster<float> ndvi(pair.grid(), 1, no_data);
    for (Index i = 0; i < pair.grid().size(); ++i) {
        const float red = pair.band_data(0)[i], nir = pair.band_data(1)[i];
        if (red + nir > 0.0F) ndvi.band_data()[i] = (nir - red) / (nir + red);
    }
    return ndvi;
}

BorderCells cells_of_tile(const StudyRun& run, const std::string& period, const Tile& tile) {
    const std::string composite = run.folder.file(composite_path(period, tile.name));
    const Raster<ClassCode> classes =
        read_classes(run.folder.file(layer_path("land_use", period, tile.name)));
    const Raster<float> sides = read_floats(run.folder.file(sides_path(tile.name)));
    const Index bands = static_cast<Index>(read_raster_info(composite).bands.size());
    const auto one_band = [&](Index band) {
        return Raster<float>(
            sides.grid(), 1,
            std::vector<float>(sides.band_data(band), sides.band_data(band) + sides.grid().size()));
    };
    return sum_cells(
        {classes, one_band(0), one_band(1), ndvi_of(join_bands({composite}), composite),
         read_floats(composite, {bands - 1})},
        run.study.border->bands_km, run.study.comparison.cell_km);
}

void measure(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    std::vector<PeriodCells> periods;
    for (const StudyPeriod& period : composite_periods(run)) {
        periods.push_back({period.name, {}});
        // Summed in tile order: the same for any number of threads.
        std::vector<BorderCells> parts(ground.tiles.size());
        parallel_for(static_cast<Index>(parts.size()), [&](Index i) {
            const std::size_t t = static_cast<std::size_t>(i);
            parts[t] = cells_of_tile(run, period.name, ground.tiles[t]);
        });
        for (const BorderCells& part : parts) periods.back().cells += part;
    }
    const Legend legend = study_model(run)->lens_model.forest.legend;
    write_table(run.folder.file(table_path("cells")), cell_table(periods, legend), true);
    write_table(run.folder.file(table_path("metrics")),
                table_of(zone_measures(run.study, periods, legend, ground.grid.pixel_area_m2())),
                true);
}

}  // namespace

std::vector<Unit> measure_zones(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    Unit unit{.name = "all", .outputs = {table_path("cells"), table_path("metrics")}};
    unit.inputs.add(run.study.comparison.cell_km).add(run.study.border->segment_km);
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    std::vector<std::string> needed;
    for (const Tile& tile : ground.tiles) needed.push_back(sides_path(tile.name));
    for (const StudyPeriod& period : composite_periods(run))
        for (const Tile& tile : ground.tiles) {
            needed.push_back(composite_path(period.name, tile.name));
            needed.push_back(layer_path("land_use", period.name, tile.name));
        }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { measure(run); };
    return {unit};
}

}  // namespace borderlens
