#include "stages/shipped_model.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/environment.hpp"
#include "io/files.hpp"
#include "learning/forest_file.hpp"
#include "lenses/spectral_samples.hpp"

namespace borderlens {
namespace {

std::vector<std::string> model_folders() {
    std::vector<std::string> folders;
    if (const char* given = std::getenv("BORDERLENS_MODELS")) folders.emplace_back(given);
    for (const std::string& folder : installed_folders("models")) folders.push_back(folder);
    return folders;
}

}  // namespace

std::string shipped_file_name(const std::vector<std::string>& bands) {
    return fmt::format("spectral_{}.forest", bands.size());
}

Forest shipped_forest(const std::vector<std::string>& roles) {
    const auto has_all = [&](const std::vector<std::string>& bands) {
        return std::all_of(bands.begin(), bands.end(), [&](const std::string& band) {
            return std::find(roles.begin(), roles.end(), band) != roles.end();
        });
    };
    for (const std::vector<std::string>& bands : shipped_band_sets()) {
        if (!has_all(bands)) continue;
        for (const std::string& folder : model_folders()) {
            const std::string path = folder + "/" + shipped_file_name(bands);
            if (file_exists(path)) return forest_from_bytes(read_text(path), path);
        }
        log_info("no shipped model {} found: training it anew", shipped_file_name(bands));
        return spectral_forest(bands, shipped_seed);
    }
    std::string there;
    for (const std::string& role : roles) there += (there.empty() ? "" : ", ") + role;
    throw input_error(
        "the scenes share the bands [{}]; without --model at least blue, green, red and "
        "nir are needed",
        there);
}

void write_shipped_models(const std::string& folder, bool overwrite) {
    make_folder(folder);
    for (const std::vector<std::string>& bands : shipped_band_sets())
        write_text(folder + "/" + shipped_file_name(bands),
                   forest_to_bytes(spectral_forest(bands, shipped_seed)), overwrite);
}

}  // namespace borderlens
