#include "imagery/scene_stac.hpp"

#include <cctype>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "imagery/scene_safe.hpp"
#include "imagery/sensors.hpp"
#include "imagery/stac_assets.hpp"

namespace borderlens {
namespace {

const Document* find_path(const Document& node, std::initializer_list<const char*> keys) {
    const Document* at = &node;
    for (const char* key : keys) {
        if (at == nullptr || !at->is_object()) return nullptr;
        at = at->find(key);
    }
    return at;
}

/// First of the properties that is there.
const Document* property(const Document& item, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const Document* found = find_path(item, {"properties", name}))
            if (!found->is_null()) return found;
    return nullptr;
}

/// Harmonized Landsat Sentinel-2: both sensors' reflectance already on the scale of OLI.
bool is_hls(const Document& item) {
    const std::string text = text_of(item.find("collection")) + " " + text_of(item.find("id"));
    return text.find("HLS") != std::string::npos || text.find("hls2") != std::string::npos;
}

bool is_jpeg2000(const Document& asset) {
    const std::string href = text_of(asset.find("href"));
    return text_of(asset.find("type")) == "image/jp2" || href.ends_with(".jp2");
}

/// The sensor by platform or constellation; where an item names neither, by its collection. Null
/// for one that is not in the registry.
const Sensor* sensor_of(const Document& item) {
    std::string named;
    for (const char* key : {"platform", "constellation"}) {
        const std::string text = text_of(property(item, {key}));
        if (const Sensor* sensor = text.empty() ? nullptr : find_sensor(text)) return sensor;
        named += text;
    }
    return named.empty() ? find_sensor(text_of(item.find("collection"))) : nullptr;
}

std::string level_of(const Document& item, const Sensor* sensor) {
    const std::string collection = text_of(item.find("collection"));
    if (sensor == nullptr) {
        const std::string text = text_of(property(item, {"processing:level"}));
        return text.rfind("L1", 0) == 0 ? "toa" : text.rfind("L2", 0) == 0 ? "surface" : "";
    }
    if (sensor->name == "sentinel-2") {
        const std::string text =
            text_of(property(item, {"s2:product_type"})) + collection + text_of(item.find("id"));
        return text.find("L1C") != std::string::npos || text.find("l1c") != std::string::npos
                   ? "L1C"
                   : "L2A";
    }
    const std::string correction = text_of(property(item, {"landsat:correction"}));
    if (!correction.empty()) return correction;
    return collection.find("l1") != std::string::npos ? "L1TP" : "L2SP";
}

struct Scaling {
    double scale = 1.0;
    double offset = 0.0;
};

/// Whether the provider has taken Sentinel-2's offset off already; no value where nothing is said.
std::optional<bool> offset_applied(const Document& item) {
    const Document* flag =
        property(item, {"earthsearch:boa_offset_applied", "sentinel:boa_offset_applied"});
    if (flag == nullptr || flag->type() != Document::Type::boolean) return std::nullopt;
    return flag->as_boolean();
}

Scaling sentinel_scaling(const Document& item, const Document* raster_band) {
    Scaling scaling{1e-4, 0.0};
    const Document* scale = number_of(raster_band, "scale");
    const Document* offset = number_of(raster_band, "offset");
    if (scale != nullptr) scaling.scale = scale->as_number();
    // Earth Search leaves the offset in raster:bands also where it has been applied (its issue 9:
    // the flag is the truth).
    if (offset_applied(item).value_or(false)) return scaling;
    if (offset != nullptr) {
        scaling.offset = offset->as_number();
        return scaling;
    }
    const std::string baseline = text_of(property(
        item, {"s2:processing_baseline", "sentinel:processing_baseline", "processing:version"}));
    scaling.offset = offset_of_baseline(baseline) * scaling.scale;
    return scaling;
}

Scaling stated_scaling(const Document* raster_band, const std::string& name) {
    const Document* scale = number_of(raster_band, "scale");
    const Document* offset = number_of(raster_band, "offset");
    if (scale == nullptr)
        throw input_error(
            "{}: its platform is no sensor of the registry, and raster:bands gives no scale; "
            "expected "
            "one of the two",
            name);
    return {scale->as_number(), offset == nullptr ? 0.0 : offset->as_number()};
}

Scaling landsat_scaling(const Document& item, const Document* raster_band, const Scene& scene,
                        Role role, const std::string& name) {
    if (number_of(raster_band, "scale") != nullptr) return stated_scaling(raster_band, name);
    if (scene.level.rfind("L2", 0) == 0) {
        // USGS LSDS-1619: surface temperature [K] and surface reflectance.
        if (role == Role::thermal) return {0.00341802, 149.0};
        const Sensor& sensor = sensor_named(scene.sensor);
        return {sensor.product_scale, sensor.product_offset};
    }
    const Document* sun = property(item, {"view:sun_elevation"});
    const bool oli = scene.sensor == "landsat-8" || scene.sensor == "landsat-9";
    if (!oli || sun == nullptr || !sun->is_number() || sun->as_number() <= 0.0)
        throw input_error(
            "{}: Level 1 gains are not in the item; download the scene with its MTL file and name "
            "that",
            name);
    // OLI's Level 1 reflectance gains are the same in every product: 2e-5 and -0.1.
    const double sine = std::sin(sun->as_number() * std::numbers::pi / 180.0);
    return {2e-5 / sine, -0.1 / sine};
}

std::optional<MaskKind> mask_of_asset(std::string key, bool hls) {
    key = key_and_metres(key).first;
    for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (key == "scl") return MaskKind::scl;
    if (key == "qa_pixel") return MaskKind::qa_pixel;
    if (key == "qa_radsat") return MaskKind::qa_radsat;
    if (hls && key == "fmask") return MaskKind::hls_fmask;
    if (key == "cloud" || key == "cloud_probability" || key == "cld" || key == "s2cloudless")
        return MaskKind::cloud_probability;
    return std::nullopt;
}

/// Planetary Computer's files need a signed address, which GDAL (3.5.2 on) asks for by itself.
std::string signed_path(const std::string& path, const Document& item) {
    const std::string curl = "/vsicurl/", collection = text_of(item.find("collection"));
    if (path.rfind(curl, 0) != 0 || path.find(".blob.core.windows.net/") == std::string::npos ||
        path.find('?') != std::string::npos || collection.empty())
        return path;
    return "/vsicurl?pc_url_signing=yes&pc_collection=" + collection +
           "&url=" + path.substr(curl.size());
}

/// Resolution that a file's name ends in ("..._B02_20m.jp2"), 0 where it says none.
int metres_of_path(const std::string& path) {
    return key_and_metres(path.substr(0, path.rfind('.'))).second;
}

/// Of two files of one band the better one stays.
void add_or_replace(const BandSource& source, int metres, bool jpeg2000, Scene& scene) {
    for (BandSource& there : scene.bands) {
        if (there.role != source.role) continue;
        // Earth Search offers every band twice; the tiled GeoTIFF reads faster than JPEG 2000.
        if (there.path.ends_with(".jp2") && !jpeg2000) there = source;
        // Copernicus Data Space offers it in coarser pixels as well.
        if (metres > 0 && metres < metres_of_path(there.path)) there = source;
        return;
    }
    scene.bands.push_back(source);
}

/// `stacks`: assets whose file holds several bands; else those of one.
void add_asset(const Document& item, const std::string& key, const Document& asset,
               const std::string& location, bool stacks, Scene& scene) {
    const std::string href = text_of(asset.find("href"));
    if (href.empty()) return;
    const std::string path = signed_path(gdal_path(resolve_reference(href, location)), item);
    const bool hls = is_hls(item);
    if (const auto kind = mask_of_asset(key, hls)) {
        for (const MaskSource& there : scene.masks)
            if (there.kind == *kind) return;  // the same in coarser pixels
        scene.masks.push_back({path, 0, *kind});
        return;
    }
    const Sensor* sensor = scene.sensor.empty() ? nullptr : &sensor_named(scene.sensor);
    const auto bands =
        stacks ? bands_of_stack(key, asset, sensor) : band_of_asset(key, asset, sensor);
    for (const AssetBand& band : bands) {
        // Radiance, no reflectance; in HLS degrees Celsius.
        const bool surface = scene.level.rfind("L2", 0) == 0;
        if (band.role == Role::thermal && !surface) continue;
        const Scaling scaling =
            hls                 ? Scaling{1e-4, 0.0}
            : sensor == nullptr ? stated_scaling(band.numbers, location + ": item " + scene.id)
            : scene.sensor == "sentinel-2"
                ? sentinel_scaling(item, band.numbers)
                : landsat_scaling(item, band.numbers, scene, band.role, scene.id);
        BandSource source;
        source.role = band.role;
        source.path = path;
        source.band = band.band;
        source.scale = scaling.scale;
        source.offset = scaling.offset;
        if (sensor != nullptr) source.no_data = hls ? -9999.0 : 0.0;  // HLS guide 2.0, section 6.2
        if (sensor != nullptr && !hls) source.saturated = 65535.0;
        const Document* none = number_of(band.numbers, "nodata");
        if (sensor == nullptr && none != nullptr) source.no_data = none->as_number();
        add_or_replace(source, key_and_metres(key).second, is_jpeg2000(asset), scene);
    }
}

}  // namespace

