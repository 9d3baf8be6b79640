#include "imagery/stac_assets.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

namespace borderlens {
namespace {

/// Names that say the role without help: Earth Search v1, USGS, Planetary Computer Landsat, the
/// common names of the eo extension, and our own.
std::optional<Role> role_of_name(const std::string& name, bool sentinel) {
    static const std::map<std::string, Role> roles = {
        {"rededge1", Role::red_edge1}, {"rededge071", Role::red_edge1},
        {"rededge2", Role::red_edge2}, {"rededge074", Role::red_edge2},
        {"rededge3", Role::red_edge3}, {"rededge078", Role::red_edge3},
        {"swir16", Role::swir1},       {"swir22", Role::swir2},
        {"lwir", Role::thermal},       {"lwir11", Role::thermal}};
    // Landsat's only near infrared band carries the name of Sentinel-2's narrow one.
    if (name == "nir08") return sentinel ? Role::nir_narrow : Role::nir;
    const auto found = roles.find(name);
    return found == roles.end() ? role_from_name(name) : std::optional<Role>(found->second);
}

/// The list of an asset's bands under `key`, null if there is none.
const Document* list_of(const Document& asset, const char* key) {
    const Document* bands = asset.find(key);
    return bands != nullptr && bands->is_list() && bands->size() > 0 ? bands : nullptr;
}

Index band_count(const Document& asset) {
    for (const char* key : {"eo:bands", "bands", "raster:bands"})
        if (const Document* bands = list_of(asset, key)) return bands->size();
    return 1;
}

/// What stands at `at` of the first list that has it, of raster:bands and bands.
const Document* numbers_at(const Document& asset, Index at) {
    for (const char* key : {"raster:bands", "bands"})
        if (const Document* bands = list_of(asset, key))
            if (at < bands->size()) return &(*bands)[at];
    return nullptr;
}

/// Role by the names of band `at` in eo:bands or bands.
std::optional<Role> role_of_entry(const Document& asset, Index at, const Sensor* sensor) {
    const bool sentinel = sensor != nullptr && sensor->name == "sentinel-2";
    for (const char* key : {"eo:bands", "bands"}) {
        const Document* bands = list_of(asset, key);
        if (bands == nullptr || at >= bands->size() || !(*bands)[at].is_object()) continue;
        const Document& band = (*bands)[at];
        const std::string name = text_of(band.find("name"));
        if (sensor != nullptr)
            if (const SensorBand* named = sensor->find(name)) return named->role;
        for (const char* common : {"common_name", "eo:common_name"})
            if (const auto role = role_of_name(text_of(band.find(common)), sentinel)) return role;
        if (const auto role = role_of_name(name, sentinel)) return role;
    }
    return std::nullopt;
}

bool is_picture(const std::string& key, const Document& asset) {
    constexpr std::array<std::string_view, 6> pictures = {
        "visual", "overview", "thumbnail", "preview", "rendered_preview", "tilejson"};
    const auto named = [&](const std::string& text) {
        return std::find(pictures.begin(), pictures.end(), text) != pictures.end();
    };
    if (named(key)) return true;
    const Document* roles = asset.find("roles");
    for (Index i = 0; roles != nullptr && roles->is_list() && i < roles->size(); ++i)
        if (named(text_of(&(*roles)[i]))) return true;
    return false;
}

}  // namespace

std::string text_of(const Document* node) {
    return node != nullptr && node->is_text() ? node->as_text() : "";
}

std::pair<std::string, int> key_and_metres(const std::string& key) {
    for (const int metres : {10, 20, 60}) {
        const std::string ending = "_" + std::to_string(metres) + "m";
        if (key.ends_with(ending)) return {key.substr(0, key.size() - ending.size()), metres};
    }
    return {key, 0};
}

const Document* number_of(const Document* band, const std::string& name) {
    if (band == nullptr || !band->is_object()) return nullptr;
    for (const std::string& key : {name, "raster:" + name})
        if (const Document* found = band->find(key))
            if (found->is_number()) return found;
    return nullptr;
}

std::vector<AssetBand> band_of_asset(const std::string& full_key, const Document& asset,
                                     const Sensor* sensor) {
    if (band_count(asset) > 1) return {};
    const std::string key = key_and_metres(full_key).first;
    const bool sentinel = sensor != nullptr && sensor->name == "sentinel-2";
    const SensorBand* named = sensor == nullptr ? nullptr : sensor->find(key);
    std::optional<Role> role;
    if (named != nullptr) role = named->role;
    if (!role) role = role_of_name(key, sentinel);
    if (!role) role = role_of_entry(asset, 0, sensor);
    if (!role) return {};
    const Document* numbers = numbers_at(asset, 0);
    if (number_of(numbers, "scale") == nullptr && number_of(&asset, "scale") != nullptr)
        numbers = &asset;
    return {{*role, 0, numbers}};
}

std::vector<AssetBand> bands_of_stack(const std::string& key, const Document& asset,
                                      const Sensor* sensor) {
    std::vector<AssetBand> bands;
    if (is_picture(key, asset)) return bands;
    const Index count = band_count(asset);
    for (Index at = 0; count > 1 && at < count; ++at)
        if (const auto role = role_of_entry(asset, at, sensor))
            bands.push_back({*role, at, numbers_at(asset, at)});
    return bands;
}

}  // namespace borderlens
