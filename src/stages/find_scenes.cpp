#include "stages/find_scenes.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <regex>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "imagery/scene_landsat.hpp"
#include "imagery/scene_safe.hpp"
#include "imagery/scene_sidecar.hpp"
#include "imagery/scene_stac.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/duplicate_scenes.hpp"
#include "stages/product_files.hpp"
#include "stages/readable_files.hpp"

namespace borderlens {
namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

bool is_address(const std::string& path) {
    return path.rfind("http://", 0) == 0 || path.rfind("https://", 0) == 0 ||
           path.rfind("s3://", 0) == 0;
}

/// The scenes of one path; errors are turned into scenes with a problem at the level where other
/// scenes of the same path can still be used.
class Finder {
  public:
    std::vector<Scene> found;
    const Reach* reach = nullptr;

    void add(const std::string& path) {
        m_root = is_address(path) ? "" : is_folder(path) ? path : folder_of(path);
        try_scene(path, [&] { add_path(path); });
    }

  private:
    void try_scene(const std::string& path, const std::function<void()>& read) {
        try {
            read();
        } catch (const Error& error) {
            Scene broken;
            broken.id = path;
            broken.path = path;
            broken.problem = error.what();
            found.push_back(broken);
        }
    }

    void add_path(const std::string& given) {
        std::string path = given;
        while (path.size() > 1 && path.back() == '/') path.pop_back();
        const std::string name = lower(file_name(path));
        if (is_address(path)) {
            const bool raster = name.ends_with(".tif") || name.ends_with(".tiff");
            raster ? add_raster(gdal_path(path), given) : add_stac(path, given);
        } else if (!file_exists(path)) {
            throw input_error("{}: no such file or folder", path);
        } else if (is_folder(path)) {
            if (!add_folder(path, given, folder_depth))
                throw input_error(
                    "{}: no scene in this folder, expected a scene.toml, MTD_MSIL*.xml, "
                    "*_MTL.txt, a STAC item or a raster with roles as band descriptions",
                    path);
        } else if (name.ends_with(".toml")) {
            add_sidecar(path, given);
        } else if (is_mtl(path)) {
            add_landsat(path, given);
        } else if (is_safe_metadata(path)) {
            add_safe(path, given);
        } else if (name.ends_with(".json") || name.ends_with(".geojson")) {
            add_stac(path, given);
        } else if (name.ends_with(".zip")) {
            add_archive("/vsizip/" + path, given);
        } else if (name.ends_with(".tar") || name.ends_with(".tar.gz") || name.ends_with(".tgz")) {
            add_archive("/vsitar/" + path, given);
        } else {
            add_raster(path, given);
        }
    }

    /// Scenes right in this folder, else in its subfolders. False if there is none.
    bool add_folder(const std::string& folder, const std::string& given, int depth) {
        const std::vector<std::string> files = list_files(folder);
        // What lies in an archive is named by the archive, else by its own folder or file.
        const bool in_archive = folder.rfind("/vsi", 0) == 0;
        bool any = false;
        const auto each = [&](const auto& accepts, const auto& add_one) {
            for (const std::string& file : files) {
                if (!accepts(file)) continue;
                any = true;
                try_scene(file, [&] { add_one(file, given); });
            }
            return any;
        };
        if (each([](const std::string& f) { return file_name(f) == "scene.toml"; },
                 [&](const auto& f, const auto& g) { add_sidecar(f, g); }))
            return true;
        if (each(is_safe_metadata, [&](const auto& f, const auto& g) { add_safe(f, g); }))
            return true;
        if (each(is_mtl, [&](const auto& f, const auto& g) { add_landsat(f, g); })) return true;
        for (const char* name : {"catalog.json", "collection.json"})
            if (each([&](const std::string& f) { return file_name(f) == name; },
                     [&](const auto& f, const auto& g) { add_stac(f, g); }))
                return true;
        if (depth > 0)
            for (const std::string& inner : list_folders(folder)) {
                const bool scene = add_folder(inner, in_archive ? given : inner, depth - 1);
                if (!scene) name_hollow_product(inner);
                any = any || scene || is_product_folder(inner);
            }
        for (const std::string& file : files) {
            const std::string name = lower(file_name(file));
            const std::string own = in_archive ? given : file;
            if (name.ends_with(".json") || name.ends_with(".geojson")) {
                if (is_stac_file(file)) any = true, try_scene(file, [&] { add_stac(file, own); });
            } else if (name.ends_with(".zip")) {
                any = true;
                try_scene(file, [&] { add_archive("/vsizip/" + file, own); });
            } else if (name.ends_with(".tar") || name.ends_with(".tar.gz") ||
                       name.ends_with(".tgz")) {
                any = true;
                try_scene(file, [&] { add_archive("/vsitar/" + file, own); });
            } else if (has_roles(file)) {
                any = true;
                try_scene(file, [&] { add_raster(file, own); });
            }
        }
        return any;
    }

