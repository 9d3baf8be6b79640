// Who does what in a border complex: the towns side by side by what is built in and around them,
// how they specialise, and which are alike.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/no_value.hpp"
#include "base/table_rows.hpp"
#include "comparison/specialisation.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "metrics/town_form.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_mosaic.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/study_scenes.hpp"
#include "stages/study_towns.hpp"

namespace borderlens {
namespace {

constexpr double green_ndvi = 0.4;  // chosen: dense lawns and trees; dry steppe stays below it

// Forms of built-up ground need pixels smaller than a hall.
constexpr double coarsest_form_m = 20.0;  // chosen: halls and yards of 30 m and more cover pixels

/// One town in one period; areas in pixels while they are counted, then in km2.
struct TownSums {
    double seen = 0.0;  ///< of the town's area, with a class
    double built_up = 0.0;
    double photovoltaics = 0.0;
    double green = 0.0;
    double big_roof = 0.0;
    double fine_grained = 0.0;
    double hardstand = 0.0;
    double ring = 0.0;  ///< ground around with a class
    double ring_cropland = 0.0;

    bool with_forms = true;  ///< the images tell them

    /// Whole pixels are scaled once: a sum of rounded areas would drift in its last digits.
    void to_km2(double pixel_area_m2) {
        for (double* area : {&seen, &built_up, &photovoltaics, &green, &big_roof, &fine_grained,
                             &hardstand, &ring, &ring_cropland})
            *area = *area * pixel_area_m2 / 1e6;
    }

