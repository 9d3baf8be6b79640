#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "change/irmad.hpp"
#include "change/phase_shift.hpp"
#include "stages/date_image.hpp"

namespace borderlens {

enum class PairMethod { irmad, mad, cva };
enum class Coregistration { automatic, on, off };

struct PairOptions {
    PairMethod method = PairMethod::irmad;
    IrmadOptions irmad;
    Coregistration coregistration = Coregistration::automatic;
    Index max_shift_px = 8;  ///< wider offsets are errors of georeferencing to be mended first
    /// Rows and columns the dates may lie off each other before it counts as change; 0 = none.
    Index shift_tolerance_px = 0;
    std::vector<Index> bands;  ///< 0-based; empty = all
    bool overwrite = false;
};

/// Two images (multi-band rasters or scenes) on the grid of the earlier one, with the later one
/// moved by the measured shift where that was asked for.
struct OpenedPair {
    PairSource source;
    std::vector<std::string> band_names;  ///< roles or descriptions; "" where there is none
    ImageShift shift;                     ///< peak NaN = not measured
};
OpenedPair open_pair(const std::string& before, const std::string& after,
                     const PairOptions& options);

/// The shift to undo, measured where the wish and the grids ask for it (peak = NaN: not measured).
ImageShift shift_between(const DateImage& before, const DateImage& after, Coregistration wish,
                         Index max_shift_px);

/// Writes bands chi_square, probability (of change), then the variates; returns what the command
/// prints.
Document detect_pair(const std::string& before, const std::string& after, const std::string& out,
                     const PairOptions& options);

}  // namespace borderlens
