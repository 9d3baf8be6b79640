// Composites: kernels on one core, then end to end (read, mask, median, write) against the time the
// same blocks take to decode, with numpy, GDAL and OTB on the same files where they are installed.
// Processor seconds, so that what else runs on the machine does not count.
// usage: bench_composite [side of the scenes in px, default 2745] [folder for the files]
//        bench_composite scenes FOLDER: end to end over scenes that are there already
//        bench_composite memory SIDE DATES [GIB [folder]]: peak memory of a composite of DATES
//        scenes of SIDE x SIDE px, two bands and a mask, under a budget of GIB
#include <fmt/core.h>
#include <gdal_priv.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
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
#include "stages/composite_blocks.hpp"
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
        // The same iteration in numpy, all pixels at once, to the same stop.
        int failed = 0;
        const Index count = 64 * 64;
        const std::string numpy = fmt::format(
            "OPENBLAS_NUM_THREADS=1 /usr/bin/python3 -c \"\nimport numpy as np, time\n"
            "r=np.random.default_rng(1)\nx=0.1+0.3*r.random(({0},{1},{2}))\n"
            "x[r.random(({0},1,{2}))[:,[0]*{1}]<0.3]=np.nan\nt=time.process_time()\n"
            "y=np.nanmean(x,0)\n"
            "for i in range(2000):\n"
            "    d=np.sqrt(((x-y)**2).sum(1,keepdims=True)); w=1/np.maximum(d,1e-12)\n"
            "    z=np.nansum(x*w,0)/np.nansum(w,0)\n"
            "    s=np.nanmax(np.abs(z-y)); y=z\n"
            "    if s<1e-8: break\n\" 2>/dev/null",
            looks, bands, count);
        const double numpy_s = seconds([&] { failed = std::system(numpy.c_str()); });
        if (failed == 0)
            row("  the same iteration in numpy, 64 x 64 px", numpy_s,
                static_cast<double>(count * bands) / 1e6);
    }
    set_thread_count(0);
}

/// Smooth ground with noise as 16-bit COGs of `bands` bands and an SCL each.
void write_scenes(const std::string& folder, Index dates, Index bands, Index side,
                  RasterFormat format) {
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
        // One file a band, as products have them, where they are JPEG 2000.
        const bool jpeg2000 = format == RasterFormat::jpeg2000;
        for (Index b = 0; jpeg2000 && b < bands; ++b)
            write_raster(
                fmt::format("{}/b{}.jp2", place, b + 1),
                Raster<std::uint16_t>(grid, 1,
                                      std::vector<std::uint16_t>(image.band_data(b),
                                                                 image.band_data(b) + grid.size())),
                {.format = format});
        if (!jpeg2000) write_raster(place + "/image.tif", image);
        write_raster(place + "/scl.tif", scl);
        std::string toml = fmt::format(
            "date = \"2020-{:02d}-{:02d}\"\nlevel = \"L2A\"\nscale = 0.0001\nnodata = 0\n[bands]\n",
            k / 28 + 1, k % 28 + 1);
        for (Index b = 0; b < bands; ++b)
            toml += jpeg2000 ? fmt::format("{} = \"b{}.jp2\"\n", roles[b], b + 1)
                             : fmt::format("{} = \"image.tif#{}\"\n", roles[b], b + 1);
        toml += "[mask]\nfile = \"scl.tif\"\nkind = \"scl\"\n";
        write_text(place + "/scene.toml", toml, true);
    }
}

/// The part of a file that lies under a window of the grid; files share the grid's corner.
Window part_of(const Grid& own, const Grid& grid, const Window& window) {
    const auto ratio = std::max<Index>(1, std::llround(own.pixel_width() / grid.pixel_width()));
    const Index row0 = window.row0 / ratio, col0 = window.col0 / ratio;
    const Window part{row0, col0, (window.row_end() + ratio - 1) / ratio - row0,
                      (window.col_end() + ratio - 1) / ratio - col0};
    return part.intersect(own.window());
}

