#include "app/config_imagery.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "features/indices.hpp"
#include "imagery/composite.hpp"
#include "imagery/role.hpp"
#include "lenses/lens_classes.hpp"

namespace borderlens {
namespace {

Date date_at(StudyKeys& keys, const std::string& key) {
    try {
        return parse_date(keys.required_text(key));
    } catch (const Error& error) {
        keys.fail(key, error.what());
    }
}

/// Years as seasons: `window_years` of them around each named year, the same days of every one.
Period season_around(const std::string& year, const std::string& first, const std::string& last,
                     Index window_years) {
    Period period{year, parse_date(year + "-" + first), parse_date(year + "-" + last)};
    period.each_year = window_years > 1;
    if (period.last < period.first) ++period.last.year;  // a winter
    period.first.year -= static_cast<int>((window_years - 1) / 2);
    period.last.year += static_cast<int>((window_years - 1) / 2);
    return period;
}

void require_land_class(const StudyKeys& keys, const std::string& name) {
    std::string known;
    for (const LensClass& one : land_use_classes()) {
        if (one.english == name) return;
        known += (known.empty() ? "" : ", ") + std::string(one.english);
    }
    keys.fail("classes", "found '" + name + "', expected one of " + known);
}

StudySourceFile read_source_file(StudyKeys& keys) {
    StudySourceFile file;
    file.name = keys.required_text("name");
    if (file.name.find('/') != std::string::npos || file.name.starts_with("."))
        keys.fail("name", "found '" + file.name + "', expected a plain file name");
    file.urls = keys.texts("url", {});
    if (file.urls.empty()) keys.fail("url", "is missing, expected an address or a list of them");
    file.layer = keys.text("layer", "");
    file.licence = keys.required_text("licence");
    file.most_per_class = keys.integer("most_per_class", 20000, 1, 100000000);
    file.pure_px = keys.integer("pure_px", 1, 0, 20);
    for (StudyKeys& entry : keys.tables("classes")) {
        file.classes.emplace_back(entry.integer("code", -1, 0, 65535),
                                  entry.required_text("class"));
        require_land_class(entry, file.classes.back().second);
        entry.finish();
    }
    const bool raster = file.name.ends_with(".tif");
    if (!raster && !file.name.ends_with(".geojson") && !file.name.ends_with(".gpkg"))
        keys.fail("name", "found '" + file.name + "', expected .geojson, .gpkg or .tif");
    if (raster && file.classes.empty())
        keys.fail("classes", "is missing: say which land-use class each code of the map is");
    keys.finish();
    return file;
}

StudyCatalogue read_catalogue(StudyKeys& keys) {
    StudyCatalogue catalogue;
    catalogue.url = keys.required_text("url");
    catalogue.collections = keys.texts("collections", {});
    if (catalogue.collections.empty())
        keys.fail("collections", "is missing, expected a list such as [\"sentinel-2-l2a\"]");
    catalogue.max_cloud_share = keys.number("max_cloud_share", 1.0, 0.0, 1.0);
    catalogue.scenes_per_period = keys.integer("scenes_per_period", 0, 0, 10000);
    catalogue.periods = keys.texts("periods", {});
    catalogue.platforms = keys.texts("platforms", {});
    catalogue.alternate = keys.text("alternate", "");
    keys.finish();
    return catalogue;
}

}  // namespace

StudyScenes read_scene_keys(StudyKeys keys, const StudyPaths& paths) {
    StudyScenes scenes;
    scenes.paths = paths.list(keys, "paths");
    scenes.hosts = keys.texts("hosts", {});
    scenes.stop_on_bad_scene = keys.choice("on_bad_scene", "skip", {"skip", "stop"}) == "stop";
    scenes.max_cloud_share = keys.number("max_cloud_share", 1.0, 0.0, 1.0);
    scenes.mask_dilation_m = keys.number("mask_dilation_m", 0.0, 0.0, 5000.0);
    scenes.resampling = keys.choice("resampling", "bilinear", {"bilinear", "cubic", "nearest"});
    scenes.harmonise = keys.boolean("harmonise", true);
    scenes.harmonise_fit = keys.choice("harmonise_fit", "ols", {"ols", "rma"});
    scenes.normalise = keys.choice("normalise", "none", {"none", "invariant", "irmad"});
    scenes.fallback_mask = keys.boolean("fallback_mask", false);
    scenes.mask_snow = keys.boolean("mask_snow", false);
    scenes.correct_shifts = keys.boolean("correct_shifts", false);
    scenes.outlier_sigma = keys.number("outlier_sigma", 0.0, 0.0, 100.0);
    keys.finish();
    return scenes;
}

StudyComposites read_composite_keys(StudyKeys keys) {
    StudyComposites composites;
    composites.method = keys.text("method", "median");
    try {
        parse_composite_rule(composites.method);
    } catch (const Error& error) {
        keys.fail("method", error.what());
    }
    composites.fill = keys.choice("fill", "none", {"none", "neighbour", "harmonic"});
    composites.day_of_year = keys.boolean("day_of_year", false);
    composites.temporal = keys.texts("temporal", {});
    for (const std::string& name : composites.temporal) {
        try {
            index_named(name);
        } catch (const Error& error) {
            keys.fail("temporal", error.what());
        }
    }
    composites.support = keys.choice("support", "auto", {"auto", "none"});
    keys.finish();
    return composites;
}

std::vector<Period> read_periods(StudyKeys& top) {
    std::vector<Period> periods;
    for (StudyKeys& keys : top.tables("periods")) {
        Period period{keys.required_text("name"), date_at(keys, "first"), date_at(keys, "last")};
        period.each_year = keys.boolean("each_year", false);
        if (period.last < period.first) keys.fail("last", "lies before first");
        if (period.name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_-") != std::string::npos)
            keys.fail("name", "expected letters, digits, - and _ only: it becomes a folder's name");
        keys.finish();
        for (const Period& other : periods)
            if (other.name == period.name) keys.fail("name", "two periods are named so");
        periods.push_back(period);
    }
    StudyKeys season = top.table("season");
    const std::string first = season.text("first", "01-01"), last = season.text("last", "12-31");
    const Index window_years = season.integer("window_years", 1, 1, 99);
    if (window_years % 2 == 0)
        season.fail("window_years", "expected an odd number: as many years before as after");
    for (const double year : season.numbers("years", {})) {
        Period period;
        try {
            period = season_around(to_text(year), first, last, window_years);
        } catch (const Error& error) {
            season.fail("years", error.what());
        }
        for (const Period& other : periods)
            if (other.name == period.name)
                season.fail("years", "two periods are named " + period.name);
        periods.push_back(std::move(period));
    }
    season.finish();
    return periods;
}

std::optional<StudyFetch> read_fetch_keys(StudyKeys& top) {
    if (!top.has("fetch")) return std::nullopt;
    StudyKeys keys = top.table("fetch");
    StudyFetch fetch;
    fetch.cache = keys.required_text("cache");
    fetch.hosts = keys.texts("hosts", {});
    fetch.bands = keys.texts("bands", {});
    for (const std::string& name : fetch.bands)
        if (!role_from_name(name)) keys.fail("bands", "'" + name + "' is no band role");
    for (StudyKeys& catalogue : keys.tables("catalogues"))
        fetch.catalogues.push_back(read_catalogue(catalogue));
    for (StudyKeys& file : keys.tables("files")) fetch.files.push_back(read_source_file(file));
    keys.finish();
    return fetch;
}

}  // namespace borderlens
