#include "report/map_sheet.hpp"

#include <cmath>

#include "base/error.hpp"
#include "report/html.hpp"

#ifdef BORDERLENS_SHEETS
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#endif

namespace borderlens {

double round_length(double most) {
    const double power = std::pow(10.0, std::floor(std::log10(most) + 1e-12));
    for (const double step : {5.0, 2.0})
        if (step * power <= most * (1.0 + 1e-12)) return step * power;
    return power;
}

#ifndef BORDERLENS_SHEETS

bool can_draw_sheets() {
    return false;
}
std::string sheet_pdf(const MapSheet&) {
    throw internal_error("map sheets need cairo and pango; this program was built without");
}
std::string sheet_png(const MapSheet& sheet) {
    return sheet_pdf(sheet);
}

#else

namespace {

// A4 landscape in points; the picture to the left, words to the right.
constexpr double page_width = 842.0, page_height = 595.0, margin = 28.0, column = 190.0;
constexpr double png_dots_per_inch = 150.0, points_per_inch = 72.0;

/// Cairo's surfaces and contexts, released as they were made.
struct Canvas {
    explicit Canvas(cairo_surface_t* made) : surface(made), context(cairo_create(made)) {}
    ~Canvas() {
        cairo_destroy(context);
        cairo_surface_destroy(surface);
    }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    void check() const {
        if (cairo_status(context) != CAIRO_STATUS_SUCCESS)
            throw internal_error("map sheet: {}", cairo_status_to_string(cairo_status(context)));
    }

    cairo_surface_t* surface;
    cairo_t* context;
};

cairo_status_t append(void* text, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

/// Words wrapped to a width; gives the height they take [pt].
double write(cairo_t* context, double x, double y, double width, const std::string& words,
             double size, bool bold = false, PangoAlignment alignment = PANGO_ALIGN_LEFT) {
    PangoLayout* layout = pango_cairo_create_layout(context);
    // Letters are laid out for paper, whatever the surface's own resolution.
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), points_per_inch);
    PangoFontDescription* font = pango_font_description_from_string("Sans");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, alignment);
    pango_layout_set_text(layout, words.c_str(), static_cast<int>(words.size()));
    cairo_move_to(context, x, y);
    pango_cairo_show_layout(context, layout);
    int layout_width = 0, layout_height = 0;
    pango_layout_get_size(layout, &layout_width, &layout_height);
    pango_font_description_free(font);
    g_object_unref(layout);
    return static_cast<double>(layout_height) / PANGO_SCALE;
}

/// Where the picture lies on the page.
struct Frame {
    double x = 0.0, y = 0.0, width = 0.0, height = 0.0;
    double points_per_metre = 1.0;
};

Frame frame_of(const Grid& grid, double foot_height) {
    const double room_width = page_width - 3 * margin - column;
    const double room_height = page_height - 2 * margin - foot_height;
    const Bounds bounds = grid.bounds();
    const double width_m = bounds.max_x - bounds.min_x, height_m = bounds.max_y - bounds.min_y;
    Frame frame;
    frame.points_per_metre = std::min(room_width / width_m, room_height / height_m);
    frame.width = width_m * frame.points_per_metre;
    frame.height = height_m * frame.points_per_metre;
    frame.x = margin + 0.5 * (room_width - frame.width);
    frame.y = margin + 0.5 * (room_height - frame.height);
    return frame;
}

void draw_picture(cairo_t* context, const Raster<std::uint8_t>& picture, const Frame& frame) {
    const int cols = static_cast<int>(picture.cols()), rows = static_cast<int>(picture.rows());
    cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, cols, rows);
    unsigned char* data = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    for (int row = 0; row < rows; ++row) {
        auto* line =
            reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(row) * stride);
        for (int col = 0; col < cols; ++col) {
            // What is seen at all is opaque, so colours need no multiplication by opacity.
            if (picture(3, row, col) == 0) continue;
            line[col] = 0xFF000000U | (static_cast<std::uint32_t>(picture(0, row, col)) << 16) |
                        (static_cast<std::uint32_t>(picture(1, row, col)) << 8) |
                        picture(2, row, col);
        }
    }
    cairo_surface_mark_dirty(image);
    cairo_save(context);
    cairo_translate(context, frame.x, frame.y);
    cairo_scale(context, frame.width / cols, frame.height / rows);
    cairo_set_source_surface(context, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
    cairo_paint(context);
    cairo_restore(context);
    cairo_surface_destroy(image);
}

void draw_border(cairo_t* context, const MapSheet& sheet, const Frame& frame) {
    const Bounds bounds = sheet.picture.grid().bounds();
    cairo_save(context);
    cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height);
    cairo_clip(context);
    for (const auto& [width, level] : {std::pair{3.2, 1.0}, std::pair{1.4, 0.0}}) {
        for (const Polyline& line : sheet.border)
            for (std::size_t i = 0; i < line.size(); ++i) {
                const double x = frame.x + (line[i].x - bounds.min_x) * frame.points_per_metre;
                const double y = frame.y + (bounds.max_y - line[i].y) * frame.points_per_metre;
                if (i == 0)
                    cairo_move_to(context, x, y);
                else
                    cairo_line_to(context, x, y);
            }
        cairo_set_source_rgb(context, level, level, level);
        cairo_set_line_width(context, width);
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(context);
    }
    cairo_restore(context);
    cairo_set_source_rgb(context, 0, 0, 0);
    cairo_set_line_width(context, 0.6);
    cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height);
    cairo_stroke(context);
}

