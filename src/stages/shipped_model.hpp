#pragma once
#include <string>
#include <vector>

#include "learning/forest.hpp"

namespace borderlens {

/// Seed of the models the build makes.
inline constexpr std::uint64_t shipped_seed = 1;

/// "spectral_6.forest": the file name of the model for a band set.
std::string shipped_file_name(const std::vector<std::string>& bands);

/// The model for scenes without labels that uses most of the given roles: from the folder in
/// BORDERLENS_MODELS, from share/borderlens/models of the installation or the build; where there is
/// none it is trained anew (the same bytes, in seconds). An input error if blue, green, red and nir
/// are not all there.
Forest shipped_forest(const std::vector<std::string>& roles);

/// Writes the models of all band sets into a folder; what the build calls.
void write_shipped_models(const std::string& folder, bool overwrite);

}  // namespace borderlens
