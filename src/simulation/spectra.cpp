#include "simulation/spectra.hpp"

namespace borderlens {
namespace {

// Mean reflectance in the roles coastal, blue, green, red, red_edge1, red_edge2, red_edge3, nir,
// nir_narrow, swir1, swir2: means over the nominal Sentinel-2 band limits (boxcar; Landsat's bands
// lie within 0.01 of them for these smooth spectra).
//
// Sources, by the letter at each row:
// U  Herold et al. 2004, urban reflectance spectra of Santa Barbara (EcoSIS): class means.
// B  the same campaign's bare soils, sand and rock: class means.
// I  Garrity and Bindraban 2004, ICRAF-ISRIC world soil spectra: means of fifths by red
//    reflectance.
// P  PROSAIL (Jacquemoud et al. 2009): means of canopies by leaf area index.
// N  Herold et al. 2004, dry vegetation: mean.
// W  water: turbid and clear inland waters at the level of Spyrakos et al. 2018, types 5 and 2.
// S  snow of 100-200 um grains at the level of Wiscombe and Warren 1980, fig. 8.
// K  salt crust at the level of the playa spectra of USGS library 7 (Kokaly et al. 2017).
// V  panels: shape after the airborne and spaceborne spectra in Joerges et al. 2023, Remote Sens.
//    15(13) 3403 (dark and flat in the visible and near infrared with a rise in the blue, brighter
//    beyond 1.1 um); the level is chosen so that six tenths of panel over shaded desert soil give
//    0.10 to 0.15 in the visible and near infrared and 0.2 in swir1.
// M  our mixture of rows above, said there.
constexpr Spectrum red_soil = {0.074F, 0.092F, 0.139F, 0.220F, 0.245F, 0.266F,
                               0.282F, 0.293F, 0.297F, 0.406F, 0.378F};  // I, second fifth
constexpr Spectrum sandy = {0.163F, 0.191F, 0.244F, 0.279F, 0.286F, 0.292F,
                            0.299F, 0.302F, 0.302F, 0.377F, 0.375F};  // B, sand
constexpr Spectrum grey_ground = {0.128F, 0.145F, 0.177F, 0.196F, 0.201F, 0.208F,
                                  0.212F, 0.213F, 0.213F, 0.259F, 0.223F};  // B, grey bare ground
constexpr Spectrum rock = {0.116F, 0.139F, 0.180F, 0.207F, 0.213F, 0.219F,
                           0.226F, 0.230F, 0.230F, 0.296F, 0.270F};  // B, rock
constexpr Spectrum bright_soil = {0.270F, 0.297F, 0.353F, 0.400F, 0.406F, 0.410F,
                                  0.413F, 0.412F, 0.411F, 0.439F, 0.402F};  // B, pale soil
constexpr Spectrum litter = {0.077F, 0.091F, 0.116F, 0.162F, 0.184F, 0.204F,
                             0.226F, 0.256F, 0.269F, 0.432F, 0.339F};  // N
constexpr Spectrum crop_leaves = {0.020F, 0.030F, 0.080F, 0.031F, 0.137F, 0.377F,
                                  0.447F, 0.449F, 0.450F, 0.174F, 0.061F};  // P, LAI 3-4.5
constexpr Spectrum dense_leaves = {0.020F, 0.030F, 0.083F, 0.032F, 0.144F, 0.401F,
                                   0.481F, 0.483F, 0.483F, 0.182F, 0.063F};  // P, LAI 4.5-8
constexpr Spectrum thin_leaves = {0.033F, 0.042F, 0.087F, 0.050F, 0.142F, 0.319F,
                                  0.364F, 0.372F, 0.374F, 0.207F, 0.101F};  // P, LAI 1-2
constexpr Spectrum no_leaves = {};
constexpr Spectrum asphalt = {0.081F, 0.088F, 0.102F, 0.112F, 0.114F, 0.117F,
                              0.120F, 0.122F, 0.123F, 0.157F, 0.154F};  // U, asphalt roads
constexpr Spectrum concrete = {0.167F, 0.187F, 0.222F, 0.244F, 0.246F, 0.247F,
                               0.249F, 0.249F, 0.248F, 0.298F, 0.298F};  // U, concrete roads
constexpr Spectrum tiles = {0.051F, 0.057F, 0.091F, 0.180F, 0.203F, 0.223F,
                            0.232F, 0.235F, 0.235F, 0.465F, 0.477F};  // U, roof tiles
constexpr Spectrum shingle = {0.110F, 0.117F, 0.137F, 0.155F, 0.156F, 0.157F,
                              0.157F, 0.155F, 0.154F, 0.144F, 0.135F};  // U, roof shingle
constexpr Spectrum white_roof = {0.340F, 0.370F, 0.410F, 0.410F, 0.410F, 0.410F,
                                 0.410F, 0.400F, 0.400F, 0.410F, 0.430F};  // U, pale flat roof
constexpr Spectrum blue_paint = {0.200F, 0.210F, 0.110F, 0.090F, 0.090F, 0.105F,
                                 0.170F, 0.240F, 0.260F, 0.230F, 0.190F};  // U, blue paint x 1.5
constexpr Spectrum panel = {0.080F, 0.078F, 0.060F, 0.055F, 0.055F, 0.055F,
                            0.060F, 0.065F, 0.072F, 0.160F, 0.110F};  // V
constexpr Spectrum salt_crust = {0.300F, 0.340F, 0.400F, 0.440F, 0.450F, 0.455F,
                                 0.460F, 0.465F, 0.465F, 0.420F, 0.330F};  // K
constexpr Spectrum turbid = {0.055F, 0.065F, 0.090F, 0.085F, 0.065F, 0.045F,
                             0.042F, 0.035F, 0.032F, 0.014F, 0.009F};  // W
constexpr Spectrum clear = {0.034F, 0.037F, 0.043F, 0.024F, 0.018F, 0.012F,
                            0.011F, 0.009F, 0.008F, 0.004F, 0.003F};  // W
constexpr Spectrum snow = {0.860F, 0.860F, 0.850F, 0.840F, 0.830F, 0.820F,
                           0.810F, 0.790F, 0.760F, 0.100F, 0.070F};  // S

constexpr Spectrum mixed(const Spectrum& one, float share, const Spectrum& other) {
    Spectrum sum{};
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] = share * one[i] + (1.0F - share) * other[i];
    return sum;
}
constexpr Spectrum scaled(const Spectrum& one, float factor) {
    return mixed(one, factor, Spectrum{});
}

constexpr Spectrum loess = mixed(red_soil, 0.65F, grey_ground);  // M: tropical soils are redder
constexpr Spectrum wet_loess = scaled(loess, 0.50F);             // M: wet soil about half as bright
constexpr Spectrum dry_plain = mixed(loess, 0.60F, litter);      // M
constexpr Spectrum ballast = mixed(grey_ground, 0.55F, shingle);                     // M
constexpr Spectrum boxes = mixed(concrete, 0.45F, mixed(blue_paint, 0.35F, tiles));  // M
// M: panels 0.6 of the ground seen, the rest in half shade.
constexpr Spectrum rows = mixed(panel, 0.60F, scaled(sandy, 0.80F));

// Relative deviations: between objects from the libraries' own (B, U: 0.05 to 0.47 by class, I:
// 0.15 within a fifth); within objects chosen at a third to a half of that.
const std::array<MaterialSpectrum, material_count>& table() {
    static const std::array<MaterialSpectrum, material_count> rows_of_table = {{
        {turbid, 0.10F, 0.05F, no_leaves, 0.0F, 291.0F},                             // river_water
        {clear, 0.10F, 0.05F, no_leaves, 0.0F, 293.0F},                              // clear_water
        {loess, 0.12F, 0.05F, crop_leaves, 0.70F, 301.0F},                           // wheat
        {loess, 0.12F, 0.05F, dense_leaves, 0.55F, 300.0F},                          // maize
        {loess, 0.12F, 0.05F, crop_leaves, 0.35F, 301.0F},                           // cotton
        {loess, 0.10F, 0.05F, crop_leaves, 0.45F, 299.0F},                           // alfalfa
        {loess, 0.14F, 0.06F, thin_leaves, 0.25F, 308.0F},                           // fallow
        {mixed(loess, 0.5F, grey_ground), 0.10F, 0.06F, thin_leaves, 0.2F, 307.0F},  // field_track
        {dry_plain, 0.12F, 0.07F, thin_leaves, 0.75F, 309.0F},                       // steppe
        {dry_plain, 0.10F, 0.06F, crop_leaves, 0.70F, 302.0F},                       // meadow
        {mixed(loess, 0.6F, rock), 0.12F, 0.10F, scaled(thin_leaves, 0.85F), 0.5F,
         304.0F},  // shrub
        {scaled(loess, 0.7F), 0.10F, 0.09F, scaled(dense_leaves, 0.80F), 0.5F,
         298.0F},                                                         // riparian_forest
        {loess, 0.10F, 0.08F, scaled(thin_leaves, 0.95F), 0.3F, 304.0F},  // young_belt
        {scaled(loess, 0.8F), 0.10F, 0.08F, scaled(dense_leaves, 0.85F), 0.4F,
         299.0F},                                                                   // grown_belt
        {wet_loess, 0.12F, 0.08F, scaled(crop_leaves, 0.75F), 0.6F, 296.0F},        // reed
        {sandy, 0.13F, 0.06F, thin_leaves, 0.3F, 314.0F},                           // desert_soil
        {mixed(grey_ground, 0.5F, rock), 0.15F, 0.08F, thin_leaves, 0.2F, 312.0F},  // gravel
        {scaled(sandy, 1.12F), 0.08F, 0.05F, no_leaves, 0.0F, 315.0F},              // sand
        {mixed(bright_soil, 0.45F, loess), 0.14F, 0.07F, thin_leaves, 0.0F,
         312.0F},                                             // cleared_ground
        {salt_crust, 0.14F, 0.06F, no_leaves, 0.0F, 306.0F},  // salt
        {asphalt, 0.22F, 0.06F, no_leaves, 0.0F, 311.0F},     // asphalt
        {concrete, 0.20F, 0.06F, no_leaves, 0.0F, 309.0F},    // concrete
        {white_roof, 0.22F, 0.04F, no_leaves, 0.0F, 305.0F},  // bright_roof
        {blue_paint, 0.20F, 0.04F, no_leaves, 0.0F, 308.0F},  // blue_roof
        {tiles, 0.25F, 0.06F, no_leaves, 0.0F, 312.0F},       // red_roof
        {shingle, 0.35F, 0.06F, no_leaves, 0.0F, 313.0F},     // dark_roof
        {boxes, 0.25F, 0.12F, no_leaves, 0.0F, 311.0F},       // container_yard
        {ballast, 0.15F, 0.08F, no_leaves, 0.0F, 311.0F},     // rail_ballast
        {mixed(loess, 0.6F, grey_ground), 0.15F, 0.07F, thin_leaves, 0.2F, 309.0F},  // yard_soil
        {loess, 0.12F, 0.08F, scaled(dense_leaves, 0.80F), 0.4F, 302.0F},            // yard_tree
        {rows, 0.08F, 0.05F, no_leaves, 0.0F, 313.0F},                               // panel_rows
        {scaled(sandy, 0.95F), 0.08F, 0.05F, no_leaves, 0.0F, 313.0F},               // panel_track
        {snow, 0.06F, 0.03F, no_leaves, 0.0F, 272.0F},                               // snow
    }};
    return rows_of_table;
}

}  // namespace

const MaterialSpectrum& spectrum_of(Material material) {
    return table()[static_cast<std::size_t>(material)];
}

const Spectrum& litter_spectrum() {
    return litter;
}

const Spectrum& panel_spectrum() {
    return panel;
}

}  // namespace borderlens