    void name_hollow_product(const std::string& folder) {
        if (!is_product_folder(folder)) return;
        try_scene(folder, [&] {
            throw input_error(
                "{}: no MTD_MSIL*.xml or *_MTL.txt in this folder; is the product whole?", folder);
        });
    }

    void add_archive(const std::string& root, const std::string& given) {
        if (!add_folder(root, given, folder_depth))
            throw input_error("{}: no MTD_MSIL*.xml, *_MTL.txt or scene.toml in this archive",
                              given);
    }

    void add_sidecar(const std::string& path, const std::string& given) {
        Scene scene = parse_sidecar(read_text(path), path);
        scene.path = given;
        found.push_back(scene);
    }

    void add_safe(const std::string& path, const std::string& given) {
        const std::string folder = folder_of(path);
        constexpr int depth = 5;  // GRANULE/<name>/IMG_DATA/R10m/<file>
        std::vector<Scene> scenes = parse_safe(read_text(path), path, list_files(folder, depth));
        for (Scene& scene : scenes) {
            scene.path = given;
            found.push_back(std::move(scene));
        }
    }

    void add_landsat(const std::string& path, const std::string& given) {
        Scene scene = parse_landsat_mtl(read_text(path), path, list_files(folder_of(path)));
        scene.path = given;
        found.push_back(scene);
    }

    /// Other GeoJSON lies in the same folders: only what speaks STAC is a scene there.
    static bool is_stac_file(const std::string& path) {
        try {
            const Document document = read_json(path);
            const StacKind kind = stac_kind(document);
            if (kind != StacKind::item && kind != StacKind::item_collection)
                return kind != StacKind::other;
            const Document* features = document.find("features");
            const bool listed = kind == StacKind::item_collection && features != nullptr &&
                                features->is_list() && features->size() > 0;
            const Document& item = listed ? (*features)[0] : document;
            return item.find("assets") != nullptr || item.find("stac_version") != nullptr;
        } catch (const Error&) {
            return false;
        }
    }

    void add_stac(const std::string& location, const std::string& given) {
        if (!m_visited.insert(location).second) return;  // catalogs may link in circles
        require_reach(gdal_path(location));
        const Document document = parse_json(read_text(gdal_path(location)), location);
        switch (stac_kind(document)) {
            case StacKind::item:
                add_item(document, location, given);
                break;
            case StacKind::item_collection: {
                const Document* features = document.find("features");
                for (Index i = 0; features != nullptr && i < features->size(); ++i)
                    add_item((*features)[i], location, given);
                follow(document, location, given);
                break;
            }
            case StacKind::catalog:
                follow(document, location, given);
                break;
            case StacKind::other:
                throw input_error("{}: no STAC item, item collection or catalog (type '{}')",
                                  location,
                                  document.find("type") != nullptr ? "unknown" : "missing");
        }
    }

    void add_item(const Document& item, const std::string& location, const std::string& given) {
        try_scene(location, [&] {
            Scene scene = parse_stac_item(item, location);
            for (const BandSource& band : scene.bands) require_reach(band.path);
            for (const MaskSource& mask : scene.masks) require_reach(mask.path);
            scene.path = location.find("://") == std::string::npos ? location : given;
            found.push_back(scene);
        });
    }

    /// What a catalogue names is followed only where its user pointed: below the folder that was
    /// given, inside the archive that was given, or on hosts within reach.
    void require_reach(const std::string& path) const {
        if (!remote_host(path).empty()) {
            if (reach != nullptr) reach->require(path);
        } else if (path.rfind("/vsizip/", 0) == 0 || path.rfind("/vsitar/", 0) == 0) {
            require_below(path.substr(8), m_root);
        } else {
            require_below(path, m_root);
        }
    }

    void follow(const Document& document, const std::string& location, const std::string& given) {
        for (const std::string& link : stac_links(document, location))
            try_scene(link, [&] { add_stac(link, given); });
    }

    static std::vector<std::pair<Role, Index>> roles_in(const std::string& path) {
        std::vector<std::pair<Role, Index>> roles;
        const RasterInfo info = read_raster_info(path);
        for (std::size_t b = 0; b < info.bands.size(); ++b)
            if (const auto role = role_from_name(lower(info.bands[b].description)))
                roles.emplace_back(*role, static_cast<Index>(b));
        return roles;
    }

    static bool has_roles(const std::string& path) {
        const std::string name = lower(file_name(path));
        const bool raster = name.ends_with(".tif") || name.ends_with(".tiff") ||
                            name.ends_with(".vrt") || name.ends_with(".img");
        if (!raster) return false;
        try {
            return !roles_in(path).empty();
        } catch (const Error&) {
            return false;
        }
    }

