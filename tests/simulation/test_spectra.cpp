#include <catch2/catch.hpp>

#include "simulation/ground.hpp"
#include "simulation/phenology.hpp"

using namespace borderlens;

namespace {

constexpr int blue = 1, green = 2, red = 3, nir = 7, swir1 = 9, swir2 = 10;

struct Range {
    int role;
    double low, high;
};

double mean_of(const DayTable& day, Material material, int role) {
    double sum = 0.0;
    for (int object = 0; object < object_levels; ++object)
        sum +=
            static_cast<double>(day.reflectance(material, static_cast<std::uint8_t>(object), role));
    return sum / object_levels;
}

double normalised(double one, double other) {
    return (one - other) / (one + other);
}

}  // namespace

TEST_CASE("every reflectance lies between zero and one on every day") {
    for (int day = 100; day <= 300; day += 20) {
        const DayTable table(day, 0.0);
        for (int m = 0; m < material_count; ++m)
            for (int object = 0; object < object_levels; ++object)
                for (int role = 0; role < simulated_roles; ++role) {
                    const float value = table.reflectance(static_cast<Material>(m),
                                                          static_cast<std::uint8_t>(object), role);
                    CHECK(value > 0.0F);
                    CHECK(value < 1.0F);
                }
    }
}

TEST_CASE("built surfaces lie within the 5th to 95th percentile of urban spectra") {
    // Herold et al. 2004, 888 spectra, Sentinel-2 bands: 5th and 95th percentile.
    const std::vector<Range> ranges = {{blue, 0.046, 0.330},  {green, 0.051, 0.352},
                                       {red, 0.057, 0.392},   {nir, 0.062, 0.399},
                                       {swir1, 0.064, 0.482}, {swir2, 0.063, 0.461}};
    const DayTable day(200, 0.0);
    for (const Material material :
         {Material::asphalt, Material::concrete, Material::blue_roof, Material::dark_roof,
          Material::container_yard, Material::rail_ballast})
        for (const Range& range : ranges) {
            INFO(static_cast<int>(material) << " role " << range.role);
            CHECK(mean_of(day, material, range.role) > range.low);
            CHECK(mean_of(day, material, range.role) < range.high);
        }
}

TEST_CASE("full crops lie within the 5th to 95th percentile of PROSAIL canopies") {
    // 2000 PROSAIL canopies, Sentinel-2 bands: 5th and 95th percentile.
    const std::vector<Range> ranges = {{blue, 0.0219, 0.0671},  {green, 0.0395, 0.1519},
                                       {red, 0.0164, 0.0780},   {nir, 0.3277, 0.5797},
                                       {swir1, 0.0984, 0.3167}, {swir2, 0.0245, 0.1546}};
    const DayTable july(205, 0.0);
    for (const Range& range : ranges) {
        CHECK(mean_of(july, Material::maize, range.role) > range.low);
        CHECK(mean_of(july, Material::maize, range.role) < range.high);
    }
}

TEST_CASE("bare ground lies within the 5th to 95th percentile of world soils") {
    // ICRAF-ISRIC, 4168 soils, Sentinel-2 bands: 5th and 95th percentile.
    const std::vector<Range> ranges = {{blue, 0.0444, 0.2755},  {green, 0.0710, 0.3825},
                                       {red, 0.1208, 0.5023},   {nir, 0.1755, 0.5654},
                                       {swir1, 0.2338, 0.6850}, {swir2, 0.2291, 0.6053}};
    const DayTable day(250, 0.0);
    for (const Material material : {Material::desert_soil, Material::sand, Material::gravel,
                                    Material::cleared_ground, Material::fallow})
        for (const Range& range : ranges) {
            INFO(static_cast<int>(material) << " role " << range.role);
            CHECK(mean_of(day, material, range.role) > range.low);
            CHECK(mean_of(day, material, range.role) < range.high);
        }
}

TEST_CASE("indices tell water, snow, crops and panels apart as they do in nature") {
    const DayTable day(205, 0.0);
    const auto at = [&](Material material, int role) { return mean_of(day, material, role); };
    CHECK(normalised(at(Material::clear_water, green), at(Material::clear_water, nir)) > 0.5);
    CHECK(normalised(at(Material::river_water, green), at(Material::river_water, swir1)) > 0.5);
    CHECK(normalised(at(Material::snow, green), at(Material::snow, swir1)) > 0.6);
    CHECK(normalised(at(Material::maize, nir), at(Material::maize, red)) > 0.75);
    CHECK(normalised(at(Material::desert_soil, nir), at(Material::desert_soil, red)) < 0.15);
    // Panels: darker than the desert they stand on, in the visible and near infrared most.
    for (const int role : {green, red, nir})
        CHECK(at(Material::panel_rows, role) < 0.60 * at(Material::desert_soil, role));
    CHECK(at(Material::panel_rows, nir) > 0.08);
    CHECK(at(Material::panel_rows, swir1) > 1.3 * at(Material::panel_rows, nir));
}

TEST_CASE("crops follow their calendars") {
    const auto cover = [](Material material, double day) {
        return green_cover(material, day, 0.0, 1.0);
    };
    // Wheat is green in May and cut in July, a second crop stands in September; maize the reverse.
    CHECK(cover(Material::wheat, 140) > 0.75);
    CHECK(cover(Material::wheat, 200) < 0.15);
    CHECK(cover(Material::wheat, 250) > 0.35);
    CHECK(cover(Material::maize, 140) < 0.20);
    CHECK(cover(Material::maize, 210) > 0.80);
    // Alfalfa is lower a few days after a cut than before it.
    CHECK(cover(Material::alfalfa, 150) > 1.8 * cover(Material::alfalfa, 154));
    // A late season shifts the curve: what is green on day 120 comes on day 130.
    CHECK(green_cover(Material::wheat, 130, 10.0, 1.0) == Approx(cover(Material::wheat, 120)));
    CHECK(litter_cover(Material::steppe, 250, 0.0) > 0.9);
    CHECK(litter_cover(Material::salt, 250, 0.0) == 0.0);
}

TEST_CASE("planted belts grow up") {
    const DayTable day(205, 0.0);
    CHECK(day.cover(Material::young_belt, 10) > 0.25F);
    CHECK(day.cover(Material::grown_belt, 10) > day.cover(Material::young_belt, 10) + 0.2F);
}
