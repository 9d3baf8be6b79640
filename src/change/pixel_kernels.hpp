#pragma once
#include "base/index.hpp"

namespace borderlens {

/// Pixels the kernels work on at a time; columns handed to them are this long. Chosen: 20 variables
/// and their centred copy are 160 kB, the second-level cache.
inline constexpr Index kernel_px = 512;

/// sums[i * variables + j] += sum over pixels of a_i b_j for all j <= i.
/// a, b: `variables` columns of kernel_px values, one after the other; variables is a multiple
/// of 4.
void add_products(const double* a, const double* b, Index variables, double* sums);

/// out_k = sum over v of weights[k * variables + v] * columns_v - offset[k] for `count` rows of
/// weights. columns: `variables` of kernel_px values; out: `count` of them; count a multiple of 4.
void map_columns(const double* columns, Index variables, const double* weights,
                 const double* offset, Index count, double* out);

/// sum = sum over k of scale[k] * columns_k squared; `count` columns of kernel_px values.
void add_squares(const double* columns, Index count, const double* scale, double* sum);

}  // namespace borderlens
