#include "imagery/scene_sidecar.hpp"

#include <cctype>
#include <cmath>
#include <set>

#include "base/document.hpp"
#include "base/error.hpp"
#include "imagery/sensors.hpp"

namespace borderlens {
namespace {

constexpr std::array<std::string_view, 8> mask_kind_names = {
    "scl", "qa_pixel", "qa_radsat", "bqa", "cfmask", "cloud_probability", "hls_fmask", "binary"};
constexpr std::array<MaskKind, 8> mask_kinds = {
    MaskKind::scl,    MaskKind::qa_pixel,          MaskKind::qa_radsat, MaskKind::bqa,
    MaskKind::cfmask, MaskKind::cloud_probability, MaskKind::hls_fmask, MaskKind::binary};

template <typename List>
std::string joined(const List& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

/// One sidecar while it is read: knows how to name places in it.
class Sidecar {
  public:
    Sidecar(const std::string& text, const std::string& path)
        : m_path(path), m_root(parse_toml(text, path)) {}

    const Document& root() const { return m_root; }

    std::string place(const Document& node) const {
        return node.line() > 0 ? fmt::format("{}:{}:{}", m_path, node.line(), node.column())
                               : m_path;
    }

    void refuse_unknown_keys(const Document& table, const std::set<std::string>& known) const {
        for (const auto& [key, value] : table.members())
            if (known.count(key) == 0)
                throw input_error("{}: unknown key '{}', expected one of {}", place(value), key,
                                  joined(known));
    }

    Role role(const std::string& name, const Document& node) const {
        if (const auto found = role_from_name(name)) return *found;
        throw input_error("{}: '{}' is no band role, expected one of {}", place(node), name,
                          joined(role_names));
    }

    /// A file beside the sidecar, with the folder in front; "#n" at its end picks band n.
    std::string file(const Document& node, Index& band) const {
        if (!node.is_text())
            throw input_error("{}: found {}, expected a file name such as \"B02.tif\"", place(node),
                              node.type_name());
        std::string name = node.as_text();
        band = 0;
        const std::size_t hash = name.rfind('#');
        if (hash != std::string::npos) {
            const std::string digits = name.substr(hash + 1);
            const bool number = !digits.empty() && digits.size() <= 6 &&
                                digits.find_first_not_of("0123456789") == std::string::npos &&
                                digits != "0";
            if (!number)
                throw input_error("{}: '{}': expected a band number from 1 after '#'", place(node),
                                  name);
            band = std::stoll(digits) - 1;
            name.erase(hash);
        }
        refuse_outside(name, node);
        const std::size_t slash = m_path.find_last_of('/');
        return slash == std::string::npos ? name : m_path.substr(0, slash + 1) + name;
    }

    double number(const Document& node) const {
        if (node.is_number() && std::isfinite(node.as_number())) return node.as_number();
        if (node.is_number())
            throw input_error("{}: found {}, expected a finite number", place(node),
                              node.as_number());
        throw input_error("{}: found {}, expected a number", place(node), node.type_name());
    }

    const std::string& text(const Document& node) const {
        if (node.is_text()) return node.as_text();
        throw input_error("{}: found {}, expected a text in quotes", place(node), node.type_name());
    }

  private:
    /// A sidecar from a stranger must not name files elsewhere on this machine or network.
    void refuse_outside(const std::string& name, const Document& node) const {
        bool outside = name.empty() || name.front() == '/' || name.front() == '\\' ||
                       name.find(':') != std::string::npos;
        std::size_t start = 0;
        while (!outside && start <= name.size()) {
            const std::size_t end = std::min(name.find_first_of("/\\", start), name.size());
            outside = name.substr(start, end - start) == "..";
            start = end + 1;
        }
        if (outside)
            throw input_error(
                "{}: '{}' leaves the folder of the sidecar; expected a file beside it (relative, "
                "without '..')",
                place(node), name);
    }

    std::string m_path;
    Document m_root;
};

std::string level_of(const Sidecar& sidecar) {
    static const std::set<std::string> levels = {"L1C",  "L2A",  "L1TP", "L1GT",    "L1GS",
                                                 "L2SP", "L2SR", "toa",  "surface", "dn"};
    const Document& node = sidecar.root().at("level");
    const std::string& level = sidecar.text(node);
    if (levels.count(level) == 0)
        throw input_error("{}: level '{}', expected one of {}", sidecar.place(node), level,
                          joined(levels));
    return level;
}

/// `key` as one number for all bands or a table with a number for every band's role.
void apply_factor(const Sidecar& sidecar, const char* key, double BandSource::*member,
                  Scene& scene) {
    const Document* node = sidecar.root().find(key);
    if (node == nullptr) return;
    if (!node->is_object()) {
        for (BandSource& band : scene.bands) band.*member = sidecar.number(*node);
        return;
    }
    std::set<Role> given;
    for (const auto& [name, value] : node->members()) {
        const Role role = sidecar.role(name, value);
        given.insert(role);
        for (BandSource& band : scene.bands)
            if (band.role == role) band.*member = sidecar.number(value);
    }
    for (const BandSource& band : scene.bands)
        if (given.count(band.role) == 0 && std::string(key) == "scale")
            throw input_error("{}: '{}' says nothing of the band '{}'; give every role of [bands]",
                              sidecar.place(*node), key, role_name(band.role));
}

void read_mask(const Sidecar& sidecar, const Document& mask, Scene& scene) {
    if (!mask.is_object())
        throw input_error("{}: found {}, expected a table [mask] with file and kind",
                          sidecar.place(mask), mask.type_name());
    sidecar.refuse_unknown_keys(mask, {"file", "kind"});
    if (mask.find("file") == nullptr || mask.find("kind") == nullptr)
        throw input_error("{}: [mask] needs file and kind", sidecar.place(mask));
    MaskSource source;
    source.path = sidecar.file(mask.at("file"), source.band);
    try {
        source.kind = mask_kind_named(sidecar.text(mask.at("kind")));
    } catch (const Error& error) {
        throw error.with_context(sidecar.place(mask.at("kind")));
    }
    scene.masks.push_back(source);
}

/// [mask], or [[masks]] where a scene has several.
void read_masks(const Sidecar& sidecar, Scene& scene) {
    if (const Document* one = sidecar.root().find("mask")) read_mask(sidecar, *one, scene);
    const Document* several = sidecar.root().find("masks");
    if (several == nullptr) return;
    if (!several->is_list())
        throw input_error("{}: found {}, expected tables [[masks]] with file and kind",
                          sidecar.place(*several), several->type_name());
    for (Index i = 0; i < several->size(); ++i) read_mask(sidecar, (*several)[i], scene);
}

}  // namespace

MaskKind mask_kind_named(const std::string& name) {
    for (std::size_t i = 0; i < mask_kinds.size(); ++i)
        if (mask_kind_names[i] == name) return mask_kinds[i];
    throw input_error("mask kind '{}', expected one of {}", name, joined(mask_kind_names));
}

std::string mask_kind_name(MaskKind kind) {
    for (std::size_t i = 0; i < mask_kinds.size(); ++i)
        if (mask_kinds[i] == kind) return std::string(mask_kind_names[i]);
    return "";
}

Scene parse_sidecar(const std::string& text, const std::string& path) {
    const Sidecar sidecar(text, path);
    const Document& root = sidecar.root();
    sidecar.refuse_unknown_keys(root, {"date", "level", "sensor", "scale", "offset", "nodata",
                                       "saturated", "cloud_share", "id", "bands", "mask", "masks"});
    for (const char* key : {"date", "level", "bands"})
        if (root.find(key) == nullptr) throw input_error("{}: the key '{}' is missing", path, key);
    Scene scene;
    scene.path = path;
    try {
        scene.date = parse_date(sidecar.text(root.at("date")));
    } catch (const Error& error) {
        throw error.with_context(sidecar.place(root.at("date")));
    }
    scene.level = level_of(sidecar);
    if (const Document* sensor = root.find("sensor")) {
        try {
            scene.sensor = sensor_named(sidecar.text(*sensor)).name;
            scene.platform = platform_named(sidecar.text(*sensor));
        } catch (const Error& error) {
            throw error.with_context(sidecar.place(*sensor));
        }
    }
    const Document& bands = root.at("bands");
    if (!bands.is_object() || bands.size() == 0)
        throw input_error("{}: [bands] is empty, expected role = \"file\"", sidecar.place(bands));
    for (const auto& [name, value] : bands.members()) {
        BandSource band;
        band.role = sidecar.role(name, value);
        band.path = sidecar.file(value, band.band);
        scene.bands.push_back(band);
    }
    apply_factor(sidecar, "scale", &BandSource::scale, scene);
    for (const BandSource& band : scene.bands)
        if (band.scale == 0.0)
            throw input_error("{}: the scale of '{}' is 0, expected one that keeps the values",
                              sidecar.place(*root.find("scale")), role_name(band.role));
    apply_factor(sidecar, "offset", &BandSource::offset, scene);
    if (const Document* none = root.find("nodata"))
        for (BandSource& band : scene.bands) band.no_data = sidecar.number(*none);
    if (const Document* limit = root.find("saturated"))
        for (BandSource& band : scene.bands) band.saturated = sidecar.number(*limit);
    if (const Document* cloud = root.find("cloud_share"))
        scene.cloud_share = sidecar.number(*cloud);
    read_masks(sidecar, scene);
    const std::size_t slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    scene.id = root.find("id") != nullptr ? sidecar.text(root.at("id"))
               : folder.empty()           ? path
                                          : folder.substr(folder.find_last_of('/') + 1);
    return scene;
}

}  // namespace borderlens
