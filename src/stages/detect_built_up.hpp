#pragma once
#include <string>

#include "base/document.hpp"
#include "change/built_up_change.hpp"
#include "stages/detect_pair.hpp"

namespace borderlens {

struct BuiltUpPairOptions {
    BuiltUpOptions built_up;
    Coregistration coregistration = Coregistration::on;
    Index max_shift_px = 8;
    bool overwrite = false;
};

/// New built-up between two scenes on the grid of the earlier one: band 1 probability, band 2
/// decision (1 changed, 0 not, 255 no data). Returns what the command prints.
Document detect_built_up(const std::string& before, const std::string& after,
                         const std::string& out, const BuiltUpPairOptions& options);

}  // namespace borderlens
