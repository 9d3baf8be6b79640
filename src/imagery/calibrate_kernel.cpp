#include "imagery/calibrate_kernel.hpp"

#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "imagery/calibrate_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// As many whole vectors as there are; gives how many numbers they hold. Product and sum are
/// rounded one after the other, as everywhere.
Index run_calibration(const std::uint16_t* numbers, const std::uint8_t* hidden, Index count,
                      const NumberScale& calibration, float* values) {
    const hn::ScalableTag<double> wide;
    const hn::Rebind<float, decltype(wide)> narrow;
    const hn::Rebind<std::int32_t, decltype(wide)> whole;
    const hn::Rebind<std::uint16_t, decltype(wide)> stored;
    const hn::Rebind<std::uint8_t, decltype(wide)> flags;
    const Index step = static_cast<Index>(hn::Lanes(wide));
    const auto scale = hn::Set(wide, calibration.scale);
    const auto offset = hn::Set(wide, calibration.offset);
    const auto none = hn::Set(wide, static_cast<double>(calibration.no_data));
    const auto limit = hn::Set(wide, static_cast<double>(calibration.limit));
    const auto missing = hn::Set(wide, std::numeric_limits<double>::quiet_NaN());
    Index i = 0;
    for (; i + step <= count; i += step) {
        const auto number =
            hn::PromoteTo(wide, hn::PromoteTo(whole, hn::LoadU(stored, numbers + i)));
        auto good = hn::AndNot(hn::Eq(number, none), hn::Lt(number, limit));
        if (hidden != nullptr) {
            const auto flag =
                hn::PromoteTo(wide, hn::PromoteTo(whole, hn::LoadU(flags, hidden + i)));
            good = hn::And(good, hn::Eq(flag, hn::Zero(wide)));
        }
        const auto value = hn::Add(hn::Mul(number, scale), offset);
        hn::StoreU(hn::DemoteTo(narrow, hn::IfThenElse(good, value, missing)), narrow, values + i);
    }
    return i;
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {
namespace {

HWY_EXPORT(run_calibration);

template <typename Number>
void calibrate_plainly(const Number* numbers, const std::uint8_t* hidden, Index count,
                       const NumberScale& calibration, float* values) {
    for (Index i = 0; i < count; ++i) {
        const float number = static_cast<float>(numbers[i]);
        const bool good = number != calibration.no_data && number < calibration.limit &&
                          std::isfinite(number) && (hidden == nullptr || hidden[i] == 0);
        values[i] = good ? static_cast<float>(static_cast<double>(number) * calibration.scale +
                                              calibration.offset)
                         : std::numeric_limits<float>::quiet_NaN();
    }
}

}  // namespace

void calibrate_numbers(const std::uint16_t* numbers, const std::uint8_t* hidden, Index count,
                       const NumberScale& calibration, float* values) {
    const Index done =
        HWY_DYNAMIC_DISPATCH(run_calibration)(numbers, hidden, count, calibration, values);
    calibrate_plainly(numbers + done, hidden == nullptr ? nullptr : hidden + done, count - done,
                      calibration, values + done);
}

void calibrate_numbers(const float* numbers, const std::uint8_t* hidden, Index count,
                       const NumberScale& calibration, float* values) {
    calibrate_plainly(numbers, hidden, count, calibration, values);
}

}  // namespace borderlens
#endif
