#pragma once
#include <vector>

#include "imagery/date.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// What the band `filled` says of a pixel that a harmonic fit has filled; fill_gaps counts the
/// periods it takes from 1 on and never comes so far.
inline constexpr float filled_by_fit = 100.0F;

/// Fills pixels without a valid look by what their own looks of all periods say of that day of the
/// year: harmonic_coefficients of each band, read at `day`, kept within the range of the looks.
/// Pixels whose looks carry no harmonic stay empty. A change of the ground between the looks is not
/// seen: such pixels are flagged, not to be believed.
/// `target` holds bands and, last, the count of valid looks; `looks` the same bands without a
/// count. Returns the bands, `filled` (0 or filled_by_fit), then the count.
Raster<float> fill_harmonic(const Raster<float>& target, Date day, const std::vector<Date>& dates,
                            const std::vector<Raster<float>>& looks);

}  // namespace borderlens
