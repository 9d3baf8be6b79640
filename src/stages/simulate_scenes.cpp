#include "stages/simulate_scenes.hpp"

#include <filesystem>
#include <memory>

#include "base/parallel.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "simulation/exposure.hpp"
#include "simulation/quality.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

/// Pixels of 10 m a block: a multiple of 6, so that 20 m and 60 m pixels fall into one block.
constexpr Index scene_block_px = 240;
constexpr Index landsat_block_px = 80;
/// Room for the blur and for 60 m or 30 m pixels that reach over the study's edge.
constexpr Index margin_cells = blur_margin_cells + 12;

/// Closed ring of a grid's corners in degrees: upper left, upper right, lower right, lower left.
std::vector<Point> footprint(const Grid& grid) {
    const Bounds b = grid.bounds();
    return transform_points(grid.crs(), lonlat_crs(),
                            {{b.min_x, b.max_y},
                             {b.max_x, b.max_y},
                             {b.max_x, b.min_y},
                             {b.min_x, b.min_y},
                             {b.min_x, b.max_y}});
}

/// The open files of one product.
class ProductWriter {
  public:
    ProductWriter(const SimulationOptions& options, const Acquisition& scene, const Bounds& bounds,
                  const Grid& grid)
        : m_exposure(scene, bounds),
          m_product(product_of(scene)),
          m_grid(grid),
          m_folder(options.folder + "/scenes/" + m_product.folder),
          m_overwrite(options.overwrite) {
        const bool is_jpeg2000 = scene.layout == ProductLayout::safe;
        for (const ProductFile& file : m_product.files) {
            const fs::path path = fs::path(m_folder) / file.path;
            make_folder(path.parent_path().string());
            RasterOptions raster = simulated_raster(options);
            if (is_jpeg2000)
                raster.format = RasterFormat::jpeg2000;  // which holds no no-data value
            else if (file.content != Content::quality || !scene.is_landsat())
                raster.no_data = 0;
            else
                raster.no_data = 1;  // QA_PIXEL: bit 0 alone is fill
            m_grids.push_back(grid.coarsened(file.pixel_size_m / grid_pixel_m()));
            const bool is_byte = file.content == Content::aerosol ||
                                 (file.content == Content::quality && !scene.is_landsat());
            m_bytes.push_back(is_byte ? std::make_unique<RasterWriter<std::uint8_t>>(
                                            path.string(), m_grids.back(), 1, raster)
                                      : nullptr);
            m_numbers.push_back(is_byte ? nullptr
                                        : std::make_unique<RasterWriter<std::uint16_t>>(
                                              path.string(), m_grids.back(), 1, raster));
        }
        make_folder(options.folder + "/truth/sky");
        m_sky = std::make_unique<RasterWriter<std::uint8_t>>(
            options.folder + "/truth/sky/" + m_product.name + ".tif",
            grid.coarsened(quality_pixel_m() / grid_pixel_m()), 1, simulated_raster(options));
    }

    /// Exposes one block; `window` in pixels of the grid.
    void expose(const GroundTile& tile, const Window& window) {
        PixelFrame quality_frame = frame_of(window, quality_pixel_m());
        const PixelSky quality_sky = m_exposure.sky_over(quality_frame);
        const QualityBands quality = quality_bands(m_exposure, tile, quality_frame, quality_sky);
        std::vector<std::uint8_t> truth;
        for (const SkyState state : quality.truth)
            truth.push_back(static_cast<std::uint8_t>(state));
        put(*m_sky, m_grid.coarsened(quality_pixel_m() / grid_pixel_m()), quality_frame.window,
            truth);
        // Files come in an order in which those of one pixel size mostly follow each other.
        PixelFrame frame;
        PixelSky sky;
        Index frame_pixel_m = 0;
        for (std::size_t i = 0; i < m_product.files.size(); ++i) {
            const ProductFile& file = m_product.files[i];
            if (file.pixel_size_m != frame_pixel_m) {
                frame_pixel_m = file.pixel_size_m;
                frame = frame_of(window, frame_pixel_m);
                sky = m_exposure.sky_over(frame);
            }
            write_file(i, tile, frame, sky, quality);
        }
    }

    /// Turns every file into its final format, then writes the metadata that names them.
    void finish() {
        parallel_for(static_cast<Index>(m_product.files.size()), [&](Index i) {
            const auto at = static_cast<std::size_t>(i);
            if (m_bytes[at]) m_bytes[at]->finish();
            if (m_numbers[at]) m_numbers[at]->finish();
        });
        m_sky->finish();
        const Acquisition& scene = m_exposure.scene();
        switch (scene.layout) {
            case ProductLayout::landsat_c2:
                write_text(m_folder + "/" + m_product.name + "_MTL.txt",
                           landsat_metadata(scene, m_product, m_grid, footprint(m_grid)),
                           m_overwrite);
                break;
            case ProductLayout::safe:
                write_text(m_folder + "/" + safe_granule_folder(scene) + "/MTD_TL.xml",
                           safe_tile_metadata(scene, m_product, m_grid), m_overwrite);
                write_text(m_folder + "/MTD_MSIL2A.xml", safe_metadata(scene, m_product),
                           m_overwrite);
                break;
            case ProductLayout::stac_cog:
                write_document(m_folder + "/" + m_product.name + ".json",
                               stac_item(scene, m_product, m_grids, footprint(m_grid)),
                               m_overwrite);
                break;
        }
    }

  private:
    Index grid_pixel_m() const { return static_cast<Index>(m_grid.pixel_width()); }
    Index quality_pixel_m() const { return m_exposure.scene().is_landsat() ? 30 : 20; }

