// Composites: kernels on one core, then end to end (read, mask, median, write) against the time the
// same blocks take to decode, with numpy, GDAL and OTB on the same files where they are installed.
// usage: bench_composite [side of the scenes in px, default 2745] [folder for the files]
#include <fmt/core.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "imagery/composite.hpp"
#include "imagery/geomedian_kernel.hpp"
#include "imagery/medoid_kernel.hpp"
#include "imagery/order_kernel.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/find_scenes.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

/// Processor seconds of this process and its children: what others do on the machine does not
/// count.
double seconds(const std::function<void()>& work) {
    const auto used = [] {
        double sum = 0.0;
        for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
            rusage usage{};
            getrusage(who, &usage);
            for (const timeval& time : {usage.ru_utime, usage.ru_stime})
                sum += static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
        }
        return sum;
    };
    const double start = used();
    work();
    return used() - start;
}

void row(const std::string& what, double time_s, double megapixel_bands) {
    fmt::print("| {:<52} | {:9.3f} | {:12.1f} |\n", what, time_s, megapixel_bands / time_s);
    std::fflush(stdout);
}

std::vector<Raster<float>> random_looks(Index looks, Index bands, Index side) {
    std::vector<Raster<float>> made;
    for (Index k = 0; k < looks; ++k) {
        made.emplace_back(Grid("", {0, 0}, 10, 10, side, side), bands);
        Random random(derive_seed(1, "looks", k));
        for (Index i = 0; i < side * side; ++i) {
            const bool cloud = random.uniform() < 0.3;
            for (Index b = 0; b < bands; ++b)
                made.back().band_data(b)[i] =
                    cloud ? no_data : static_cast<float>(0.1 + 0.3 * random.uniform());
        }
    }
    return made;
}

void kernels() {
    set_thread_count(1);
    const Index side = 1024;
    for (const Index looks : {6, 30}) {
        const auto stack = random_looks(looks, 1, side);
        std::vector<const float*> layers;
        for (const auto& look : stack) layers.push_back(look.band_data());
        const double megapixels = static_cast<double>(side * side) / 1e6;
        std::vector<float> out(static_cast<std::size_t>(side * side));
        row(fmt::format("median kernel, {} dates with masks, 1 core", looks),
            seconds([&] { median_of_layers(layers, side * side, out.data()); }), megapixels);
        row(fmt::format("  the same in plain C++", looks),
            seconds([&] { median_of_layers_plain(layers, side * side, out.data()); }), megapixels);
        row(fmt::format("percentile kernel, {} dates", looks),
            seconds([&] { percentile_of_layers(layers, side * side, 25, out.data()); }),
            megapixels);
    }
    for (const Index looks : {6, 30}) {
        const Index small = 256, bands = 10;
        const auto stack = random_looks(looks, bands, small);
        const double megapixels = static_cast<double>(small * small * bands) / 1e6;
        Raster<float> result(stack[0].grid(), bands + 1);
        row(fmt::format("medoid, {} dates x 10 bands", looks),
            seconds([&] { medoid_of_looks(stack, result); }), megapixels);
        row(fmt::format("geometric median, {} dates x 10 bands", looks),
            seconds([&] { geomedian_of_looks(stack, result); }), megapixels);
    }
    set_thread_count(0);
}

/// Smooth ground with noise as 16-bit COGs of `bands` bands and an SCL each.
void write_scenes(const std::string& folder, Index dates, Index bands, Index side) {
    const Grid grid("", {600000, 4900000}, 10, 10, side, side);
    const char* roles[] = {"blue",      "green", "red",        "red_edge1", "red_edge2",
                           "red_edge3", "nir",   "nir_narrow", "swir1",     "swir2"};
    for (Index k = 0; k < dates; ++k) {
        const std::string place = fmt::format("{}/d{:02d}", folder, k);
        fs::create_directories(place);
        Raster<std::uint16_t> image(grid, bands);
        Raster<std::uint8_t> scl(grid, 1, 4);
        Random random(derive_seed(2, "scene", k));
        for (Index b = 0; b < bands; ++b)
            for (Index i = 0; i < grid.size(); ++i)
                image.band_data(b)[i] = static_cast<std::uint16_t>(
                    1000 + 100 * b + (i / side / 7 + i % side / 5) % 900 +
                    static_cast<Index>(40 * random.normal()));
        for (Index i = 0; i < grid.size(); ++i)
            if ((i / side / 64 + i % side / 64 + k) % 4 == 0)
                scl.values()[static_cast<std::size_t>(i)] = 9;
        write_raster(place + "/image.tif", image);
        write_raster(place + "/scl.tif", scl);
        std::string toml = fmt::format(
            "date = \"2020-{:02d}-{:02d}\"\nlevel = \"L2A\"\nscale = 0.0001\nnodata = 0\n[bands]\n",
            k / 28 + 1, k % 28 + 1);
        for (Index b = 0; b < bands; ++b)
            toml += fmt::format("{} = \"image.tif#{}\"\n", roles[b], b + 1);
        toml += "[mask]\nfile = \"scl.tif\"\nkind = \"scl\"\n";
        write_text(place + "/scene.toml", toml, true);
    }
}

