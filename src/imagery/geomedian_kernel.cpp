#include "imagery/geomedian_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "imagery/composite.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "imagery/geomedian_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Weiszfeld steps for `width` pixels at once. points: [look][band][width], complete: [look][width]
/// as 0 or 1, center: [band][width] from the mean on. Stops when every pixel's last step was
/// shorter than `stop` or after `steps`; shift_squared[i] is the square of pixel i's last step.
void weiszfeld(const double* points, const double* complete, Index looks, Index bands, Index width,
               Index steps, double stop, double* center, double* shift_squared) {
    const hn::ScalableTag<double> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const auto one = hn::Set(d, 1.0), tiny = hn::Set(d, 1e-300), limit = hn::Set(d, stop * stop);
    HWY_ALIGN double sums[64 * HWY_MAX_BYTES / sizeof(double)];
    for (Index i = 0; i < width; i += lanes) {
        auto moved = hn::Set(d, 1.0);
        for (Index step = 0; step < steps; ++step) {
            auto weights = hn::Zero(d);
            for (Index band = 0; band < bands; ++band)
                hn::Store(hn::Zero(d), d, sums + band * lanes);
            for (Index look = 0; look < looks; ++look) {
                const double* point = points + look * bands * width + i;
                auto squares = hn::Zero(d);
                for (Index band = 0; band < bands; ++band) {
                    const auto difference = hn::Sub(hn::LoadU(d, point + band * width),
                                                    hn::LoadU(d, center + band * width + i));
                    squares = hn::Add(squares, hn::Mul(difference, difference));
                }
                const auto weight = hn::Div(hn::LoadU(d, complete + look * width + i),
                                            hn::Sqrt(hn::Max(squares, tiny)));
                weights = hn::Add(weights, weight);
                for (Index band = 0; band < bands; ++band)
                    hn::Store(hn::Add(hn::Load(d, sums + band * lanes),
                                      hn::Mul(weight, hn::LoadU(d, point + band * width))),
                              d, sums + band * lanes);
            }
            const auto active = hn::Gt(moved, limit);
            const auto whole = hn::Div(one, hn::Max(weights, tiny));
            auto shift = hn::Zero(d);
            for (Index band = 0; band < bands; ++band) {
                const auto before = hn::LoadU(d, center + band * width + i);
                const auto after = hn::IfThenElse(
                    active, hn::Mul(hn::Load(d, sums + band * lanes), whole), before);
                const auto difference = hn::Sub(after, before);
                shift = hn::Add(shift, hn::Mul(difference, difference));
                hn::StoreU(after, d, center + band * width + i);
            }
            // A pixel that has stopped stays stopped, whatever its neighbours in the lanes do.
            moved = hn::IfThenElse(active, shift, moved);
            if (hn::AllTrue(d, hn::Le(moved, limit))) break;
        }
        hn::StoreU(moved, d, shift_squared + i);
    }
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {
namespace {

HWY_EXPORT(weiszfeld);

constexpr double stop = 1e-8;       // a ten-thousandth of a digital number
constexpr Index most_steps = 2000;  // chosen: slow cases are looks that are the optimum themselves
constexpr Index lane_steps = 60;    // chosen: most pixels stop before, the rest goes on singly
constexpr Index most_bands = 64;    // room of the kernel's sums
constexpr Index strip_px = 64;

/// A set of points of one pixel, contiguous: points[look * bands + band].
struct Cloud {
    const double* points;
    Index looks;
    Index bands;

    double distance(const double* place, Index look) const {
        double squares = 0.0;
        for (Index band = 0; band < bands; ++band) {
            const double difference = points[look * bands + band] - place[band];
            squares += difference * difference;
        }
        return std::sqrt(squares);
    }

    /// The look nearest to a place.
    Index nearest(const double* place) const {
        Index best = 0;
        double least = distance(place, 0);
        for (Index look = 1; look < looks; ++look) {
            const double here = distance(place, look);
            if (here < least) least = here, best = look;
        }
        return best;
    }

    /// Vardi and Zhang 2000, equation 2.5: a point is the optimum if the unit vectors to all others
    /// sum to no more than the number of looks at that very place.
    bool is_optimum(Index candidate) const {
        std::vector<double> pull(static_cast<std::size_t>(bands), 0.0);
        const double* place = points + candidate * bands;
        double here = 0.0;
        for (Index look = 0; look < looks; ++look) {
            const double away = distance(place, look);
            if (away == 0.0) {
                here += 1.0;
                continue;
            }
            for (Index band = 0; band < bands; ++band)
                pull[static_cast<std::size_t>(band)] +=
                    (points[look * bands + band] - place[band]) / away;
        }
        double squares = 0.0;
        for (const double component : pull) squares += component * component;
        return std::sqrt(squares) <= here;
    }

    /// One step in place; its length. At a look the step leaves it along the others' pull
    /// (Vardi and Zhang 2000, equation 2.6), where Weiszfeld's own would be stuck.
    double step(double* center) const {
        std::vector<double> sums(static_cast<std::size_t>(bands), 0.0);
        double weights = 0.0, here = 0.0;
        for (Index look = 0; look < looks; ++look) {
            const double away = distance(center, look);
            if (away < same_place) {
                here += 1.0;
                continue;
            }
            weights += 1.0 / away;
            for (Index band = 0; band < bands; ++band)
                sums[static_cast<std::size_t>(band)] += points[look * bands + band] / away;
        }
        if (weights == 0.0) return 0.0;
        double pull = 0.0;
        for (Index band = 0; band < bands; ++band) {
            double& toward = sums[static_cast<std::size_t>(band)];
            const double component = toward - weights * center[band];
            pull += component * component;
            toward /= weights;
        }
        const double stay = here == 0.0 ? 0.0 : std::min(1.0, here / std::sqrt(pull));
        double squares = 0.0;
        for (Index band = 0; band < bands; ++band) {
            const double move =
                (1.0 - stay) * (sums[static_cast<std::size_t>(band)] - center[band]);
            squares += move * move;
            center[band] += move;
        }
        return std::sqrt(squares);
    }

    /// From a start near or far to the stop.
    void finish(bool stopped, double* center) const {
        // A look in the way stops the lanes, although it need not be the optimum.
        if (stopped && distance(center, nearest(center)) < same_place) stopped = false;
        for (Index steps = 0; !stopped && steps < most_steps; ++steps) {
            if (steps % 50 == 0 && take_look(center, HUGE_VAL)) return;
            stopped = step(center) < stop;
        }
        // Near a look that is the optimum the steps become short long before they arrive.
        take_look(center, 1e-4);
    }

    /// Moves to the nearest look if it is within reach and the optimum.
    bool take_look(double* center, double reach) const {
        const Index look = nearest(center);
        if (!(distance(center, look) < reach) || !is_optimum(look)) return false;
        std::copy_n(points + look * bands, bands, center);
        return true;
    }

    static constexpr double same_place = 1e-12;  // chosen: below any difference of reflectances
};

}  // namespace

void geometric_median(const double* points, Index looks, Index bands, double* result) {
    const Cloud cloud{points, looks, bands};
    for (Index band = 0; band < bands; ++band) {
        result[band] = 0.0;
        for (Index look = 0; look < looks; ++look) result[band] += points[look * bands + band];
        result[band] /= static_cast<double>(looks);
    }
    if (looks > 2) cloud.finish(false, result);
}

void geomedian_of_looks(const std::vector<Raster<float>>& looks, Raster<float>& result) {
    const Index bands = result.bands() - 1, n = static_cast<Index>(looks.size());
    const Index count = result.grid().size();
    const auto size = [](Index a, Index b) { return static_cast<std::size_t>(a * b * strip_px); };
    std::vector<double> points(size(n, bands)), complete(size(n, 1)), center(size(bands, 1)),
        shift(size(1, 1)), column(static_cast<std::size_t>(n * bands)),
        place(static_cast<std::size_t>(bands));
    for (Index start = 0; start < count; start += strip_px) {
        const Index here = std::min(strip_px, count - start);
        std::vector<Index> whole(strip_px, 0);
        for (Index k = 0; k < n; ++k)
            for (Index i = 0; i < strip_px; ++i) {
                const Raster<float>& look = looks[static_cast<std::size_t>(k)];
                bool is_whole = i < here;
                for (Index band = 0; is_whole && band < bands; ++band)
                    is_whole = !std::isnan(look.band_data(band)[start + i]);
                complete[static_cast<std::size_t>(k * strip_px + i)] = is_whole ? 1.0 : 0.0;
                whole[static_cast<std::size_t>(i)] += is_whole ? 1 : 0;
                for (Index band = 0; band < bands; ++band)
                    points[static_cast<std::size_t>((k * bands + band) * strip_px + i)] =
                        is_whole ? static_cast<double>(look.band_data(band)[start + i]) : 0.0;
            }
        for (Index band = 0; band < bands; ++band)
            for (Index i = 0; i < strip_px; ++i) {
                double sum = 0.0;
                for (Index k = 0; k < n; ++k)
                    sum += points[static_cast<std::size_t>((k * bands + band) * strip_px + i)];
                const Index looks_here = whole[static_cast<std::size_t>(i)];
                center[static_cast<std::size_t>(band * strip_px + i)] =
                    looks_here == 0 ? 0.0 : sum / static_cast<double>(looks_here);
            }
        const bool lanes = bands <= most_bands && n > 2;
        if (lanes) HWY_DYNAMIC_DISPATCH(weiszfeld)
        (points.data(), complete.data(), n, bands, strip_px, lane_steps, stop, center.data(),
         shift.data());
        for (Index i = 0; i < here; ++i) {
            const Index looks_here = whole[static_cast<std::size_t>(i)];
            Index row = 0;
            for (Index k = 0; k < n; ++k) {
                if (complete[static_cast<std::size_t>(k * strip_px + i)] == 0.0) continue;
                for (Index band = 0; band < bands; ++band)
                    column[static_cast<std::size_t>(row * bands + band)] =
                        points[static_cast<std::size_t>((k * bands + band) * strip_px + i)];
                ++row;
            }
            for (Index band = 0; band < bands; ++band)
                place[static_cast<std::size_t>(band)] =
                    center[static_cast<std::size_t>(band * strip_px + i)];
            if (looks_here > 2)
                Cloud{column.data(), looks_here, bands}.finish(
                    lanes && shift[static_cast<std::size_t>(i)] <= stop * stop, place.data());
            for (Index band = 0; band < bands; ++band)
                result.band_data(band)[start + i] =
                    looks_here == 0 ? no_data
                                    : static_cast<float>(place[static_cast<std::size_t>(band)]);
            result.band_data(bands)[start + i] = static_cast<float>(looks_here);
        }
    }
}

}  // namespace borderlens
#endif