    void add_raster(const std::string& path, const std::string& given) {
        Scene scene;
        scene.path = given;
        scene.id = file_name(path);
        for (const auto& [role, band] : roles_in(path)) {
            BandSource source;
            source.role = role;
            source.path = path;
            source.band = band;
            scene.bands.push_back(source);
        }
        if (scene.bands.empty())
            throw input_error(
                "{}: no band description is a role (blue, red, nir ...); describe the bands or "
                "write a scene.toml beside the file",
                path);
        std::smatch match;
        static const std::regex iso(R"((\d{4}-\d{2}-\d{2}))");
        const std::string name = file_name(path);
        if (std::regex_search(name, match, iso)) scene.date = parse_date(match[1]);
        found.push_back(scene);
    }

    static constexpr int folder_depth = 4;  // chosen: tile/year/date/product
    std::set<std::string> m_visited;
    std::string m_root;  ///< folder of the path at hand; "" for an address
};

void require_reach(const std::string& path, const Reach& reach) {
    reach.require(path);
    constexpr std::size_t most_bytes = 16 << 20;  // chosen: a VRT of thousands of sources
    if (!remote_host(path).empty()) return;
    const std::string start = read_start(path, 4096);
    if (start.find("<VRTDataset") != std::string::npos)
        reach.require_inside_vrt(path, read_start(path, most_bytes));
}

/// Looks where the files lie; on request opens each and reads the last pixel of local ones.
/// "" if all is well.
std::string problem_of(const Scene& scene, const Reach* reach, bool open_files,
                       const std::set<std::string>& readable) {
    try {
        if (reach != nullptr) {
            for (const BandSource& band : scene.bands) require_reach(band.path, *reach);
            for (const MaskSource& mask : scene.masks) require_reach(mask.path, *reach);
        }
        if (!open_files) return "";
        read_scene_header(scene);
        std::set<std::string> seen;
        const auto touch_last = [&](const std::string& path, Index band) {
            if (path.rfind("/vsicurl", 0) == 0 || path.rfind("/vsis3", 0) == 0) return;
            if (!seen.insert(path).second || readable.count(file_stamp(path)) > 0) return;
            const Grid grid = read_raster_info(path).grid;
            read_raw_floats(path, {band}, {grid.rows() - 1, grid.cols() - 1, 1, 1});
        };
        for (const BandSource& band : scene.bands) touch_last(band.path, band.band);
        for (const MaskSource& mask : scene.masks) touch_last(mask.path, mask.band);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

SceneHeader read_scene_header(const Scene& scene) {
    SceneHeader header;
    bool first = true;
    for (const BandSource& band : scene.bands) {
        const RasterInfo info = read_raster_info(band.path);
        if (band.band >= static_cast<Index>(info.bands.size()))
            throw input_error("{}: band {} is wanted, the file has {}", band.path, band.band + 1,
                              info.bands.size());
        if (!first && !(info.grid.crs() == header.crs) && !same_crs(info.grid.crs(), header.crs))
            throw input_error("{}: is in {}, the scene's first band in {}", band.path,
                              crs_name(info.grid.crs()), crs_name(header.crs));
        if (first || info.grid.pixel_width() < header.pixel_width * 0.999) {
            header.finest = info.grid;
            header.crs = info.grid.crs();
            header.pixel_width = info.grid.pixel_width();
            header.pixel_height = info.grid.pixel_height();
        }
        first = false;
    }
    for (const MaskSource& mask : scene.masks) {
        const RasterInfo info = read_raster_info(mask.path);
        if (mask.band >= static_cast<Index>(info.bands.size()))
            throw input_error("{}: band {} is wanted, the file has {}", mask.path, mask.band + 1,
                              info.bands.size());
    }
    return header;
}

std::vector<Scene> find_scenes(const std::vector<std::string>& paths, const Reach* reach,
                               bool open_files, const std::set<std::string>& readable) {
    Finder finder;
    finder.reach = reach;
    for (const std::string& path : paths) finder.add(path);
    std::vector<Scene>& scenes = finder.found;
    parallel_for(static_cast<Index>(scenes.size()), [&](Index i) {
        Scene& scene = scenes[static_cast<std::size_t>(i)];
        if (scene.problem.empty()) scene.problem = problem_of(scene, reach, open_files, readable);
    });
    mark_duplicates(scenes);
    for (const Scene& scene : scenes)
        if (scene.problem.empty() && !scene.missing.empty())
            log_detail("{}: {} of its files are not there, first {}", scene.id,
                       scene.missing.size(), scene.missing.front());
    return std::move(finder.found);
}

}  // namespace borderlens
