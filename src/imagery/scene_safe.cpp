#include "imagery/scene_safe.hpp"

#include <cctype>
#include <map>
#include <regex>

#include "base/error.hpp"
#include "base/table.hpp"
#include "imagery/sensors.hpp"
#include "imagery/xml.hpp"

namespace borderlens {
namespace {

/// band_id of the product metadata, in the order of the Products Specification Document.
constexpr std::array<std::string_view, 13> band_ids = {
    "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12"};

double number_in(const std::string& text, const std::string& element, const std::string& path) {
    const std::string found = xml_text(text, element);
    double value = 0.0;
    if (!parse_number(found, value))
        throw input_error("{}: {} = '{}', expected a number", path, element, found);
    return value;
}

/// Offsets by band name, as the metadata list them; by baseline where they list none.
std::map<std::string, double> offsets_of(const std::string& text, bool surface,
                                         const std::string& path) {
    std::map<std::string, double> offsets;
    const char* element = surface ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET";
    for (const XmlElement& offset : xml_elements(text, element)) {
        double id = -1.0, value = 0.0;
        if (!parse_number(offset.attribute("band_id"), id) || id < 0 || id >= 13 ||
            !parse_number(offset.content, value))
            throw input_error("{}: {} band_id='{}' = '{}', expected band 0 to 12 and a number",
                              path, element, offset.attribute("band_id"), offset.content);
        offsets[std::string(band_ids[static_cast<std::size_t>(id)])] = value;
    }
    if (offsets.empty()) {
        const double offset = offset_of_baseline(xml_text(text, "PROCESSING_BASELINE"));
        for (const std::string_view band : band_ids) offsets[std::string(band)] = offset;
    }
    return offsets;
}

double special_value(const std::string& text, const std::string& name, double otherwise) {
    for (const XmlElement& special : xml_elements(text, "Special_Values")) {
        double value = 0.0;
        if (xml_text(special.content, "SPECIAL_VALUE_TEXT") == name &&
            parse_number(xml_text(special.content, "SPECIAL_VALUE_INDEX"), value))
            return value;
    }
    return otherwise;
}

/// The images of one granule: band name or "SCL" -> finest file.
struct Granule {
    std::map<std::string, std::pair<int, std::string>> images;  ///< metres, path
    std::string cloud_mask;  ///< MSK_CLASSI of Level 1C from baseline 04.00 on
};

std::string granule_name(const std::string& path) {
    const std::size_t folder = path.rfind("/GRANULE/");
    if (folder == std::string::npos) return "";
    const std::size_t start = folder + 9;
    return path.substr(start, path.find('/', start) - start);
}

std::map<std::string, Granule> granules_of(const std::vector<std::string>& files) {
    static const std::regex image(R"(_(B[0-9][0-9A]|SCL)(_([126]0)m)?\.(jp2|tif|tiff)$)",
                                  std::regex::icase);
    std::map<std::string, Granule> granules;
    for (const std::string& path : files) {
        const std::string name = path.substr(path.find_last_of('/') + 1);
        std::smatch match;
        if (path.find("/QI_DATA/") != std::string::npos) {
            if (name.rfind("MSK_CLASSI", 0) == 0) granules[granule_name(path)].cloud_mask = path;
            continue;
        }
        if (path.find("/IMG_DATA/") == std::string::npos || !std::regex_search(name, match, image))
            continue;
        std::string band = match[1];
        for (char& c : band) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        const int metres = match[3].matched ? std::stoi(match[3]) : 0;
        auto& entry = granules[granule_name(path)].images[band];
        if (entry.second.empty() || metres < entry.first) entry = {metres, path};
    }
    for (auto granule = granules.begin(); granule != granules.end();)
        granule = granule->second.images.empty() ? granules.erase(granule) : std::next(granule);
    return granules;
}

void add_masks(const Granule& granule, Scene& scene) {
    if (const auto scl = granule.images.find("SCL"); scl != granule.images.end())
        scene.masks.push_back({scl->second.second, 0, MaskKind::scl});
    else if (!granule.cloud_mask.empty()) {
        // Bands of MSK_CLASSI: opaque cloud, cirrus, snow; snow is ground and stays.
        scene.masks.push_back({granule.cloud_mask, 0, MaskKind::binary});
        scene.masks.push_back({granule.cloud_mask, 1, MaskKind::binary});
    }
}

std::string product_name(const std::string& text, const std::string& path) {
    std::string name = xml_text(text, "PRODUCT_URI");
    if (name.empty()) {
        const std::size_t safe = path.find(".SAFE");
        const std::size_t start =
            safe == std::string::npos ? std::string::npos : path.rfind('/', safe);
        name = safe == std::string::npos ? path : path.substr(start + 1, safe - start - 1);
    }
    return name.ends_with(".SAFE") ? name.substr(0, name.size() - 5) : name;
}

}  // namespace

double offset_of_baseline(const std::string& baseline, double none) {
    // "04.00", "5.11" or "N0400": the digits before the last two are the version.
    std::string digits;
    for (const char c : baseline)
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
    if (digits.size() < 3 || digits.size() > 4) return none;
    return std::stoi(digits) >= 400 ? -1000.0 : 0.0;
}

std::vector<Scene> parse_safe(const std::string& text, const std::string& path,
                              const std::vector<std::string>& files) {
    const std::string level_text = xml_text(text, "PROCESSING_LEVEL");
    const bool surface = level_text.find("2A") != std::string::npos;
    if (!surface && level_text.find("1C") == std::string::npos)
        throw input_error("{}: PROCESSING_LEVEL '{}', expected Level-1C or Level-2A", path,
                          level_text);
    Scene common;
    common.path = path;
    common.sensor = "sentinel-2";
    common.level = surface ? "L2A" : "L1C";
    std::string start = xml_text(text, "DATATAKE_SENSING_START");
    if (start.empty()) start = xml_text(text, "PRODUCT_START_TIME");
    try {
        common.date = parse_date(start);
    } catch (const Error& error) {
        throw error.with_context(path + ": PRODUCT_START_TIME");
    }
    double cloud_percent = 0.0;
    if (parse_number(xml_text(text, "Cloud_Coverage_Assessment"), cloud_percent))
        common.cloud_share = cloud_percent / 100.0;
    const double quantification =
        number_in(text, surface ? "BOA_QUANTIFICATION_VALUE" : "QUANTIFICATION_VALUE", path);
    if (quantification <= 0.0)
        throw input_error("{}: quantification value {}, expected one above 0", path,
                          quantification);
    const std::map<std::string, double> offsets = offsets_of(text, surface, path);
    const std::map<std::string, Granule> granules = granules_of(files);
    if (granules.empty())
        throw input_error("{}: no image *_B02*.jp2 in GRANULE/*/IMG_DATA; is the product whole?",
                          path);
    std::vector<Scene> scenes;
    for (const auto& [name, granule] : granules) {
        Scene scene = common;
        scene.id = product_name(text, path) + (granules.size() > 1 ? "/" + name : "");
        for (const SensorBand& band : sensor_named("sentinel-2").bands) {
            const auto image = granule.images.find(std::string(band.name));
            if (image == granule.images.end()) {
                // Level 2A has no cirrus band.
                if (band.role != Role::cirrus) scene.missing.push_back(std::string(band.name));
                continue;
            }
            BandSource source;
            source.role = band.role;
            source.path = image->second.second;
            source.scale = 1.0 / quantification;
            const auto offset = offsets.find(std::string(band.name));
            source.offset = offset == offsets.end() ? 0.0 : offset->second / quantification;
            source.no_data = special_value(text, "NODATA", 0.0);
            source.saturated = special_value(text, "SATURATED", 65535.0);
            scene.bands.push_back(source);
        }
        scene.platform = platform_named(xml_text(text, "SPACECRAFT_NAME"));
        if (scene.platform.empty()) scene.platform = platform_named(scene.id);
        add_masks(granule, scene);
        scenes.push_back(scene);
    }
    return scenes;
}

}  // namespace borderlens
