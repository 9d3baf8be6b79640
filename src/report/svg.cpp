#include "report/svg.hpp"

#include <fmt/format.h>

#include "report/html.hpp"

namespace borderlens {

std::string svg_text(double x, double y, const std::string& words, const char* anchor,
                     const char* extra) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y,
                       anchor, extra, escaped(words));
}

std::string svg_line(double x1, double y1, double x2, double y2, const std::string& style) {
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1,
                       y1, x2, y2, style);
}

std::string open_svg(const std::string& title, double width, double height) {
    return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n",
                       width, height, escaped(title)) +
           svg_text(width / 2, 16, title, "middle", "class=\"title\"");
}

}  // namespace borderlens