/// A band's window, decoded by GDAL alone: into the same memory each time.
void decode(const std::string& path, Index band, const Window& window) {
    thread_local std::map<std::string, GDALDatasetUniquePtr> open;
    thread_local std::vector<std::uint16_t> numbers;
    GDALDatasetUniquePtr& dataset = open[path];
    if (!dataset) dataset.reset(GDALDataset::Open(path.c_str()));
    numbers.resize(static_cast<std::size_t>(window.size()));
    const int cols = static_cast<int>(window.cols), rows = static_cast<int>(window.rows);
    if (dataset->GetRasterBand(static_cast<int>(band) + 1)
            ->RasterIO(GF_Read, static_cast<int>(window.col0), static_cast<int>(window.row0), cols,
                       rows, numbers.data(), cols, rows, GDT_UInt16, 0, 0, nullptr) != CE_None)
        fmt::print("{}: cannot be read\n", path);
}

/// All scenes of a folder: what GDAL needs to decode their blocks, and what a composite takes.
/// False if there was none. `work`: megapixel-bands of all looks.
bool end_to_end(const std::string& program, const std::string& folder, const std::string& what,
                double work) {
    const CompositePlan plan = plan_composite(find_scenes({folder}), {});
    const Grid grid = default_grid(plan.scenes);
    struct Layer {
        std::string path;
        Index band;
        Grid own;
    };
    std::vector<Layer> layers;
    for (const Scene& scene : plan.scenes) {
        for (const BandSource& band : scene.bands)
            layers.push_back({band.path, band.band, read_raster_info(band.path).grid});
        for (const MaskSource& mask : scene.masks)
            layers.push_back({mask.path, mask.band, read_raster_info(mask.path).grid});
    }
    const double decode_s = seconds([&] {
        for_each_window(composite_windows(plan, grid, grid.window()), [&](const Window& window) {
            for (const Layer& layer : layers)
                decode(layer.path, layer.band, part_of(layer.own, grid, window));
        });
    });
    row("GDAL decodes " + what, decode_s, work);
    // In a process of its own: here the blocks just decoded lie in GDAL's cache.
    const std::string command =
        fmt::format("{0} composite {1} --out {1}/c.tif --overwrite --quiet", program, folder);
    int failed = 0;
    const double ours_s = seconds([&] { failed = std::system(command.c_str()); });
    if (failed != 0) {
        fmt::print("{}: failed\n", command);
        return false;
    }
    row("borderlens composite, read to written COG", ours_s, work);
    fmt::print("| {:<52} | {:9.2f} | {:>12} |\n", "  ratio to decoding", ours_s / decode_s, "");
    fs::remove(folder + "/c.tif");
    return true;
}

void peers(const std::string& folder, Index dates, Index bands, Index side) {
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
    std::string inputs, expression, letters, stack;
    for (Index k = 0; k < dates; ++k) {
        inputs += fmt::format(" {}/d{:02d}/image.tif", folder, k);
        expression += fmt::format("{}im{}b1N1x1", k == 0 ? "" : ",", k + 1);
        if (k >= 26) continue;  // gdal_calc names its inputs by single letters
        const char letter = static_cast<char>('A' + k);
        letters += fmt::format(" -{} {}/d{:02d}/image.tif --{}_band=1", letter, folder, k, letter);
        stack += fmt::format("{}{}", k == 0 ? "" : ",", letter);
    }
    const std::string calc = fmt::format(
        "gdal_calc.py{} --calc='numpy.median(numpy.stack(({})),axis=0)' --type=Float32 "
        "--outfile={}/calc.tif --overwrite --quiet >/dev/null 2>&1",
        letters, stack, folder);
    const double calc_s = dates > 26 ? 0.0 : seconds([&] { failed = std::system(calc.c_str()); });
    if (dates <= 26 && failed == 0)
        row("gdal_calc median, one band, no masks", calc_s,
            static_cast<double>(side * side * dates) / 1e6);
    const std::string otb = fmt::format(
        "otbcli_BandMathX -il{} -exp 'median({})' -out {}/otb.tif float >/dev/null 2>&1", inputs,
        expression, folder);
    const double otb_s = seconds([&] { failed = std::system(otb.c_str()); });
    if (failed == 0)
        row("otbcli_BandMathX median, one band, no masks", otb_s,
            static_cast<double>(side * side * dates) / 1e6);
}

