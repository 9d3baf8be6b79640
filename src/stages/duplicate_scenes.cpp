#include "stages/duplicate_scenes.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.hpp"

namespace borderlens {
namespace {

/// A product by its own name, wherever it lies: in a folder and in an archive, say. "" for scenes
/// that are named by their folder.
std::string product_key(const Scene& scene) {
    const BandSource& band = scene.bands.front();
    if (scene.sensor.empty() || scene.path.ends_with(".toml")) return "";
    const std::string file = file_name(band.path);
    if (file.find(std::to_string(scene.date.year)) == std::string::npos) return "";
    return fmt::format("{} {} {} {} {}", scene.id, to_text(scene.date), file, band.scale,
                       band.offset);
}

}  // namespace

void mark_duplicates(std::vector<Scene>& scenes) {
    std::set<std::string> files;
    std::map<std::string, std::string> products;
    for (Scene& scene : scenes) {
        if (!scene.problem.empty()) continue;
        const BandSource& first = scene.bands.front();
        if (!files.insert(first.path + "#" + std::to_string(first.band)).second)
            scene.problem = "the same files as a scene before it; named twice?";
        const std::string key = product_key(scene);
        if (!scene.problem.empty() || key.empty()) continue;
        const auto [there, fresh] = products.emplace(key, scene.path);
        if (!fresh) scene.problem = "the same product as " + there->second + "; named twice?";
    }
}

}  // namespace borderlens
