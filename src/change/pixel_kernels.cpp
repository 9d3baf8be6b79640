#include "change/pixel_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "change/pixel_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Eight sums stay in registers: two columns of a against four of b.
void add_products(const double* a, const double* b, Index variables, double* sums) {
    const hn::ScalableTag<double> d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    for (Index i = 0; i < variables; i += 2)
        for (Index j = 0; j <= i; j += 4) {
            const double *a0 = a + i * kernel_px, *a1 = a0 + kernel_px;
            const double *b0 = b + j * kernel_px, *b1 = b0 + kernel_px;
            const double *b2 = b1 + kernel_px, *b3 = b2 + kernel_px;
            auto s00 = hn::Zero(d), s01 = s00, s02 = s00, s03 = s00;
            auto s10 = s00, s11 = s00, s12 = s00, s13 = s00;
            for (Index k = 0; k < kernel_px; k += step) {
                const auto x0 = hn::LoadU(d, a0 + k), x1 = hn::LoadU(d, a1 + k);
                const auto y0 = hn::LoadU(d, b0 + k), y1 = hn::LoadU(d, b1 + k);
                const auto y2 = hn::LoadU(d, b2 + k), y3 = hn::LoadU(d, b3 + k);
                s00 = hn::MulAdd(x0, y0, s00), s01 = hn::MulAdd(x0, y1, s01);
                s02 = hn::MulAdd(x0, y2, s02), s03 = hn::MulAdd(x0, y3, s03);
                s10 = hn::MulAdd(x1, y0, s10), s11 = hn::MulAdd(x1, y1, s11);
                s12 = hn::MulAdd(x1, y2, s12), s13 = hn::MulAdd(x1, y3, s13);
            }
            double *row0 = sums + i * variables + j, *row1 = row0 + variables;
            row0[0] += hn::GetLane(hn::SumOfLanes(d, s00)),
                row0[1] += hn::GetLane(hn::SumOfLanes(d, s01));
            row0[2] += hn::GetLane(hn::SumOfLanes(d, s02)),
                row0[3] += hn::GetLane(hn::SumOfLanes(d, s03));
            row1[0] += hn::GetLane(hn::SumOfLanes(d, s10)),
                row1[1] += hn::GetLane(hn::SumOfLanes(d, s11));
            row1[2] += hn::GetLane(hn::SumOfLanes(d, s12)),
                row1[3] += hn::GetLane(hn::SumOfLanes(d, s13));
        }
}

void map_columns(const double* columns, Index variables, const double* weights,
                 const double* offset, Index count, double* out) {
    const hn::ScalableTag<double> d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    for (Index row = 0; row < count; row += 4) {
        const double *w0 = weights + row * variables, *w1 = w0 + variables;
        const double *w2 = w1 + variables, *w3 = w2 + variables;
        for (Index k = 0; k < kernel_px; k += 2 * step) {
            auto p0 = hn::Set(d, -offset[row]), p1 = hn::Set(d, -offset[row + 1]);
            auto p2 = hn::Set(d, -offset[row + 2]), p3 = hn::Set(d, -offset[row + 3]);
            auto q0 = p0, q1 = p1, q2 = p2, q3 = p3;
            const double* place = columns + k;
            for (Index v = 0; v < variables; ++v, place += kernel_px) {
                const auto x = hn::LoadU(d, place), y = hn::LoadU(d, place + step);
                const auto f0 = hn::Set(d, w0[v]), f1 = hn::Set(d, w1[v]);
                const auto f2 = hn::Set(d, w2[v]), f3 = hn::Set(d, w3[v]);
                p0 = hn::MulAdd(f0, x, p0), q0 = hn::MulAdd(f0, y, q0);
                p1 = hn::MulAdd(f1, x, p1), q1 = hn::MulAdd(f1, y, q1);
                p2 = hn::MulAdd(f2, x, p2), q2 = hn::MulAdd(f2, y, q2);
                p3 = hn::MulAdd(f3, x, p3), q3 = hn::MulAdd(f3, y, q3);
            }
            double* target = out + row * kernel_px + k;
            hn::StoreU(p0, d, target), hn::StoreU(q0, d, target + step);
            target += kernel_px;
            hn::StoreU(p1, d, target), hn::StoreU(q1, d, target + step);
            target += kernel_px;
            hn::StoreU(p2, d, target), hn::StoreU(q2, d, target + step);
            target += kernel_px;
            hn::StoreU(p3, d, target), hn::StoreU(q3, d, target + step);
        }
    }
}

void add_squares(const double* columns, Index count, const double* scale, double* sum) {
    const hn::ScalableTag<double> d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    for (Index k = 0; k < kernel_px; k += step) {
        auto total = hn::Zero(d);
        for (Index c = 0; c < count; ++c) {
            const auto x = hn::LoadU(d, columns + c * kernel_px + k);
            total = hn::MulAdd(hn::Mul(x, x), hn::Set(d, scale[c]), total);
        }
        hn::StoreU(total, d, sum + k);
    }
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {
namespace {

HWY_EXPORT(add_products);
HWY_EXPORT(map_columns);
HWY_EXPORT(add_squares);

}  // namespace

void add_products(const double* a, const double* b, Index variables, double* sums) {
    HWY_DYNAMIC_DISPATCH(add_products)(a, b, variables, sums);
}

void map_columns(const double* columns, Index variables, const double* weights,
                 const double* offset, Index count, double* out) {
    HWY_DYNAMIC_DISPATCH(map_columns)(columns, variables, weights, offset, count, out);
}

void add_squares(const double* columns, Index count, const double* scale, double* sum) {
    HWY_DYNAMIC_DISPATCH(add_squares)(columns, count, scale, sum);
}

}  // namespace borderlens
#endif
