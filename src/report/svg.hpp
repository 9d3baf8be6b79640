#pragma once
#include <string>

namespace borderlens {

/// Pieces of a drawing, in its pixels. `anchor`: "start", "middle" or "end"; `style` and `extra`
/// are attributes as they stand.
std::string svg_text(double x, double y, const std::string& words, const char* anchor = "middle",
                     const char* extra = "");
std::string svg_line(double x1, double y1, double x2, double y2, const std::string& style);

/// The beginning of a drawing with its title; the end is "</svg>".
std::string open_svg(const std::string& title, double width, double height);

}  // namespace borderlens