void end_to_end(const std::string& folder, Index dates, Index bands, Index side) {
    write_scenes(folder, dates, bands, side);
    const double work =
        static_cast<double>(side * side * dates * bands) / 1e6;  // looks, not results
    const std::vector<Scene> scenes = find_scenes({folder});
    const CompositePlan plan = plan_composite(scenes, {});
    const Grid grid = default_grid(plan.scenes);
    const double decode_s = seconds([&] {
        for_each_block(grid.window(), 512, 0, [&](const Block& block) {
            for (const Scene& scene : plan.scenes) {
                for (const BandSource& band : scene.bands)
                    read_numbers16(band.path, {band.band}, block.core);
                read_bytes(scene.masks[0].path, {0}, block.core);
            }
        });
    });
    row(fmt::format("GDAL decodes {} dates x {} bands + SCL", dates, bands), decode_s, work);
    const double ours_s = seconds([&] { write_composite(plan, grid, folder + "/c.tif", true); });
    row("borderlens composite, read to written COG", ours_s, work);
    fmt::print("| {:<52} | {:9.2f} | {:>12} |\n", "  ratio to decoding", ours_s / decode_s, "");
    const std::string python = fmt::format(
        "/usr/bin/python3 -c \"\nimport numpy as np, glob\nfrom osgeo import gdal\n"
        "s=[]\nfor f in sorted(glob.glob('{}/d*/image.tif')):\n"
        "    a=gdal.Open(f).ReadAsArray(0,0,{},{}).astype('f4'); "
        "m=gdal.Open(f.replace('image','scl')).ReadAsArray(0,0,{},{})\n"
        "    a[:,m==9]=np.nan; s.append(a)\n"
        "import warnings; warnings.simplefilter('ignore'); np.nanmedian(np.stack(s),axis=0)\" "
        "2>/dev/null",
        folder, side, 256, side, 256);
    int failed = 0;
    const double numpy_s = seconds([&] { failed = std::system(python.c_str()); });
    if (failed == 0)
        row("numpy.nanmedian, one process, 256 rows", numpy_s,
            static_cast<double>(256 * side * dates * bands) / 1e6);
    std::string inputs, expression;
    for (Index k = 0; k < dates; ++k) {
        inputs += fmt::format(" {}/d{:02d}/image.tif", folder, k);
        expression += fmt::format("{}im{}b1N1x1", k == 0 ? "" : ",", k + 1);
    }
    const std::string otb = fmt::format(
        "otbcli_BandMathX -il{} -exp 'median({})' -out {}/otb.tif float >/dev/null 2>&1", inputs,
        expression, folder);
    const double otb_s = seconds([&] { failed = std::system(otb.c_str()); });
    if (failed == 0)
        row("otbcli_BandMathX median, one band, no masks", otb_s,
            static_cast<double>(side * side * dates) / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
    const Index side = argc > 1 ? std::atoll(argv[1]) : 2745;
    const std::string folder =
        argc > 2 ? argv[2] : (fs::temp_directory_path() / "borderlens_bench_composite").string();
    fmt::print("| {:<52} | {:>9} | {:>12} |\n| {:-<52} | {:->9} | {:->12} |\n", "what", "cpu s",
               "Mpx-band/s", "", "", "");
    kernels();
    for (const Index dates : {6, 30}) {
        fs::remove_all(folder);
        fs::create_directories(folder);
        end_to_end(folder, dates, dates == 6 ? 10 : 4, side);
    }
    fs::remove_all(folder);
    return 0;
}
