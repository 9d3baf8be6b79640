#include "raster/lane_sums_kernel.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "raster/lane_sums_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// All whole groups of lanes; gives how many values they hold.
Index add_groups(const double* row, Index count, LaneSums& to) {
    const hn::CappedTag<double, LaneSums::lanes> d;
    const Index group = static_cast<Index>(LaneSums::lanes);
    const auto about = hn::Set(d, to.about), none = hn::Set(d, to.none), one = hn::Set(d, 1.0);
    Index i = 0;
    for (; i + group <= count; i += group)
        for (std::size_t lane = 0; lane < LaneSums::lanes; lane += hn::Lanes(d)) {
            const auto value = hn::LoadU(d, row + i + lane);
            const auto valid = hn::AndNot(hn::Eq(value, none), hn::Eq(value, value));
            const auto apart = hn::IfThenElseZero(valid, hn::Sub(value, about));
            const auto add = [&](double* sum, auto more) {
                hn::StoreU(hn::Add(hn::LoadU(d, sum), more), d, sum);
            };
            add(to.sums.data() + lane, apart);
            add(to.squares.data() + lane, hn::Mul(apart, apart));
            add(to.counts.data() + lane, hn::IfThenElseZero(valid, one));
            const auto low = hn::LoadU(d, to.lows.data() + lane);
            const auto high = hn::LoadU(d, to.highs.data() + lane);
            hn::StoreU(hn::IfThenElse(hn::And(valid, hn::Lt(value, low)), value, low), d,
                       to.lows.data() + lane);
            hn::StoreU(hn::IfThenElse(hn::And(valid, hn::Gt(value, high)), value, high), d,
                       to.highs.data() + lane);
        }
    return i;
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {
namespace {

HWY_EXPORT(add_groups);

}  // namespace

void LaneSums::add_row(const double* row, Index count) {
    const Index done = HWY_DYNAMIC_DISPATCH(add_groups)(row, count, *this);
    for (Index i = done; i < count; ++i) {
        const auto lane = static_cast<std::size_t>(i - done);
        const double value = row[i];
        const bool valid = value == value && value != none;
        const double apart = valid ? value - about : 0.0;
        sums[lane] += apart;
        squares[lane] += apart * apart;
        counts[lane] += valid ? 1.0 : 0.0;
        lows[lane] = valid && value < lows[lane] ? value : lows[lane];
        highs[lane] = valid && value > highs[lane] ? value : highs[lane];
    }
}

}  // namespace borderlens
#endif  // HWY_ONCE
