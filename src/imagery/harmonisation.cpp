#include "imagery/harmonisation.hpp"

#include <algorithm>

#include "imagery/sensors.hpp"

namespace borderlens {
namespace {

constexpr std::string_view roy =
    "Roy et al. 2016, Remote Sensing of Environment 185, table 2 (surface reflectance)";
// Slope and offset of every row as quoted alike by several programs that implement HLS and
// sen2like; the guide itself: lpdaac.usgs.gov/documents/1698/HLS_User_Guide_V2.pdf.
constexpr std::string_view hls_ab =
    "HLS user guide 1.4 and 2.0, table 5; Claverie et al. 2018, Remote Sensing of Environment 219";
constexpr std::string_view hls_c =
    "HLS user guide 2.0, edition with Sentinel-2C, table 5, read from a single quotation";

constexpr std::string_view etm = "landsat-7", oli = "landsat-8";
constexpr std::string_view msi_a = "sentinel-2a", msi_b = "sentinel-2b", msi_c = "sentinel-2c";

/// TM next to ETM+, Landsat 9 next to Landsat 8, a Sentinel-2 of unknown unit as its first.
std::string family(const std::string& sensor) {
    if (sensor == "sentinel-2") return std::string(msi_a);
    if (sensor == "landsat-4" || sensor == "landsat-5") return std::string(etm);
    if (sensor == "landsat-9") return std::string(oli);
    return sensor;
}

std::vector<BandAdjustment> rows(std::string_view from, std::string_view to,
                                 const std::string& fit) {
    std::vector<BandAdjustment> found;
    for (const BandAdjustment& row : all_band_adjustments())
        if (row.from == from && row.to == to && (row.fit.empty() || row.fit == fit))
            found.push_back(row);
    return found;
}

/// y = slope x + intercept solved for x.
std::vector<BandAdjustment> inverse(std::vector<BandAdjustment> adjustments) {
    for (BandAdjustment& row : adjustments) {
        std::swap(row.from, row.to);
        row.intercept = -row.intercept / row.slope;
        row.slope = 1.0 / row.slope;
    }
    return adjustments;
}

std::vector<BandAdjustment> chained(const std::vector<BandAdjustment>& first,
                                    const std::vector<BandAdjustment>& second) {
    std::vector<BandAdjustment> both;
    for (const BandAdjustment& a : first)
        for (const BandAdjustment& b : second)
            if (a.role == b.role)
                both.push_back({a.from, b.to, a.fit, a.role, a.slope * b.slope,
                                b.slope * a.intercept + b.intercept, a.source});
    return both;
}

}  // namespace

const std::vector<BandAdjustment>& all_band_adjustments() {
    using enum Role;
    static const std::vector<BandAdjustment> table = {
        {etm, oli, "ols", blue, 0.8474, 0.0003, roy},
        {etm, oli, "ols", green, 0.8483, 0.0088, roy},
        {etm, oli, "ols", red, 0.9047, 0.0061, roy},
        {etm, oli, "ols", nir, 0.8462, 0.0412, roy},
        {etm, oli, "ols", swir1, 0.8937, 0.0254, roy},
        {etm, oli, "ols", swir2, 0.9071, 0.0172, roy},
        {oli, etm, "ols", blue, 0.8850, 0.0183, roy},
        {oli, etm, "ols", green, 0.9317, 0.0123, roy},
        {oli, etm, "ols", red, 0.9372, 0.0123, roy},
        {oli, etm, "ols", nir, 0.8339, 0.0448, roy},
        {oli, etm, "ols", swir1, 0.8639, 0.0306, roy},
        {oli, etm, "ols", swir2, 0.9165, 0.0116, roy},
        {etm, oli, "rma", blue, 0.9785, -0.0095, roy},
        {etm, oli, "rma", green, 0.9542, -0.0016, roy},
        {etm, oli, "rma", red, 0.9825, -0.0022, roy},
        {etm, oli, "rma", nir, 1.0073, -0.0021, roy},
        {etm, oli, "rma", swir1, 1.0171, -0.0030, roy},
        {etm, oli, "rma", swir2, 0.9949, 0.0029, roy},
        {msi_a, oli, "", coastal, 0.9959, -0.0002, hls_ab},
        {msi_a, oli, "", blue, 0.9778, -0.0040, hls_ab},
        {msi_a, oli, "", green, 1.0053, -0.0009, hls_ab},
        {msi_a, oli, "", red, 0.9765, 0.0009, hls_ab},
        {msi_a, oli, "", nir, 0.9983, -0.0001, hls_ab},
        {msi_a, oli, "", swir1, 0.9987, -0.0011, hls_ab},
        {msi_a, oli, "", swir2, 1.0030, -0.0012, hls_ab},
        {msi_b, oli, "", coastal, 0.9959, -0.0002, hls_ab},
        {msi_b, oli, "", blue, 0.9778, -0.0040, hls_ab},
        {msi_b, oli, "", green, 1.0075, -0.0008, hls_ab},
        {msi_b, oli, "", red, 0.9761, 0.0010, hls_ab},
        {msi_b, oli, "", nir, 0.9966, 0.0000, hls_ab},
        {msi_b, oli, "", swir1, 1.0000, -0.0003, hls_ab},
        {msi_b, oli, "", swir2, 0.9867, 0.0004, hls_ab},
        {msi_c, oli, "", coastal, 1.0030, 0.0000, hls_c},
        {msi_c, oli, "", blue, 0.9851, -0.0027, hls_c},
        {msi_c, oli, "", green, 1.0038, -0.0009, hls_c},
        {msi_c, oli, "", red, 0.9718, 0.0011, hls_c},
        {msi_c, oli, "", nir, 0.9995, -0.0003, hls_c},
        {msi_c, oli, "", swir1, 0.9994, -0.0007, hls_c},
        {msi_c, oli, "", swir2, 0.9910, 0.0004, hls_c},
    };
    return table;
}

std::vector<BandAdjustment> band_adjustments(const std::string& from, const std::string& to,
                                             const std::string& fit) {
    const std::string source = family(from), target = family(to);
    // Units of one mission are alike by design; one is not rebuilt from another over OLI.
    const bool both_msi = source.starts_with("sentinel-2") && target.starts_with("sentinel-2");
    if (source == target || both_msi) return {};
    if (const auto direct = rows(source, target, fit); !direct.empty()) return direct;
    if (const auto back = rows(target, source, fit); !back.empty()) return inverse(back);
    // Between ETM+ and MSI only the way over OLI is published.
    if (source != oli && target != oli)
        return chained(band_adjustments(source, std::string(oli), fit),
                       band_adjustments(std::string(oli), target, fit));
    return {};
}

bool sensors_are_mixed(const std::vector<Scene>& scenes) {
    std::string first;
    for (const Scene& scene : scenes) {
        if (scene.sensor.empty()) continue;
        if (first.empty()) first = family(scene.sensor);
        if (family(scene.sensor) != first) return true;
    }
    return false;
}

Scene with_narrow_nir(Scene scene) {
    if (scene.sensor != "sentinel-2" || scene.find(Role::nir_narrow) == nullptr) return scene;
    std::erase_if(scene.bands, [](const BandSource& band) { return band.role == Role::nir; });
    for (BandSource& band : scene.bands)
        if (band.role == Role::nir_narrow) band.role = Role::nir;
    return scene;
}

}  // namespace borderlens
