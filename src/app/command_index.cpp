#include <algorithm>
#include <map>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/table.hpp"
#include "features/indices.hpp"
#include "imagery/role.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

constexpr Index block_px = 512;  // chosen: blocks of the COGs we write

/// "L=0.5" of --set.
std::map<std::string, double> constants_of(const std::vector<std::string>& settings) {
    std::map<std::string, double> constants;
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        double value = 0.0;
        if (equals == std::string::npos || !parse_number(setting.substr(equals + 1), value))
            throw input_error("--set: found '{}', expected NAME=NUMBER such as L=0.5", setting);
        constants[setting.substr(0, equals)] = value;
    }
    return constants;
}

struct RoleBands {
    std::vector<std::string> names;
    std::vector<Index> bands;
};

RoleBands role_bands(const std::string& path, const RasterInfo& info) {
    RoleBands found;
    for (std::size_t b = 0; b < info.bands.size(); ++b)
        if (role_from_name(info.bands[b].description)) {
            if (std::find(found.names.begin(), found.names.end(), info.bands[b].description) !=
                found.names.end())
                throw input_error("{}: two bands are described as '{}'; describe each once", path,
                                  info.bands[b].description);
            found.names.push_back(info.bands[b].description);
            found.bands.push_back(static_cast<Index>(b));
        }
    if (found.names.empty())
        throw input_error(
            "{}: no band description is a role (blue, red, nir ...); make the image with "
            "`borderlens composite` or describe its bands",
            path);
    return found;
}

void run_index(const Arguments& arguments) {
    const std::vector<std::string> names = arguments.list("NAME");
    const std::string path = arguments.text("--image");
    const auto constants = constants_of(arguments.texts("--set"));
    const RasterInfo info = read_raster_info(path);
    const RoleBands bands = role_bands(path, info);
    RasterOptions options;
    options.overwrite = arguments.overwrite();
    for (const std::string& name : names)
        options.band_descriptions.emplace_back(index_named(name).name);
    RasterWriter<float> writer(arguments.text("--out"), info.grid, static_cast<Index>(names.size()),
                               options);
    for_each_block(info.grid.window(), block_px, 0, [&](const Block& block) {
        const FeatureStack image{bands.names, read_floats(path, bands.bands, block.core)};
        try {
            writer.write(block.core, compute_indices(image, names, constants).values);
        } catch (const Error& error) {
            throw error.with_context(path);
        }
    });
    writer.finish();
}

}  // namespace

Command index_command() {
    return {.name = "index",
            .summary = "computes spectral indices from an image whose bands are described by role",
            .example = "borderlens index NDVI,MNDWI,NDBI --image 2020.tif --out indices.tif",
            .positionals = {{"NAME", "index or indices, comma-separated; see list indices"}},
            .options = {{.name = "--image",
                         .help = "reflectances, roles as band descriptions",
                         .required = true},
                        {.name = "--out", .help = "raster to write (COG)", .required = true},
                        {.name = "--set",
                         .help = "NAME=NUMBER: another value of a constant, e.g. L=0.5",
                         .repeatable = true}},
            .run = run_index};
}

}  // namespace borderlens
