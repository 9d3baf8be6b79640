#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "features/feature_stack.hpp"

namespace borderlens {

/// One spectral index of the registry. Names and formulas are those of the Awesome Spectral Indices
/// catalogue (Montero et al. 2023, Scientific Data 10), its band letters written as our roles.
struct SpectralIndex {
    std::string_view name;
    std::string_view title;
    std::string_view
        formula;  ///< over band roles and constants; reflectance 0..1, thermal in kelvin
    std::string_view domain;  ///< vegetation, water, burn, urban, soil, snow
    std::string_view source;
    std::string_view unit = "1";
};

/// A number in a formula that a user may change.
struct IndexConstant {
    std::string_view name;
    double value;
    std::string_view meaning;
};

/// The registry: one table file per domain, indices_<domain>.cpp.
const std::vector<SpectralIndex>& all_indices();
/// Defaults of the catalogue; wavelengths [nm] are those of Sentinel-2A.
const std::vector<IndexConstant>& all_index_constants();

/// By name; case matters only where two names differ in case alone. An input error proposes names
/// that begin alike.
const SpectralIndex& index_named(const std::string& name);

/// Band roles the index needs, in the order of its formula.
std::vector<std::string> roles_of(const SpectralIndex& index);

/// One band per index from bands named by role. NaN where a band is NaN or the formula undefined.
/// `nir` and `nir_narrow` stand in for each other where an image has only one of them.
/// `constants` change the defaults; an input error names an unknown one, or the role that is
/// missing.
FeatureStack compute_indices(const FeatureStack& bands, const std::vector<std::string>& names,
                             const std::map<std::string, double>& constants = {});

std::vector<SpectralIndex> vegetation_indices();
std::vector<SpectralIndex> red_edge_indices();
std::vector<SpectralIndex> kernel_indices();
std::vector<SpectralIndex> common_indices();
std::vector<SpectralIndex> water_indices();
std::vector<SpectralIndex> soil_indices();
std::vector<SpectralIndex> urban_indices();
std::vector<SpectralIndex> burn_indices();
std::vector<SpectralIndex> snow_indices();

}  // namespace borderlens