StacKind stac_kind(const Document& document) {
    if (!document.is_object()) return StacKind::other;
    const std::string type = text_of(document.find("type"));
    if (type == "FeatureCollection") return StacKind::item_collection;
    if (type == "Feature") return StacKind::item;
    const bool versioned = document.find("stac_version") != nullptr;
    if (type == "Catalog" || type == "Collection" || (versioned && document.find("links")))
        return StacKind::catalog;
    return StacKind::other;
}

Scene parse_stac_item(const Document& item, const std::string& location) {
    Scene scene;
    scene.path = location;
    scene.id = text_of(item.find("id"));
    if (scene.id.empty()) scene.id = location;
    const std::string name = location + ": item " + scene.id;
    const Document* assets = item.find("assets");
    if (assets == nullptr || !assets->is_object())
        throw input_error("{}: has no assets, expected a STAC item", name);
    const Sensor* sensor = sensor_of(item);
    if (sensor != nullptr) scene.sensor = sensor->name;
    scene.platform = platform_named(text_of(property(item, {"platform"})));
    if (scene.platform.empty()) scene.platform = platform_named(scene.id);
    scene.level = is_hls(item) ? "surface" : level_of(item, sensor);
    const Document* date = property(item, {"datetime", "start_datetime"});
    try {
        scene.date = parse_date(text_of(date));
    } catch (const Error& error) {
        throw error.with_context(name + ": datetime");
    }
    const Document* cloud = property(item, {"eo:cloud_cover"});
    if (cloud != nullptr && cloud->is_number()) scene.cloud_share = cloud->as_number() / 100.0;
    scene.offset_applied = offset_applied(item).value_or(false);
    for (const auto& [key, asset] : assets->members())
        if (asset.is_object()) add_asset(item, key, asset, location, false, scene);
    for (const auto& [key, asset] : assets->members())
        if (scene.bands.empty() && asset.is_object())
            add_asset(item, key, asset, location, true, scene);
    if (scene.bands.empty() && sensor == nullptr)
        throw input_error(
            "{}: platform '{}', constellation '{}': no sensor of the registry, and no asset is "
            "named "
            "as a band (red, nir ...)",
            name, text_of(property(item, {"platform"})),
            text_of(property(item, {"constellation"})));
    if (scene.bands.empty())
        throw input_error("{}: no asset is a band of {}, expected names such as red or B04", name,
                          sensor->name);
    if (is_hls(item)) {  // nothing is left to adjust, and its near infrared is the narrow one
        scene.sensor = "landsat-8";
        scene.platform = "";
        if (scene.find(Role::nir_narrow) != nullptr) {
            std::erase_if(scene.bands, [](const BandSource& b) { return b.role == Role::nir; });
            for (BandSource& band : scene.bands)
                if (band.role == Role::nir_narrow) band.role = Role::nir;
        }
    }
    return scene;
}