    /// What towns are told apart by, in the order of the tables.
    std::vector<std::pair<const char*, double>> activities() const {
        std::vector<std::pair<const char*, double>> all = {
            {"green", green}, {"photovoltaics", photovoltaics}, {"cropland_around", ring_cropland}};
        if (with_forms)
            all.insert(
                all.begin(),
                {{"big_roof", big_roof}, {"fine_grained", fine_grained}, {"hardstand", hardstand}});
        else
            all.insert(all.begin(), {"built_up", built_up});
        return all;
    }
};

struct Codes {
    std::int32_t built_up = no_code, photovoltaics = no_code, cropland = no_code;
    explicit Codes(const Legend& legend) {
        for (const LegendEntry& entry : legend) {
            if (entry.name == "built_up") built_up = entry.code;
            if (entry.name == "photovoltaics") photovoltaics = entry.code;
            if (entry.name == "cropland") cropland = entry.code;
        }
    }
};

/// Brightness and NDVI of a window of a period's composite.
struct Look {
    Raster<float> brightness;
    Raster<float> ndvi;
};

Look look_at(const StudyRun& run, const std::string& period, const Window& window) {
    const std::string path = run.folder.file(composite_mosaic_path(period));
    const RasterInfo info = read_raster_info(path);
    std::vector<Index> bands;
    for (const char* role : {"red", "nir", "green", "blue"})
        for (std::size_t b = 0; b < info.bands.size(); ++b)
            if (info.bands[b].description == role) bands.push_back(static_cast<Index>(b));
    const Grid grid = info.grid.crop(window);
    Look look{Raster<float>(grid, 1, no_data), Raster<float>(grid, 1, no_data)};
    if (bands.size() != 4) return look;
    const Raster<float> read = read_floats(path, bands, window);
    for (Index i = 0; i < grid.size(); ++i) {
        const float red = read.band_data(0)[i], nir = read.band_data(1)[i];
        look.brightness.band_data()[i] =
            0.25F * (red + nir + read.band_data(2)[i] + read.band_data(3)[i]);
        if (red + nir > 0.0F) look.ndvi.band_data()[i] = (nir - red) / (nir + red);
    }
    return look;
}

/// The coarsest pixel behind a period's composite [m]: a mixture shows no more than that.
double seen_at_m(const StudyRun& run, const std::string& period_name) {
    double coarsest = 0.0;
    for (const Period& period : run.study.periods) {
        if (period.name != period_name) continue;
        for (const Scene& scene : scenes_of(run.scenes(), period))
            if (const BandSource* red = scene.find(Role::red)) {
                const double width = read_raster_info(red->path).grid.pixel_width();
                // Below a thousandth it can only be degrees.
                coarsest = std::max(coarsest, width < 0.1 ? width * 111320.0 : width);
            }
    }
    return coarsest;
}

/// Cropland and all ground around: the town's bounds widened by the ring, without the town itself.
void sum_ring(const CodeSource& classes, const Town& town, Index ring_px, const Codes& codes,
              TownSums& sums) {
    const Window wide = town.window.pad(ring_px).intersect({0, 0, classes.rows, classes.cols});
    const Raster<std::int32_t> map = classes.read(wide);
    const auto inside = [&](Index row, Index col) {
        const Index r = wide.row0 + row - town.window.row0, c = wide.col0 + col - town.window.col0;
        return town.inside.grid().window().contains(r, c) && town.inside(r, c) != 0;
    };
    for (Index row = 0; row < wide.rows; ++row)
        for (Index col = 0; col < wide.cols; ++col) {
            const std::int32_t code = map(row, col);
            if (code == no_code || inside(row, col)) continue;
            sums.ring += 1.0;
            if (code == codes.cropland) sums.ring_cropland += 1.0;
        }
}

TownSums sums_of(const StudyRun& run, const StudyGround& ground, const Town& town,
                 const std::string& period, const Codes& codes, bool with_forms) {
    const CodeSource classes = class_source(run, ground, period);
    const Raster<std::int32_t> map = classes.read(town.window);
    const Look look = look_at(run, period, town.window);
    TownSums sums{.with_forms = with_forms};
    Raster<std::uint8_t> built_up(town.inside.grid());
    for (std::size_t i = 0; i < map.values().size(); ++i) {
        const std::int32_t code = map.values()[i];
        if (town.inside.values()[i] == 0 || code == no_code) continue;
        sums.seen += 1.0;
        built_up.values()[i] = code == codes.built_up;
        if (code == codes.built_up) sums.built_up += 1.0;
        if (code == codes.photovoltaics) sums.photovoltaics += 1.0;
        if (static_cast<double>(look.ndvi.values()[i]) > green_ndvi) sums.green += 1.0;
    }
    const Raster<std::uint8_t> forms =
        built_up_forms(built_up, look.brightness, {.pixel_size_m = ground.grid.pixel_size_m()});
    for (const std::uint8_t code : forms.values()) {
        if (code == form::big_roof) sums.big_roof += 1.0;
        if (code == form::fine_grained) sums.fine_grained += 1.0;
        if (code == form::hardstand) sums.hardstand += 1.0;
    }
    const Index ring_px =
        std::llround(run.study.towns.ring_km * 1000.0 / ground.grid.pixel_size_m());
    sum_ring(classes, town, ring_px, codes, sums);
    sums.to_km2(ground.grid.pixel_area_m2());
    return sums;
}

double share(double part, double whole) {
    return whole > 0.0 ? part / whole : no_value;
}

/// Yearly growth between two areas, compounding.
double growth(double before, double after, double years) {
    return before > 0.0 && after > 0.0 && years > 0.0 ? std::log(after / before) / years : no_value;
}

void add_town(TableRows& rows, const Town& town, const std::string& period, const TownSums& sums,
              double growth_per_year, double pixel_m) {
    const auto form_share = [&](double form) {
        return sums.with_forms ? share(form, sums.built_up) : no_value;
    };
    rows.text("town", town.name);
    rows.text("side", town.side);
    rows.text("period", period);
    rows.number("area_km2", town.area_km2);
    rows.number("seen_share", share(sums.seen, town.area_km2));
    rows.number("built_up_km2", sums.built_up);
    rows.number("built_up_share", share(sums.built_up, sums.seen));
    rows.number("built_up_growth_per_year", growth_per_year);
    rows.number("big_roof_share", form_share(sums.big_roof));
    rows.number("fine_grained_share", form_share(sums.fine_grained));
    rows.number("hardstand_share", form_share(sums.hardstand));
    rows.number("green_share", share(sums.green, sums.seen));
    rows.number("photovoltaics_km2", sums.photovoltaics);
    rows.number("photovoltaics_share", share(sums.photovoltaics, sums.seen));
    rows.number("cropland_around_share", share(sums.ring_cropland, sums.ring));
    rows.number("seen_at_m", pixel_m);
}

struct Tables {
    TableRows towns, specialisation, similarity;
};

// chosen: 2,500 pairs a period; a study of a whole border finds hundreds of towns, whose pairs
// would be millions of rows.
constexpr std::size_t most_paired_towns = 50;

/// The numbers of the largest towns, in their order.
std::vector<std::size_t> largest(const std::vector<Town>& towns) {
    std::vector<std::size_t> numbers(towns.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    std::stable_sort(numbers.begin(), numbers.end(), [&](std::size_t x, std::size_t y) {
        return towns[x].area_km2 > towns[y].area_km2;
    });
    numbers.resize(std::min(numbers.size(), most_paired_towns));
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// Quotients of all towns in one period, and the likeness of the largest.
void compare_towns(const std::vector<Town>& towns, const std::vector<TownSums>& sums,
                   const std::string& period, Tables& tables) {
    ActivityTable amounts;
    for (const TownSums& one : sums) {
        amounts.emplace_back();
        for (const auto& [name, amount] : one.activities()) amounts.back().push_back(amount);
    }
    const ActivityTable quotients = location_quotients(amounts);
    const ActivityTable unlike = mix_dissimilarity(amounts);
    for (std::size_t t = 0; t < towns.size(); ++t) {
        const auto activities = sums[t].activities();
        for (std::size_t k = 0; k < activities.size(); ++k) {
            tables.specialisation.text("town", towns[t].name);
            tables.specialisation.text("side", towns[t].side);
            tables.specialisation.text("period", period);
            tables.specialisation.text("activity", activities[k].first);
            tables.specialisation.number("area_km2", amounts[t][k]);
            tables.specialisation.number("location_quotient", quotients[t][k]);
        }
    }
    const std::vector<std::size_t> paired = largest(towns);
    for (const std::size_t t : paired)
        for (const std::size_t other : paired) {
            tables.similarity.text("town", towns[t].name);
            tables.similarity.text("other", towns[other].name);
            tables.similarity.text("period", period);
            tables.similarity.text("across_the_line",
                                   towns[t].side == towns[other].side ? "no" : "yes");
            tables.similarity.number("dissimilarity", unlike[t][other]);
            tables.similarity.number("similarity", 1.0 - unlike[t][other]);
        }
}

void divide(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<Town> towns = read_towns(run, ground);
    const Codes codes(study_model(run)->lens_model.forest.legend);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    Tables tables;
    std::vector<TownSums> before;
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const double pixel_m = seen_at_m(run, periods[p].name);
        std::vector<TownSums> sums;
        for (const Town& town : towns)
            sums.push_back(
                sums_of(run, ground, town, periods[p].name, codes, pixel_m <= coarsest_form_m));
        for (std::size_t t = 0; t < towns.size(); ++t) {
            const double years = p > 0 ? periods[p].first_year - periods[p - 1].first_year : 0.0;
            add_town(tables.towns, towns[t], periods[p].name, sums[t],
                     p > 0 ? growth(before[t].built_up, sums[t].built_up, years) : no_value,
                     pixel_m);
        }
        compare_towns(towns, sums, periods[p].name, tables);
        before = std::move(sums);
    }
    write_table(run.folder.file(table_path("town_functions")),
                tables.towns.table({"town", "side", "period", "area_km2", "seen_share",
                                    "built_up_km2", "built_up_share", "built_up_growth_per_year",
                                    "big_roof_share", "fine_grained_share", "hardstand_share",
                                    "green_share", "photovoltaics_km2", "photovoltaics_share",
                                    "cropland_around_share", "seen_at_m"}),
                true);
    write_table(run.folder.file(table_path("specialisation")),
                tables.specialisation.table(
                    {"town", "side", "period", "activity", "area_km2", "location_quotient"}),
                true);
    write_table(run.folder.file(table_path("town_similarity")),
                tables.similarity.table(
                    {"town", "other", "period", "across_the_line", "dissimilarity", "similarity"}),
                true);
}

}  // namespace

std::vector<Unit> divide_functions(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty() || !run.study.towns.wanted) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("town_functions"), table_path("specialisation"),
                          table_path("town_similarity")}};
    depend_on_towns(unit.inputs, run, read_ground(run.folder));
    unit.work = [&run] { divide(run); };
    return {unit};
}

}  // namespace borderlens
