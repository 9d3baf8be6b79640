#include "imagery/scene_landsat.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numbers>

#include "base/error.hpp"
#include "base/table.hpp"
#include "base/text.hpp"
#include "imagery/sensors.hpp"

namespace borderlens {
namespace {

/// Without blanks and quotation marks around it.
std::string unquoted(std::string_view text) {
    return trimmed(text, " \t\r\n\"");
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// The MTL's "KEY = value" lines (object description language), by group.
class Metadata {
  public:
    Metadata(const std::string& text, std::string path) : m_path(std::move(path)) {
        std::vector<std::string> groups;
        std::size_t start = 0;
        while (start < text.size()) {
            const std::size_t end =
                std::min(text.find_first_of(std::string("\n\0", 2), start), text.size());
            const std::string line = text.substr(start, end - start);
            start = end + 1;
            const std::size_t equals = line.find('=');
            if (equals == std::string::npos) {
                if (unquoted(line) == "END") break;
                continue;
            }
            const std::string key = unquoted(line.substr(0, equals));
            const std::string value = unquoted(line.substr(equals + 1));
            if (key == "GROUP") {
                groups.push_back(value);
            } else if (key == "END_GROUP") {
                if (!groups.empty()) groups.pop_back();
            } else {
                m_values[groups.empty() ? "" : groups.back()].emplace(key, value);
            }
        }
        if (m_values.empty())
            throw input_error("{}: holds no line 'KEY = value', expected a Landsat MTL file",
                              m_path);
    }

    bool has_group(const std::string& group) const { return m_values.count(group) > 0; }

    /// The first of `keys` in the first of `groups` that has it ("" = any group); "" if none.
    std::string find(const std::vector<std::string>& groups, const std::string& key) const {
        for (const std::string& group : groups) {
            if (group.empty()) {
                for (const auto& [name, values] : m_values)
                    if (const auto found = values.find(key); found != values.end())
                        return found->second;
            } else if (const auto values = m_values.find(group); values != m_values.end()) {
                const auto found = values->second.find(key);
                if (found != values->second.end()) return found->second;
            }
        }
        return "";
    }

    std::string find(const std::string& key) const { return find({""}, key); }

    bool number(const std::vector<std::string>& groups, const std::string& key,
                double& value) const {
        const std::string text = find(groups, key);
        if (text.empty()) return false;
        if (!parse_number(text, value))
            throw input_error("{}: {} = {}, expected a number", m_path, key, text);
        return true;
    }

    double require_number(const std::vector<std::string>& groups, const std::string& key) const {
        double value = 0.0;
        if (!number(groups, key, value))
            throw input_error("{}: the key {} is missing; is the MTL file whole?", m_path, key);
        return value;
    }

    const std::string& path() const { return m_path; }

  private:
    std::string m_path;
    std::map<std::string, std::map<std::string, std::string>> m_values;
};

/// The file the MTL names, else one that ends in `ending` ("_B3.TIF"); "" if neither is there.
std::string find_file(const std::vector<std::string>& files, const std::string& name,
                      const std::string& ending) {
    for (const std::string& file : files)
        if (!name.empty() && upper(file_name(file)) == upper(name)) return file;
    for (const char* extension : {".TIF", ".TIFF"})
        for (const std::string& file : files)
            if (upper(file).ends_with(upper(ending) + extension)) return file;
    return "";
}

struct Product {
    const Sensor* sensor = nullptr;
    bool surface = false;     ///< Level 2: surface reflectance
    bool collection = false;  ///< Collection 1 or 2
    std::string level;
    Date date;
    std::string band_number(const SensorBand& band) const {
        return std::string(band.name.substr(1));
    }
};

Product product_of(const Metadata& data) {
    Product product;
    const std::string spacecraft = data.find("SPACECRAFT_ID");
    product.sensor = find_sensor(spacecraft);
    if (product.sensor == nullptr)
        throw input_error("{}: SPACECRAFT_ID = '{}', expected LANDSAT_4, 5, 7, 8 or 9", data.path(),
                          spacecraft);
    const std::string collection = data.find("COLLECTION_NUMBER");
    product.collection = !collection.empty();
    product.level = data.find({"PRODUCT_CONTENTS", ""}, "PROCESSING_LEVEL");
    if (product.level.empty()) product.level = data.find("DATA_TYPE");
    if (product.level.empty()) product.level = data.find("PRODUCT_TYPE");
    if (product.level == "L1T") product.level = "L1TP";
    if (product.level == "L1G") product.level = "L1GS";
    if (product.level.empty())
        throw input_error("{}: the key PROCESSING_LEVEL (or DATA_TYPE) is missing", data.path());
    product.surface = product.level.rfind("L2", 0) == 0;
    std::string date = data.find("DATE_ACQUIRED");
    if (date.empty()) date = data.find("ACQUISITION_DATE");
    try {
        product.date = parse_date(date);
    } catch (const Error& error) {
        throw error.with_context(data.path() + ": DATE_ACQUIRED");
    }
    return product;
}

double sine_of_sun(const Metadata& data) {
    const double elevation_deg = data.require_number({"IMAGE_ATTRIBUTES", ""}, "SUN_ELEVATION");
    if (!(elevation_deg > 0.0 && elevation_deg <= 90.0))
        throw input_error("{}: SUN_ELEVATION = {}, expected degrees above 0 up to 90", data.path(),
                          elevation_deg);
    return std::sin(elevation_deg * std::numbers::pi / 180.0);
}

const std::vector<std::string> level1_groups = {"LEVEL1_RADIOMETRIC_RESCALING",
                                                "RADIOMETRIC_RESCALING", ""};

/// Radiance = number * gain + bias [W m-2 sr-1 um-1].
void radiance_gains(const Metadata& data, const std::string& number, double& gain, double& bias) {
    if (data.number(level1_groups, "RADIANCE_MULT_BAND_" + number, gain)) {
        bias = data.require_number(level1_groups, "RADIANCE_ADD_BAND_" + number);
        return;
    }
    // Before 2012 the MTL gave the ends of the calibrated range instead.
    const double l_max = data.require_number({""}, "LMAX_BAND" + number);
    const double l_min = data.require_number({""}, "LMIN_BAND" + number);
    const double q_max = data.require_number({""}, "QCALMAX_BAND" + number);
    const double q_min = data.require_number({""}, "QCALMIN_BAND" + number);
    gain = (l_max - l_min) / (q_max - q_min);
    bias = l_min - gain * q_min;
}

void scale_level1(const Metadata& data, const Product& product, const SensorBand& band,
                  BandSource& source) {
    const std::string number = product.band_number(band);
    const double sine = sine_of_sun(data);
    double mult = 0.0;
    if (data.number(level1_groups, "REFLECTANCE_MULT_BAND_" + number, mult)) {
        source.scale = mult / sine;
        source.offset = data.require_number(level1_groups, "REFLECTANCE_ADD_BAND_" + number) / sine;
    } else {
        double gain = 0.0, bias = 0.0;
        radiance_gains(data, number, gain, bias);
        double distance_au = 0.0;
        if (!data.number({"IMAGE_ATTRIBUTES", ""}, "EARTH_SUN_DISTANCE", distance_au))
            distance_au = earth_sun_distance_au(day_of_year(product.date));
        if (band.solar_irradiance <= 0.0)
            throw input_error("{}: the key REFLECTANCE_MULT_BAND_{} is missing", data.path(),
                              number);
        const double factor =
            std::numbers::pi * distance_au * distance_au / (band.solar_irradiance * sine);
        source.scale = gain * factor;
        source.offset = bias * factor;
    }
    double q_max = 0.0;
    if (data.number({"MIN_MAX_PIXEL_VALUE", "LEVEL1_MIN_MAX_PIXEL_VALUE", ""},
                    "QUANTIZE_CAL_MAX_BAND_" + number, q_max) ||
        data.number({""}, "QCALMAX_BAND" + number, q_max))
        source.saturated = q_max;
}

void scale_level2(const Metadata& data, const Product& product, const SensorBand& band,
                  BandSource& source) {
    const std::string number = product.band_number(band);
    if (band.role == Role::thermal) {
        const std::vector<std::string> groups = {"LEVEL2_SURFACE_TEMPERATURE_PARAMETERS"};
        const std::string key = "BAND_ST_B" + number;
        source.scale = data.require_number(groups, "TEMPERATURE_MULT_" + key);
        source.offset = data.require_number(groups, "TEMPERATURE_ADD_" + key);
        return;
    }
    const std::vector<std::string> groups = {"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"};
    source.scale = data.require_number(groups, "REFLECTANCE_MULT_BAND_" + number);
    source.offset = data.require_number(groups, "REFLECTANCE_ADD_BAND_" + number);
    source.saturated = 65535.0;  // QUANTIZE_CAL_MAX of Level 2, LSDS-1619
}

void add_band(const Metadata& data, const Product& product, const SensorBand& band,
              const std::vector<std::string>& files, Scene& scene) {
    // Brightness temperature of Level 1 is no linear function of the numbers, and cirrus is not
    // among the surface reflectances.
    if (band.role == (product.surface ? Role::cirrus : Role::thermal)) return;
    const std::string number = product.band_number(band);
    const std::vector<std::string> groups = {"PRODUCT_CONTENTS", "PRODUCT_METADATA", ""};
    const bool temperature = band.role == Role::thermal;
    std::string name = data.find(
        groups, temperature ? "FILE_NAME_BAND_ST_B" + number : "FILE_NAME_BAND_" + number);
    if (name.empty()) name = data.find("BAND" + number + "_FILE_NAME");
    if (temperature && name.empty()) return;  // L2SR products have no surface temperature
    const std::string ending =
        (product.surface ? (temperature ? "_ST_B" : "_SR_B") : "_B") + number;
    BandSource source;
    source.role = band.role;
    source.path = find_file(files, name, ending);
    if (source.path.empty()) {
        scene.missing.push_back(name.empty() ? ending + ".TIF" : name);
        return;
    }
    source.no_data = 0.0;
    if (product.surface)
        scale_level2(data, product, band, source);
    else
        scale_level1(data, product, band, source);
    scene.bands.push_back(source);
}

void add_masks(const Metadata& data, const std::vector<std::string>& files, Scene& scene) {
    const auto add = [&](const std::string& key, const std::string& ending, MaskKind kind) {
        const std::string path =
            find_file(files, data.find({"PRODUCT_CONTENTS", "PRODUCT_METADATA", ""}, key), ending);
        if (!path.empty()) scene.masks.push_back({path, 0, kind});
        return !path.empty();
    };
    const bool pixel = add("FILE_NAME_QUALITY_L1_PIXEL", "_QA_PIXEL", MaskKind::qa_pixel);
    add("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", "_QA_RADSAT", MaskKind::qa_radsat);
    if (!pixel) add("FILE_NAME_BAND_QUALITY", "_BQA", MaskKind::bqa);
}

}  // namespace

double earth_sun_distance_au(int day_of_year) {
    return 1.0 - 0.01672 * std::cos(0.9856 * (day_of_year - 4) * std::numbers::pi / 180.0);
}

Scene parse_landsat_mtl(const std::string& text, const std::string& path,
                        const std::vector<std::string>& files) {
    const Metadata data(text, path);
    const Product product = product_of(data);
    Scene scene;
    scene.path = path;
    scene.sensor = product.sensor->name;
    scene.level = product.level;
    scene.date = product.date;
    for (const char* key : {"LANDSAT_PRODUCT_ID", "LANDSAT_SCENE_ID"})
        if (scene.id.empty()) scene.id = data.find({"PRODUCT_CONTENTS", ""}, key);
    if (scene.id.empty()) scene.id = file_name(path);
    double cloud_percent = -1.0;
    if (data.number({"IMAGE_ATTRIBUTES", ""}, "CLOUD_COVER", cloud_percent) && cloud_percent >= 0)
        scene.cloud_share = cloud_percent / 100.0;
    for (const SensorBand& band : product.sensor->bands)
        add_band(data, product, band, files, scene);
    add_masks(data, files, scene);
    if (scene.bands.empty())
        throw input_error("{}: none of the band files is beside it, expected {} and the others",
                          path, scene.missing.empty() ? "_B1.TIF" : scene.missing.front());
    return scene;
}

}  // namespace borderlens
