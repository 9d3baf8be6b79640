// Accumulated cost on 2000 x 2000 cells, beside GRASS r.cost and r.walk and scikit-image on the
// same input. The same in tiles, as for ground beyond memory. Prints one table: what, neighbours,
// CPU seconds, million cells a second, peak memory of the process (ours holds the input as well,
// and only grows), largest relative difference from the peer.
#include <fmt/core.h>
#include <sys/resource.h>

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

/// Hills 400 m high and 3 km apart, with slopes on either side of r.walk's limit of steepness.
Raster<double> hills(const Grid& grid) {
    Raster<double> heights(grid);
    for (Index row = 0; row < grid.rows(); ++row)
        for (Index col = 0; col < grid.cols(); ++col)
            heights(row, col) = 800.0 + 200.0 * std::sin(0.06 * static_cast<double>(row)) *
                                            std::cos(0.06 * static_cast<double>(col));
    return heights;
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

/// What a program took.
struct Took {
    double seconds = -1.0;
    double peak_kib = 0.0;
};

Took ours(double seconds) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return {seconds, static_cast<double>(usage.ru_maxrss)};
}

void row(const char* what, int neighbours, const Took& took, Index cells, double difference) {
    fmt::print("{:<28} {:>4} {:>9.3f} {:>9.2f} {:>9.0f} {:>10.1e}\n", what, neighbours,
               took.seconds, static_cast<double>(cells) / 1e6 / took.seconds,
               took.peak_kib / 1024.0, difference);
    std::fflush(stdout);
}

/// Seconds of user time and peak memory [KiB] that a peer's script writes to `time.txt`; negative
/// seconds where it cannot run.
Took run_peer(const std::string& folder, const std::string& command) {
    Took took;
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) return took;
    std::ifstream(folder + "/time.txt") >> took.seconds >> took.peak_kib;
    return took;
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
    fmt::print("{:<28} {:>4} {:>9} {:>9} {:>9} {:>10}\n", "what", "nb", "cpu_s", "Mcell/s",
               "peak_mib", "rel_diff");
    for (const int neighbours : {4, 8, 16}) {
        CostOptions options;
        options.neighbours = neighbours;
        row("borderlens cost", neighbours,
            ours(median_of_three([&] { CostSurface(friction, nullptr, sources, options); })),
            size * size, 0.0);
    }
    CostOptions options;
    const CostSurface surface(friction, nullptr, sources, options);
    row("borderlens allocation", 8, ours(median_of_three([&] { surface.allocation(); })),
        size * size, 0.0);
    CostGround ground;
    ground.grid = friction.grid();
    ground.friction = [&](const Window& window) {
        Raster<double> part(friction.grid().crop(window));
        for (Index r = 0; r < window.rows; ++r)
            for (Index c = 0; c < window.cols; ++c)
                part(r, c) = friction(window.row0 + r, window.col0 + c);
        return part;
    };
    row("borderlens cost in tiles", 8, ours(median_of_three([&] {
            TiledCostSurface(ground, sources, options, {.tile_px = 512});
        })),
        size * size, 0.0);
    const Raster<double> heights = hills(friction.grid());
    CostOptions on_foot;
    on_foot.rule.kind = StepKind::tobler;
    row("borderlens tobler", 8,
        ours(median_of_three([&] { CostSurface(friction, &heights, sources, on_foot); })),
        size * size, 0.0);
    on_foot.rule.kind = StepKind::langmuir;
    row("borderlens langmuir", 8,
        ours(median_of_three([&] { CostSurface(friction, &heights, sources, on_foot); })),
        size * size, 0.0);
    const CostSurface walked(friction, &heights, sources, on_foot);

    const std::string folder = "/tmp/borderlens_bench_cost";
    if (std::system(("mkdir -p " + folder).c_str()) != 0) return 1;
    RasterOptions overwrite;
    overwrite.overwrite = true;
    write_raster(folder + "/f.tif", friction, overwrite);
    Raster<std::uint8_t> starts(friction.grid());
    for (const SourceCell& s : sources) starts(s.row, s.col) = 1;
    write_raster(folder + "/e.tif", heights, overwrite);
    overwrite.no_data = 0.0;
    write_raster(folder + "/s.tif", starts, overwrite);
    const auto grass = [&](const std::string& call) {
        std::ofstream(folder + "/grass.sh")
            << "set -e\ncd " << folder
            << "\nr.in.gdal -o in=f.tif output=f --o\nr.in.gdal -o in=s.tif output=s --o\n"
               "r.in.gdal -o in=e.tif output=e --o\ng.region rast=f\n"
               "/usr/bin/time -f '%U %M' -o time.txt "
            << call
            << " output=c start_raster=s memory=2000 --o\n"
               "r.out.gdal -c -f in=c output=grass.tif type=Float64 --o\n";
        return run_peer(folder,
                        "grass --tmp-location EPSG:32644 --exec bash " + folder + "/grass.sh");
    };
    // Three times, as ours: other work on the machine stretches now this, now that.
    Took r_cost[3];
    for (Took& took : r_cost) took = grass("r.cost input=f");
    std::sort(r_cost, r_cost + 3,
              [](const Took& a, const Took& b) { return a.seconds < b.seconds; });
    if (const Took took = r_cost[1]; took.seconds > 0.0)
        row("GRASS r.cost", 8, took, size * size,
            largest_difference(surface, folder + "/grass.tif", 30.0));
    if (const Took took = grass("r.cost -k input=f"); took.seconds > 0.0) {
        CostOptions knights;
        knights.neighbours = 16;
        row("GRASS r.cost -k", 16, took, size * size,
            largest_difference(CostSurface(friction, nullptr, sources, knights),
                               folder + "/grass.tif", 30.0));
    }
    if (const Took took = grass("r.walk elevation=e friction=f"); took.seconds > 0.0)
        row("GRASS r.walk", 8, took, size * size,
            largest_difference(walked, folder + "/grass.tif", 1.0));
    std::ofstream(folder + "/peer_skimage.py")
        << "import time,numpy as np\nfrom osgeo import gdal\nfrom skimage.graph import "
           "MCP_Geometric\nd='"
        << folder
        << "/'\nf=gdal.Open(d+'f.tif').ReadAsArray().astype(float)\n"
           "s=gdal.Open(d+'s.tif').ReadAsArray()\nt=time.process_time()\n"
           "m=MCP_Geometric(f,sampling=(30,30))\n"
           "c,_=m.find_costs([tuple(x) for x in np.argwhere(s>0)])\n"
           "import resource\n"
           "open(d+'time.txt','w').write('%f "
           "%d'%(time.process_time()-t,resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))\n"
           "o=gdal.GetDriverByName('GTiff').Create(d+'sk.tif',c.shape[1],c.shape[0],1,7)\n"
           "o.GetRasterBand(1).WriteArray(c)\n";
    const Took skimage = run_peer(folder, "/usr/bin/python3 -I " + folder + "/peer_skimage.py");
    if (skimage.seconds > 0.0)
        row("scikit-image MCP_Geometric", 8, skimage, size * size,
            largest_difference(surface, folder + "/sk.tif", 1.0));
    return 0;
}
