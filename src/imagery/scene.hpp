#pragma once
#include <optional>
#include <string>
#include <vector>

#include "imagery/date.hpp"
#include "imagery/role.hpp"

namespace borderlens {

/// Where a band of a scene is and how its numbers become reflectance: number * scale + offset.
struct BandSource {
    Role role = Role::red;
    std::string path;  ///< anything GDAL opens
    Index band = 0;    ///< 0-based band of that file
    double scale = 1.0;
    double offset = 0.0;
    std::optional<double> no_data = {};  ///< raw number that is no observation; else the file's own
    std::optional<double> saturated = {};  ///< raw number from which on a pixel is saturated
};

enum class MaskKind { scl, qa_pixel, qa_radsat, bqa, cfmask, cloud_probability, hls_fmask, binary };

struct MaskSource {
    std::string path;
    Index band = 0;
    MaskKind kind = MaskKind::binary;
};

/// One acquisition: what, when, where its files are. Immutable once read.
struct Scene {
    std::string id;      ///< product name or path, for messages and tables
    std::string path;    ///< what the user named
    std::string sensor;  ///< a name from the sensor registry, "" if unknown
    std::string level;   ///< L1C, L2A, L1TP, L2SP, toa, surface, dn
    Date date;
    std::vector<BandSource> bands;
    std::vector<MaskSource> masks;
    double cloud_share = -1.0;         ///< 0..1 as the provider says; < 0 = not said
    bool offset_applied = false;       ///< the provider has already applied the product's offset
    std::vector<std::string> missing;  ///< files its metadata name that are not there
    std::string platform = "";  ///< the unit, "sentinel-2b" (see platform_named); "" if unknown
    std::string problem;        ///< why it cannot be used; "" = usable

    const BandSource* find(Role role) const {
        for (const BandSource& band : bands)
            if (band.role == role) return &band;
        return nullptr;
    }
};

}  // namespace borderlens