std::vector<std::string> stac_links(const Document& catalog, const std::string& location) {
    std::vector<std::string> addresses;
    const Document* links = catalog.find("links");
    if (links == nullptr || !links->is_list()) return addresses;
    for (Index i = 0; i < links->size(); ++i) {
        const Document& link = (*links)[i];
        if (!link.is_object()) continue;
        const std::string relation = text_of(link.find("rel"));
        const std::string href = text_of(link.find("href"));
        if (href.empty()) continue;
        if (relation == "item" || relation == "child" || relation == "items" || relation == "next")
            addresses.push_back(resolve_reference(href, location));
    }
    return addresses;
}

std::string resolve_reference(const std::string& reference, const std::string& location) {
    const std::string file = "file://";
    if (reference.rfind(file, 0) == 0) return reference.substr(file.size());
    if (reference.find("://") != std::string::npos || reference.rfind("/vsi", 0) == 0)
        return reference;
    const std::size_t scheme = location.find("://");
    if (!reference.empty() && reference.front() == '/') {
        if (scheme == std::string::npos) return reference;
        return location.substr(0, location.find('/', scheme + 3)) + reference;
    }
    std::string rest = reference;
    std::string folder = location.substr(0, location.find('?'));
    const std::size_t slash = folder.find_last_of('/');
    folder = slash == std::string::npos ? "" : folder.substr(0, slash);
    while (rest.rfind("./", 0) == 0 || rest.rfind("../", 0) == 0) {
        const bool up = rest.rfind("../", 0) == 0;
        if (up) {
            const std::size_t end = folder.find_last_of('/');
            if (folder.empty() || folder.ends_with("..")) {
                folder += folder.empty() ? ".." : "/..";
            } else {
                folder = end == std::string::npos ? "" : folder.substr(0, end);
            }
        }
        rest.erase(0, up ? 3 : 2);
    }
    return folder.empty() ? rest : folder + "/" + rest;
}

std::string gdal_path(const std::string& address) {
    if (address.rfind("http://", 0) == 0 || address.rfind("https://", 0) == 0)
        return "/vsicurl/" + address;
    if (address.rfind("s3://", 0) == 0) return "/vsis3/" + address.substr(5);
    if (address.rfind("gs://", 0) == 0) return "/vsigs/" + address.substr(5);
    return address;
}

}  // namespace borderlens
