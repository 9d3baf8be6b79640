#include "stages/map_sheets.hpp"

#include <cmath>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "report/map_sheet.hpp"
#include "stages/overview.hpp"
#include "stages/report_pictures.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

// Chosen: 200 pixels an inch on the map's part of an A4 page, which is more than the eye tells.
constexpr Index sheet_px = 1600;

/// What one sheet shows.
struct SheetSubject {
    std::string file;    ///< stem of its files in maps/
    std::string text;    ///< key of its title
    std::string layer;   ///< as class_overview names it
    std::string period;  ///< "" = all
};

/// Land use of the last period and of the first, since when ground is built up (or of its class),
/// and what the other lenses see in the last period.
std::vector<SheetSubject> sheet_subjects(const StudyRun& run,
                                         const std::vector<std::string>& periods) {
    std::vector<SheetSubject> subjects;
    if (!can_draw_sheets() || periods.empty() || !run.study.border ||
        run.study.scenes.paths.empty())
        return subjects;
    const std::string &first = periods.front(), &last = periods.back();
    subjects.push_back({"land_use", "land_use", "land_use", last});
    if (periods.size() > 1) {
        subjects.push_back({"land_use_" + first, "land_use", "land_use", first});
        subjects.push_back({"change",
                            change_text(knows_built_up(study_model(run)->lens_model.forest.legend)),
                            "change", ""});
    }
    for (const Lens* lens : lenses_in_use(run))
        if (lens->name != "land_use")
            subjects.push_back({lens->name, "sheet." + lens->name, lens->name, last});
    return subjects;
}

std::string sheet_path(const std::string& layer, Language language, const char* ending) {
    return "maps/" + layer + "_" + language_code(language) + ending;
}

Raster<std::uint8_t> coloured(const Raster<ClassCode>& classes, const Legend& legend) {
    std::array<const LegendEntry*, 256> entries{};
    for (const LegendEntry& entry : legend)
        if (entry.code > 0 && entry.code < 256)
            entries[static_cast<std::size_t>(entry.code)] = &entry;
    Raster<std::uint8_t> picture(classes.grid(), 4);
    for (Index i = 0; i < classes.grid().size(); ++i) {
        const LegendEntry* entry = entries[classes.band_data()[i]];
        if (entry == nullptr) continue;
        for (std::size_t band = 0; band < 3; ++band)
            picture.band_data(static_cast<Index>(band))[i] = entry->rgb[band];
        picture.band_data(3)[i] = 255;
    }
    return picture;
}

/// Direction of true north at the middle of a grid, clockwise from the grid's north.
double north_of(const Grid& grid) {
    constexpr double pi = 3.14159265358979323846;
    const Point middle = grid.center(grid.rows() / 2, grid.cols() / 2);
    const Point lonlat = transform_points(grid.crs(), lonlat_crs(), {middle})[0];
    const Point north =
        transform_points(lonlat_crs(), grid.crs(), {{lonlat.x, lonlat.y + 0.01}})[0];
    const double angle = std::atan2(north.x - middle.x, north.y - middle.y) * 180.0 / pi;
    return std::isfinite(angle) ? angle : 0.0;
}

std::vector<std::string> sources_of(const ReportContent& content, Language language) {
    std::vector<std::string> sources;
    if (!content.note.empty()) sources.push_back(content.note);
    if (content.provenance.shipped_model) sources.push_back(text_of("finding.roughMaps", language));
    for (const std::string& source : content.provenance.attributions) sources.push_back(source);
    sources.push_back(text_of("border", language) + ": " + content.provenance.border_note + ". " +
                      text_of("borderStatement", language));
    sources.push_back(said({"madeBy", {BORDERLENS_VERSION}}, language));
    return sources;
}

}  // namespace

std::vector<std::string> map_sheet_paths(const StudyRun& run,
                                         const std::vector<std::string>& periods) {
    std::vector<std::string> paths;
    for (const SheetSubject& subject : sheet_subjects(run, periods))
        for (const Language language : all_languages)
            for (const char* ending : {".pdf", ".png"})
                paths.push_back(sheet_path(subject.file, language, ending));
    return paths;
}

void write_map_sheets(const StudyRun& run, const StudyGround& ground,
                      const ReportContent& content) {
    const Index step = overview_step(ground.grid, sheet_px);
    for (const SheetSubject& subject : sheet_subjects(run, content.periods)) {
        const bool since = subject.layer == "change";
        const Legend legend =
            since ? since_period_legend(content.periods, knows_built_up(content.legend))
            : subject.layer == "land_use"
                ? content.legend
                : read_legend(run.folder.file(layer_mosaic_path(subject.layer, subject.period)));
        MapSheet sheet;
        sheet.title = content.title;
        sheet.picture =
            coloured(class_overview(run, ground, step, subject.layer, subject.period), legend);
        sheet.border = study_border(run.study, ground.grid).chains();
        sheet.north_deg = north_of(ground.grid);
        for (const Language language : all_languages) {
            sheet.language = language;
            sheet.legend_title = text_of(subject.text, language);
            sheet.subtitle =
                sheet.legend_title + ", " +
                (since ? content.periods.front() + "–" + content.periods.back() : subject.period);
            sheet.sources = sources_of(content, language);
            sheet.legend.clear();
            for (const LegendEntry& entry : legend)
                sheet.legend.push_back(
                    {entry.rgb, since ? entry.name : metric_name(entry.name, language)});
            write_text(run.folder.file(sheet_path(subject.file, language, ".pdf")),
                       sheet_pdf(sheet), true);
            write_text(run.folder.file(sheet_path(subject.file, language, ".png")),
                       sheet_png(sheet), true);
        }
    }
}

}  // namespace borderlens
