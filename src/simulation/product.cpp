#include "simulation/product.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "imagery/role.hpp"

namespace borderlens {
namespace {

struct SentinelBand {
    int role;
    const char* band;   ///< ESA's name
    const char* asset;  ///< Earth Search's name
    Index pixel_size_m;
};

constexpr std::array<SentinelBand, 11> sentinel_bands = {{{0, "B01", "coastal", 60},
                                                          {1, "B02", "blue", 10},
                                                          {2, "B03", "green", 10},
                                                          {3, "B04", "red", 10},
                                                          {4, "B05", "rededge1", 20},
                                                          {5, "B06", "rededge2", 20},
                                                          {6, "B07", "rededge3", 20},
                                                          {7, "B08", "nir", 10},
                                                          {8, "B8A", "nir08", 20},
                                                          {9, "B11", "swir16", 20},
                                                          {10, "B12", "swir22", 20}}};

std::string sentinel_letter(const Acquisition& scene) {
    return scene.platform == Platform::sentinel2a ? "S2A" : "S2B";
}

std::string safe_baseline(const Acquisition& scene) {
    return "N" + scene.baseline.substr(0, 2) + scene.baseline.substr(3);
}

std::string safe_stem(const Acquisition& scene) {
    return fmt::format("T44TMP_{}T{}", compact_date(scene.date), scene.time);
}

Product safe_product(const Acquisition& scene) {
    // The relative orbit and the time of processing are stand-ins.
    Product product;
    product.name = fmt::format("{}_MSIL2A_{}T{}_{}_R105_T44TMP_{}T093000", sentinel_letter(scene),
                               compact_date(scene.date), scene.time, safe_baseline(scene),
                               compact_date(scene.date));
    product.folder = "sentinel2/" + product.name + ".SAFE";
    const std::string images = safe_granule_folder(scene) + "/IMG_DATA/";
    for (const SentinelBand& band : sentinel_bands)
        product.files.push_back({fmt::format("{}R{}m/{}_{}_{}m.jp2", images, band.pixel_size_m,
                                             safe_stem(scene), band.band, band.pixel_size_m),
                                 Content::role, band.role, band.pixel_size_m, band.band});
    product.files.push_back({fmt::format("{}R20m/{}_SCL_20m.jp2", images, safe_stem(scene)),
                             Content::quality, 0, 20, "SCL"});
    return product;
}

Product stac_product(const Acquisition& scene) {
    Product product;
    product.name =
        fmt::format("{}_44TMP_{}_0_L2A", sentinel_letter(scene), compact_date(scene.date));
    product.folder = "sentinel2/" + product.name;
    for (const SentinelBand& band : sentinel_bands)
        product.files.push_back({fmt::format("{}.tif", band.band), Content::role, band.role,
                                 band.pixel_size_m, band.asset});
    product.files.push_back({"SCL.tif", Content::quality, 0, 20, "scl"});
    return product;
}

Product landsat_product(const Acquisition& scene) {
    Product product;
    // Processed sixteen days later: a stand-in.
    const std::string processed = compact_date(date_of_day_number(day_number(scene.date) + 16));
    product.name = fmt::format("LC{}_L2SP_147029_{}_{}_02_T1",
                               scene.platform == Platform::landsat8 ? "08" : "09",
                               compact_date(scene.date), processed);
    product.folder = "landsat/" + product.name;
    const auto add = [&](const std::string& key, Content content, int role) {
        product.files.push_back({product.name + "_" + key + ".TIF", content, role, 30, key});
    };
    // OLI bands 1 to 7 by role: coastal, blue, green, red, near infrared (narrow, 851-879 nm),
    // short-wave infrared.
    constexpr std::array<int, 7> roles = {0, 1, 2, 3, 8, 9, 10};
    for (std::size_t i = 0; i < roles.size(); ++i)
        add(fmt::format("SR_B{}", i + 1), Content::role, roles[i]);
    add("SR_QA_AEROSOL", Content::aerosol, 0);
    add("ST_B10", Content::temperature, 0);
    add("QA_PIXEL", Content::quality, 0);
    add("QA_RADSAT", Content::saturation, 0);
    return product;
}

}  // namespace

std::string compact_date(Date date) {
    return fmt::format("{:04d}{:02d}{:02d}", date.year, date.month, date.day);
}

std::string safe_granule_folder(const Acquisition& scene) {
    return fmt::format("GRANULE/L2A_T44TMP_A010000_{}T{}", compact_date(scene.date), scene.time);
}

Product product_of(const Acquisition& scene) {
    switch (scene.layout) {
        case ProductLayout::landsat_c2:
            return landsat_product(scene);
        case ProductLayout::safe:
            return safe_product(scene);
        default:
            return stac_product(scene);
    }
}

std::uint16_t stored_number(const Acquisition& scene, Content content, float value) {
    if (std::isnan(value)) return 0;
    double number = 0.0;
    if (content == Content::temperature)
        // USGS Landsat 8-9 Collection 2 Level 2 guide: kelvin = number * 0.00341802 + 149.
        number = (static_cast<double>(value) - 149.0) / 0.00341802;
    else if (scene.is_landsat())
        number = (static_cast<double>(value) + 0.2) / 2.75e-5;  // same guide
    else
        number = static_cast<double>(value) * 10000.0 + scene.offset_number;
    return static_cast<std::uint16_t>(std::clamp(std::round(number), 1.0, 65535.0));
}

}  // namespace borderlens
