#include "base/error.hpp"
#include "base/table.hpp"
#include "imagery/composite.hpp"

namespace borderlens {

CompositeRule parse_composite_rule(const std::string& text) {
    if (text == "median") return {CompositeMethod::median};
    if (text == "mean") return {CompositeMethod::mean};
    if (text == "medoid") return {CompositeMethod::medoid};
    if (text == "geomedian") return {CompositeMethod::geomedian};
    const std::string prefix = "percentile:";
    double percent = 0.0;
    if (text.rfind(prefix, 0) == 0 && parse_number(text.substr(prefix.size()), percent) &&
        percent >= 0.0 && percent <= 100.0)
        return {CompositeMethod::percentile, percent};
    if (text == "bap") return {CompositeMethod::best_pixel};
    double day = 0.0;
    if (text.rfind("bap:", 0) == 0 && parse_number(text.substr(4), day) && day >= 1.0 &&
        day <= 366.0)
        return {CompositeMethod::best_pixel, 50.0, static_cast<int>(day)};
    throw input_error(
        "composite method '{}', expected median, mean, medoid, geomedian, percentile:P with P from "
        "0 to 100, bap or bap:DAY with DAY from 1 to 366",
        text);
}

}  // namespace borderlens