    PixelFrame frame_of(const Window& window, Index pixel_m) const {
        const Index factor = pixel_m / grid_pixel_m();
        const Index offset = m_exposure.scene().is_landsat() ? landsat_offset_cells : 0;
        const auto pixels = [&](Index count) { return (count + factor - 1) / factor; };
        return {pixel_m / static_cast<Index>(ground_cell_m), offset, offset,
                Window{window.row0 / factor, window.col0 / factor, pixels(window.rows),
                       pixels(window.cols)}};
    }

    template <typename T>
    static void put(RasterWriter<T>& writer, const Grid& grid, const Window& window,
                    std::vector<T> values) {
        writer.write(window, Raster<T>(grid.crop(window), 1, std::move(values)));
    }

    void write_file(std::size_t i, const GroundTile& tile, const PixelFrame& frame,
                    const PixelSky& sky, const QualityBands& quality) {
        const ProductFile& file = m_product.files[i];
        const auto pixels = static_cast<std::size_t>(frame.window.size());
        std::vector<std::uint16_t> numbers;
        switch (file.content) {
            case Content::quality:
                if (m_bytes[i])
                    put(*m_bytes[i], m_grids[i], frame.window, quality.scl);
                else
                    put(*m_numbers[i], m_grids[i], frame.window, quality.qa_pixel);
                return;
            case Content::aerosol:
                // Bits of a valid retrieval at a low level (USGS guide, table 6-5): 2 + 64.
                put(*m_bytes[i], m_grids[i], frame.window, std::vector<std::uint8_t>(pixels, 66));
                return;
            case Content::saturation:
                put(*m_numbers[i], m_grids[i], frame.window, std::vector<std::uint16_t>(pixels, 0));
                return;
            default:
                break;
        }
        const std::vector<float> values = file.content == Content::temperature
                                              ? m_exposure.temperature(tile, frame, sky)
                                              : m_exposure.reflectance(tile, frame, sky, file.role);
        numbers.reserve(pixels);
        for (const float value : values)
            numbers.push_back(stored_number(m_exposure.scene(), file.content, value));
        put(*m_numbers[i], m_grids[i], frame.window, std::move(numbers));
    }

    Exposure m_exposure;
    Product m_product;
    Grid m_grid;
    std::string m_folder;
    bool m_overwrite = false;
    std::vector<Grid> m_grids;
    std::vector<std::unique_ptr<RasterWriter<std::uint16_t>>> m_numbers;
    std::vector<std::unique_ptr<RasterWriter<std::uint8_t>>> m_bytes;
    std::unique_ptr<RasterWriter<std::uint8_t>> m_sky;
};

using Writers = std::vector<std::unique_ptr<ProductWriter>>;

Writers open_writers(const SimulationOptions& options, const std::vector<Acquisition>& scenes,
                     const Bounds& bounds, const Grid& grid) {
    Writers writers;
    for (const Acquisition& scene : scenes)
        writers.push_back(std::make_unique<ProductWriter>(options, scene, bounds, grid));
    return writers;
}

}  // namespace

RasterOptions simulated_raster(const SimulationOptions& options) {
    RasterOptions raster;
    raster.overwrite = options.overwrite;
    // Small studies are kept in repositories; large ones are written in a fifth of the time.
    raster.smallest = options.size_px <= 1000;
    raster.metadata = {{"TIFFTAG_IMAGEDESCRIPTION", simulated_notice}};
    return raster;
}

void simulate_sentinel2(const SimulationOptions& options, const SimulatedLandscape& landscape,
                        const Grid& grid, int year, const std::vector<Acquisition>& scenes,
                        const GroundVisitor& visit) {
    const Writers writers = open_writers(options, scenes, grid.bounds(), grid);
    for_each_block(grid.window(), scene_block_px, 0, [&](const Block& block) {
        const Window cells{2 * block.core.row0, 2 * block.core.col0, 2 * block.core.rows,
                           2 * block.core.cols};
        const GroundTile tile =
            draw_ground(landscape, grid.upper_left(), cells.pad(margin_cells), year);
        visit(block, tile);
        for (const auto& writer : writers) writer->expose(tile, block.core);
    });
    for (const auto& writer : writers) writer->finish();
}

void simulate_landsat(const SimulationOptions& options, const SimulatedLandscape& landscape,
                      const Grid& grid, int year, const std::vector<Acquisition>& scenes) {
    if (scenes.empty()) return;
    // The real products' pixel edges lie at odd multiples of 15 m, Sentinel-2's at multiples of 10.
    const double shift = static_cast<double>(landsat_offset_cells) * ground_cell_m;
    const auto pixels = static_cast<Index>(
        (static_cast<double>(grid.rows()) * grid.pixel_height() - shift + 29.0) / 30.0);
    const Grid landsat_grid(grid.crs(), {grid.upper_left().x + shift, grid.upper_left().y - shift},
                            30.0, 30.0, pixels, pixels);
    const Writers writers = open_writers(options, scenes, grid.bounds(), landsat_grid);
    for_each_block(landsat_grid.window(), landsat_block_px, 0, [&](const Block& block) {
        const Window cells{6 * block.core.row0 + landsat_offset_cells,
                           6 * block.core.col0 + landsat_offset_cells, 6 * block.core.rows,
                           6 * block.core.cols};
        const GroundTile tile =
            draw_ground(landscape, grid.upper_left(), cells.pad(margin_cells), year);
        for (const auto& writer : writers) writer->expose(tile, block.core);
    });
    for (const auto& writer : writers) writer->finish();
}

}  // namespace borderlens
