// Accumulated cost on 2000 x 2000 cells, beside GRASS r.cost and scikit-image on the same input.
// The same in tiles, as for ground beyond memory. Prints one table: what, neighbours, CPU seconds,
// million cells a second, largest relative difference from the peer.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>

#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "network/tiled_cost.hpp"

using namespace borderlens;

namespace {

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Patches of four frictions (road 2, field 4, scrub 8, town 50), by nearest of random seeds on a
/// coarse lattice; a little barrier.
Raster<double> patches(Index size) {
    Raster<double> friction(
        Grid(crs_wkt("EPSG:32644"), {500000.0, 4900000.0}, 30.0, 30.0, size, size));
    constexpr Index lattice = 20;
    for (Index row = 0; row < size; ++row)
        for (Index col = 0; col < size; ++col) {
            double best = 1e30, value = 4.0;
            for (Index dr = -1; dr <= 1; ++dr)
                for (Index dc = -1; dc <= 1; ++dc) {
                    const Index r = row / lattice + dr, c = col / lattice + dc;
                    Random random(derive_seed(1, "patch", (r + 1) * 100000 + c + 1));
                    const double y = (static_cast<double>(r) + random.uniform()) * lattice;
                    const double x = (static_cast<double>(c) + random.uniform()) * lattice;
                    const double far =
                        std::hypot(y - static_cast<double>(row), x - static_cast<double>(col));
                    if (far >= best) continue;
                    best = far;
                    const double kind = random.uniform();
                    value = kind < 0.1 ? 2.0 : kind < 0.7 ? 4.0 : kind < 0.9 ? 8.0 : 50.0;
                }
            friction(row, col) = value;
        }
    return friction;
}

double median_of_three(const std::function<void()>& work) {
    double seconds[3];
    for (double& s : seconds) {
        const double start = cpu_s();
        work();
        s = cpu_s() - start;
    }
    std::sort(seconds, seconds + 3);
    return seconds[1];
}

void row(const char* what, int neighbours, double seconds, Index cells, double difference) {
    fmt::print("{:<28} {:>4} {:>9.3f} {:>9.2f} {:>10.1e}\n", what, neighbours, seconds,
               static_cast<double>(cells) / 1e6 / seconds, difference);
    std::fflush(stdout);
}

/// Seconds of user time that a peer's script writes to `time.txt`; negative where it cannot run.
double peer_seconds(const std::string& folder, const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) return -1.0;
    double seconds = -1.0;
    std::ifstream(folder + "/time.txt") >> seconds;
    return seconds;
}

double largest_difference(const CostSurface& surface, const std::string& path, double scale) {
    const Raster<double> peer = read_doubles(path, {0});
    double largest = 0.0;
    for (Index r = 0; r < peer.rows(); ++r)
        for (Index c = 0; c < peer.cols(); ++c)
            if (surface.cost(r, c) > 0.0)
                largest =
                    std::max(largest, std::abs(peer(r, c) * scale / surface.cost(r, c) - 1.0));
    return largest;
}

}  // namespace

int main() {
    const Index size = 2000;
    const Raster<double> friction = patches(size);
    std::vector<SourceCell> sources;
    for (Index r = 0; r < size; ++r) sources.push_back({r, size / 2, 1});
    fmt::print("{:<28} {:>4} {:>9} {:>9} {:>10}\n", "what", "nb", "cpu_s", "Mcell/s", "rel_diff");
    for (const int neighbours : {4, 8, 16}) {
        CostOptions options;
        options.neighbours = neighbours;
        row("borderlens cost", neighbours,
            median_of_three([&] { CostSurface(friction, nullptr, sources, options); }), size * size,
            0.0);
    }
    CostOptions options;
    const CostSurface surface(friction, nullptr, sources, options);
    row("borderlens allocation", 8, median_of_three([&] { surface.allocation(); }), size * size,
        0.0);
    CostGround ground;
    ground.grid = friction.grid();
    ground.friction = [&](const Window& window) {
        Raster<double> part(friction.grid().crop(window));
        for (Index r = 0; r < window.rows; ++r)
            for (Index c = 0; c < window.cols; ++c)
                part(r, c) = friction(window.row0 + r, window.col0 + c);
        return part;
    };
    row("borderlens cost in tiles", 8,
        median_of_three([&] { TiledCostSurface(ground, sources, options, {.tile_px = 512}); }),
        size * size, 0.0);
    CostOptions on_foot;
    on_foot.rule.kind = StepKind::tobler;
    row("borderlens tobler", 8,
        median_of_three([&] { CostSurface(friction, &friction, sources, on_foot); }), size * size,
        0.0);

    const std::string folder = "/tmp/borderlens_bench_cost";
    if (std::system(("mkdir -p " + folder).c_str()) != 0) return 1;
    RasterOptions overwrite;
    overwrite.overwrite = true;
    write_raster(folder + "/f.tif", friction, overwrite);
    Raster<std::uint8_t> starts(friction.grid());
    for (const SourceCell& s : sources) starts(s.row, s.col) = 1;
    overwrite.no_data = 0.0;
    write_raster(folder + "/s.tif", starts, overwrite);
    std::ofstream(folder + "/grass.sh")
        << "set -e\ncd " << folder
        << "\nr.in.gdal -o in=f.tif output=f --o\nr.in.gdal -o in=s.tif output=s --o\n"
           "g.region rast=f\n/usr/bin/time -f %U -o time.txt r.cost in=f output=c start_rast=s "
           "memory=2000 --o\nr.out.gdal -c -f in=c output=grass.tif type=Float64 --o\n";
    const double grass =
        peer_seconds(folder, "grass --tmp-location EPSG:32644 --exec bash " + folder + "/grass.sh");
    if (grass > 0.0)
        row("GRASS r.cost", 8, grass, size * size,
            largest_difference(surface, folder + "/grass.tif", 30.0));
    std::ofstream(folder + "/peer_skimage.py")
        << "import time,numpy as np\nfrom osgeo import gdal\nfrom skimage.graph import "
           "MCP_Geometric\nd='"
        << folder
        << "/'\nf=gdal.Open(d+'f.tif').ReadAsArray().astype(float)\n"
           "s=gdal.Open(d+'s.tif').ReadAsArray()\nt=time.process_time()\n"
           "m=MCP_Geometric(f,sampling=(30,30))\n"
           "c,_=m.find_costs([tuple(x) for x in np.argwhere(s>0)])\n"
           "open(d+'time.txt','w').write(str(time.process_time()-t))\n"
           "o=gdal.GetDriverByName('GTiff').Create(d+'sk.tif',c.shape[1],c.shape[0],1,7)\n"
           "o.GetRasterBand(1).WriteArray(c)\n";
    const double skimage = peer_seconds(folder, "/usr/bin/python3 " + folder + "/peer_skimage.py");
    if (skimage > 0.0)
        row("scikit-image MCP_Geometric", 8, skimage, size * size,
            largest_difference(surface, folder + "/sk.tif", 1.0));
    return 0;
}