/// Writes one pair of images and links it `dates` times, so that a year of whole tiles fits on
/// disk.
void write_year(const std::string& folder, Index side, Index dates) {
    const Grid grid("", {600000, 4900000}, 10, 10, side, side);
    fs::create_directories(folder);
    {
        RasterWriter<std::uint16_t> image(folder + "/image.tif", grid, 2, {});
        RasterWriter<std::uint8_t> scl(folder + "/scl.tif", grid, 1, {});
        for_each_block(grid.window(), 512, 0, [&](const Block& block) {
            Raster<std::uint16_t> part(grid.crop(block.core), 2);
            Raster<std::uint8_t> mask(grid.crop(block.core), 1, 4);
            for (Index row = 0; row < block.core.rows; ++row)
                for (Index col = 0; col < block.core.cols; ++col) {
                    const Index y = block.core.row0 + row, x = block.core.col0 + col;
                    part(0, row, col) = static_cast<std::uint16_t>(1000 + (y / 7 + x / 5) % 900);
                    part(1, row, col) = static_cast<std::uint16_t>(3000 + (y / 9 + x / 3) % 900);
                    if ((y / 64 + x / 64) % 4 == 0) mask(row, col) = 9;
                }
            image.write(block.core, part);
            scl.write(block.core, mask);
        });
        image.finish();
        scl.finish();
    }
    for (Index k = 0; k < dates; ++k) {
        const std::string place = fmt::format("{}/d{:02d}", folder, k);
        fs::create_directories(place);
        for (const char* name : {"/image.tif", "/scl.tif"})
            fs::create_hard_link(folder + name, place + name);
        write_text(place + "/scene.toml",
                   fmt::format("date = \"2020-{:02d}-{:02d}\"\nlevel = \"L2A\"\nscale = 0.0001\n"
                               "nodata = 0\n[bands]\nred = \"image.tif#1\"\nnir = \"image.tif#2\"\n"
                               "[mask]\nfile = \"scl.tif\"\nkind = \"scl\"\n",
                               k / 28 + 1, k % 28 + 1),
                   true);
    }
}

int memory_run(Index side, Index dates, double gib, const std::string& folder) {
    fs::remove_all(folder);
    // In a process of its own, whose memory does not count.
    const pid_t writer = fork();
    if (writer == 0) {
        write_year(folder, side, dates);
        _exit(0);
    }
    int status = 0;
    waitpid(writer, &status, 0);
    if (status != 0) return 1;
    std::vector<std::string> places;
    for (Index k = 0; k < dates; ++k) places.push_back(fmt::format("{}/d{:02d}", folder, k));
    CompositeOptions options;
    options.memory_gib = gib;
    const CompositePlan plan = plan_composite(find_scenes(places), options);
    const double cpu_s =
        seconds([&] { write_composite(plan, default_grid(plan.scenes), folder + "/c.tif", true); });
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("{} x {} px, {} dates x 2 bands, budget {} GiB: {:.0f} MiB at most, {:.0f} cpu s\n",
               side, side, dates, gib, static_cast<double>(usage.ru_maxrss) / 1024.0, cpu_s);
    fs::remove_all(folder);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const bool memory = argc > 3 && std::string(argv[1]) == "memory";
    const std::string own = (fs::temp_directory_path() / "borderlens_bench_composite").string();
    if (memory)
        return memory_run(std::atoll(argv[2]), std::atoll(argv[3]),
                          argc > 4 ? std::atof(argv[4]) : 2.0, argc > 5 ? argv[5] : own);
    const std::string program =
        (fs::absolute(argv[0]).parent_path() / "../../borderlens").lexically_normal().string();
    if (argc > 2 && std::string(argv[1]) == "scenes")
        return end_to_end(program, argv[2], argv[2], 0.0) ? 0 : 1;
    const Index side = argc > 1 ? std::atoll(argv[1]) : 2745;
    const std::string folder = argc > 2 ? argv[2] : own;
    fmt::print("| {:<52} | {:>9} | {:>12} |\n| {:-<52} | {:->9} | {:->12} |\n", "what", "cpu s",
               "Mpx-band/s", "", "", "");
    kernels();
    const auto run = [&](Index dates, Index bands, Index px, RasterFormat format) {
        fs::remove_all(folder);
        fs::create_directories(folder);
        write_scenes(folder, dates, bands, px, format);
        const bool cog = format == RasterFormat::cog;
        const std::string what =
            fmt::format("{} dates x {} bands + SCL, {}", dates, bands, cog ? "COG" : "JPEG 2000");
        const double work = static_cast<double>(px * px * dates * bands) / 1e6;
        if (end_to_end(program, folder, what, work) && cog) peers(folder, dates, bands, px);
    };
    run(6, 10, side, RasterFormat::cog);
    run(30, 10, side, RasterFormat::cog);
    run(6, 4, side, RasterFormat::jpeg2000);
    fs::remove_all(folder);
    return 0;
}
