#include "features/indices.hpp"

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "base/text.hpp"
#include "features/formula.hpp"
#include "imagery/role.hpp"

namespace borderlens {
namespace {

/// Where the image has the band a formula asks for; the two near infrared bands lie so close that
/// one is taken for the other where it is the only one.
const float* band_of(const FeatureStack& bands, const std::string& role) {
    const auto find = [&](const std::string& name) -> const float* {
        const auto found = std::find(bands.names.begin(), bands.names.end(), name);
        return found == bands.names.end()
                   ? nullptr
                   : bands.values.band_data(static_cast<Index>(found - bands.names.begin()));
    };
    if (const float* band = find(role)) return band;
    if (role == "nir") return find("nir_narrow");
    if (role == "nir_narrow") return find("nir");
    return nullptr;
}

double constant_of(const std::string& name, const std::map<std::string, double>& changed) {
    if (const auto own = changed.find(name); own != changed.end()) return own->second;
    for (const IndexConstant& constant : all_index_constants())
        if (constant.name == name) return constant.value;
    throw internal_error("the constant {} of an index has no value", name);
}

void refuse_unknown(const std::map<std::string, double>& constants) {
    for (const auto& [name, value] : constants) {
        bool known = false;
        std::string names;
        for (const IndexConstant& constant : all_index_constants()) {
            known = known || constant.name == name;
            names += (names.empty() ? "" : ", ") + std::string(constant.name);
        }
        if (!known)
            throw input_error("'{}' is no constant of an index, expected one of {}", name, names);
    }
}

}  // namespace

const std::vector<SpectralIndex>& all_indices() {
    static const std::vector<SpectralIndex> indices = [] {
        std::vector<SpectralIndex> all;
        for (const auto& family :
             {vegetation_indices(), red_edge_indices(), kernel_indices(), common_indices(),
              water_indices(), soil_indices(), urban_indices(), burn_indices(), snow_indices()})
            all.insert(all.end(), family.begin(), family.end());
        return all;
    }();
    return indices;
}

const std::vector<IndexConstant>& all_index_constants() {
    static const std::vector<IndexConstant> constants = {
        {"L", 1.0, "canopy background; SAVI is often used with 0.5"},
        {"C1", 6.0, "aerosol resistance, red"},
        {"C2", 7.5, "aerosol resistance, blue"},
        {"g", 2.5, "gain"},
        {"alpha", 0.1, "weight of near infrared in WDRVI"},
        {"beta", 0.05, "calibration of NDSInw"},
        {"gamma", 1.0, "aerosol weight of ARVI"},
        {"omega", 2.0, "weight of green in MBWI"},
        {"epsilon", 1.0, "adjustment of EBI"},
        {"nexp", 2.0, "exponent of GDVI"},
        {"cexp", 1.16, "exponent of OCVI"},
        {"fdelta", 0.581, "adjustment of SEVI"},
        {"k", 0.0, "soil slope of NIRvH2"},
        {"sla", 1.0, "slope of the soil line"},
        {"slb", 0.0, "intercept of the soil line"},
        {"sigma", 0.5, "length scale of the radial basis kernel"},
        {"lambdaG", 559.8, "wavelength of green"},
        {"lambdaR", 664.6, "wavelength of red"},
        {"lambdaN", 832.8, "wavelength of nir"},
        {"lambdaN2", 864.7, "wavelength of nir_narrow"},
        {"lambdaS1", 1613.7, "wavelength of swir1"},
        {"lambdaS2", 2202.4, "wavelength of swir2"},
    };
    return constants;
}

const SpectralIndex& index_named(const std::string& name) {
    const SpectralIndex* alike = nullptr;
    int count = 0;
    std::string near;
    for (const SpectralIndex& index : all_indices()) {
        if (index.name == name) return index;
        if (lower(index.name) == lower(name)) alike = &index, ++count;
        const std::size_t length = std::min<std::size_t>(2, name.size());
        if (lower(index.name).substr(0, length) == lower(name).substr(0, length))
            near += " " + std::string(index.name);
    }
    if (count == 1) return *alike;
    throw input_error("index '{}' is not known; {}", name,
                      near.empty() ? "see `borderlens list indices`" : "is it one of:" + near);
}

std::vector<std::string> roles_of(const SpectralIndex& index) {
    std::vector<std::string> roles;
    const Formula formula{std::string(index.formula)};
    for (const std::string& name : formula.names())
        if (role_from_name(name)) roles.push_back(name);
    return roles;
}

FeatureStack compute_indices(const FeatureStack& bands, const std::vector<std::string>& names,
                             const std::map<std::string, double>& changed) {
    refuse_unknown(changed);
    FeatureStack result;
    result.values = Raster<float>(bands.values.grid(), static_cast<Index>(names.size()));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const SpectralIndex& index = index_named(names[i]);
        result.names.emplace_back(index.name);
        const Formula formula{std::string(index.formula)};
        std::vector<const float*> inputs;
        std::vector<double> constants;
        for (const std::string& name : formula.names()) {
            const bool is_band = role_from_name(name).has_value();
            inputs.push_back(is_band ? band_of(bands, name) : nullptr);
            constants.push_back(is_band ? 0.0 : constant_of(name, changed));
            if (is_band && inputs.back() == nullptr)
                throw input_error("index {} needs the band '{}', which the image has not",
                                  index.name, name);
        }
        formula.evaluate(inputs, constants, bands.values.grid().size(),
                         result.values.band_data(static_cast<Index>(i)));
    }
    return result;
}

}  // namespace borderlens
