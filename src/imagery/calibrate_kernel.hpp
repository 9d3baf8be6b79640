#pragma once
#include <cstdint>

#include "base/index.hpp"

namespace borderlens {

/// How a file's numbers become values: number * scale + offset.
struct NumberScale {
    double scale = 1.0;
    double offset = 0.0;
    float no_data;  ///< a number that is none; NaN = there is no such number
    float limit;    ///< from here on numbers are no measurements; infinity = none are too large
};

/// Values of `count` numbers; NaN for those that are none and where `hidden` (may be null) is not
/// 0.
void calibrate_numbers(const std::uint16_t* numbers, const std::uint8_t* hidden, Index count,
                       const NumberScale& calibration, float* values);
/// The same of floats, where what is not finite is no measurement.
void calibrate_numbers(const float* numbers, const std::uint8_t* hidden, Index count,
                       const NumberScale& calibration, float* values);

}  // namespace borderlens
