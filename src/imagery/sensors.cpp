#include "imagery/sensors.hpp"

#include <cctype>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// Lower case without separators: "LANDSAT_8" -> "landsat8".
std::string squeezed(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// "B02" -> "B2", so that both spellings meet.
std::string plain_band_name(std::string_view name) {
    std::string result;
    for (const char c : name)
        result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (result.size() == 3 && result[0] == 'B' && result[1] == '0') result.erase(1, 1);
    return result;
}

}  // namespace

const SensorBand* Sensor::find(Role role) const {
    for (const SensorBand& band : bands)
        if (band.role == role) return &band;
    return nullptr;
}

const SensorBand* Sensor::find(std::string_view band_name) const {
    const std::string wanted = plain_band_name(band_name);
    for (const SensorBand& band : bands)
        if (plain_band_name(band.name) == wanted) return &band;
    return nullptr;
}

const std::vector<Sensor>& all_sensors() {
    static const std::vector<Sensor> sensors = [] {
        std::vector<Sensor> all = {sentinel_2()};
        for (const Sensor& sensor : landsat_tm()) all.push_back(sensor);
        all.push_back(landsat_etm());
        for (const Sensor& sensor : landsat_oli()) all.push_back(sensor);
        return all;
    }();
    return sensors;
}

const Sensor* find_sensor(std::string_view name) {
    const std::string wanted = squeezed(name);
    for (const Sensor& sensor : all_sensors()) {
        // "sentinel2a" and "landsat8oli" begin with the registry's name; no other name does.
        if (wanted.rfind(squeezed(sensor.name), 0) == 0) return &sensor;
    }
    return nullptr;
}

std::string platform_named(std::string_view text) {
    std::string plain = squeezed(text);
    if (plain.rfind("s2", 0) == 0) plain = "sentinel2" + plain.substr(2);
    const std::string sentinel = "sentinel2";
    if (plain.rfind(sentinel, 0) == 0 && plain.size() > sentinel.size()) {
        const char unit = plain[sentinel.size()];
        return unit >= 'a' && unit <= 'd' ? std::string("sentinel-2") + unit : "";
    }
    const Sensor* sensor = find_sensor(text);
    return sensor == nullptr || sensor->name == "sentinel-2" ? "" : std::string(sensor->name);
}

const Sensor& sensor_named(std::string_view name) {
    if (const Sensor* sensor = find_sensor(name)) return *sensor;
    std::string names;
    for (const Sensor& sensor : all_sensors())
        names += (names.empty() ? "" : ", ") + std::string(sensor.name);
    throw input_error("sensor '{}' is not known; expected one of {}", name, names);
}

}  // namespace borderlens