/// A bar of two halves and its length.
double draw_scale(cairo_t* context, double x, double y, const Frame& frame) {
    const double length_m = round_length((column - 40.0) / frame.points_per_metre);
    const double length = length_m * frame.points_per_metre;
    cairo_set_source_rgb(context, 0, 0, 0);
    cairo_rectangle(context, x, y, 0.5 * length, 5.0);
    cairo_fill(context);
    cairo_set_line_width(context, 0.6);
    cairo_rectangle(context, x, y, length, 5.0);
    cairo_stroke(context);
    const std::string words =
        length_m < 1000.0 ? short_number(length_m) + " m" : short_number(length_m / 1000.0) + " km";
    return 8.0 + write(context, x, y + 7.0, column, words, 9.0);
}

void draw_north(cairo_t* context, double x, double y, const MapSheet& sheet) {
    constexpr double pi = 3.14159265358979323846, size = 17.0;
    cairo_save(context);
    cairo_translate(context, x, y);
    cairo_rotate(context, sheet.north_deg * pi / 180.0);
    cairo_set_source_rgb(context, 0, 0, 0);
    cairo_move_to(context, 0, -size);
    cairo_line_to(context, 0.45 * size, 0.7 * size);
    cairo_line_to(context, 0, 0.35 * size);
    cairo_line_to(context, -0.45 * size, 0.7 * size);
    cairo_close_path(context);
    cairo_fill(context);
    cairo_restore(context);
    write(context, x - 20.0, y + 0.75 * size, 40.0, text_of("north", sheet.language), 10.0, true,
          PANGO_ALIGN_CENTER);
}

double draw_legend(cairo_t* context, double x, double y, const MapSheet& sheet) {
    double at = y + write(context, x, y, column, sheet.legend_title, 10.5, true) + 4.0;
    for (const auto& [rgb, label] : sheet.legend) {
        cairo_set_source_rgb(context, rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0);
        cairo_rectangle(context, x, at + 1.0, 14.0, 9.0);
        cairo_fill_preserve(context);
        cairo_set_source_rgb(context, 0.3, 0.3, 0.3);
        cairo_set_line_width(context, 0.4);
        cairo_stroke(context);
        cairo_set_source_rgb(context, 0, 0, 0);
        at += std::max(13.0, write(context, x + 20.0, at, column - 20.0, label, 9.0) + 2.0);
    }
    cairo_set_line_width(context, 1.4);
    cairo_move_to(context, x, at + 6.0);
    cairo_line_to(context, x + 14.0, at + 6.0);
    cairo_stroke(context);
    return at +
           write(context, x + 20.0, at, column - 20.0, text_of("border", sheet.language), 9.0) - y;
}

void draw(cairo_t* context, const MapSheet& sheet) {
    std::string sources = text_of("source", sheet.language) + ": ";
    for (std::size_t i = 0; i < sheet.sources.size(); ++i)
        sources += (i > 0 ? " " : "") + sheet.sources[i];
    constexpr double foot = 46.0;  // room for three lines of sources
    cairo_set_source_rgb(context, 1, 1, 1);
    cairo_paint(context);
    const Frame frame = frame_of(sheet.picture.grid(), foot);
    draw_picture(context, sheet.picture, frame);
    draw_border(context, sheet, frame);
    cairo_set_source_rgb(context, 0, 0, 0);
    const double x = page_width - margin - column;
    double y = margin + write(context, x, margin, column, sheet.title, 15.0, true) + 3.0;
    y += write(context, x, y, column, sheet.subtitle, 11.5) + 14.0;
    y += draw_legend(context, x, y, sheet) + 18.0;
    y += draw_scale(context, x, y, frame) + 26.0;
    draw_north(context, x + 20.0, y, sheet);
    cairo_set_source_rgb(context, 0.2, 0.2, 0.2);
    write(context, margin, page_height - margin - foot + 12.0, page_width - 2 * margin, sources,
          7.5);
}

}  // namespace

bool can_draw_sheets() {
    return true;
}

std::string sheet_pdf(const MapSheet& sheet) {
    std::string bytes;
    {
        Canvas canvas(cairo_pdf_surface_create_for_stream(append, &bytes, page_width, page_height));
        // No date, so that the same run gives the same file.
        cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
        cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_TITLE,
                                       (sheet.title + ", " + sheet.subtitle).c_str());
        draw(canvas.context, sheet);
        cairo_show_page(canvas.context);
        canvas.check();
        cairo_surface_finish(canvas.surface);
    }
    return bytes;
}

std::string sheet_png(const MapSheet& sheet) {
    constexpr double scale = png_dots_per_inch / points_per_inch;
    Canvas canvas(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                             static_cast<int>(page_width * scale),
                                             static_cast<int>(page_height * scale)));
    cairo_scale(canvas.context, scale, scale);
    draw(canvas.context, sheet);
    canvas.check();
    std::string bytes;
    cairo_surface_flush(canvas.surface);
    if (cairo_surface_write_to_png_stream(canvas.surface, append, &bytes) != CAIRO_STATUS_SUCCESS)
        throw internal_error("map sheet: the PNG could not be written");
    return bytes;
}

#endif

}  // namespace borderlens
