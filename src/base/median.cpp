#include "base/median.hpp"

#include <algorithm>

#include "base/no_value.hpp"

namespace borderlens {

double upper_median(std::vector<double> values) {
    if (values.empty()) return no_value;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double median(std::vector<double> values) {
    if (values.empty()) return no_value;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

}  // namespace borderlens
