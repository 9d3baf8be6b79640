#pragma once
#include <string>
#include <vector>

#include "comparison/discontinuity_side.hpp"

namespace borderlens {

/// Bandwidths by the rule in the options, from three steps of pilot fits: a bandwidth for the
/// derivative that enters the bias of the bias, one for the bias (b), one for the estimate (h).
/// `notes` gains a sentence where repeated distances changed the pilots.
/// src: Calonico, Cattaneo, Titiunik 2014, section 4 and supplement S.2.6; with regularisation as
/// in Imbens and Kalyanaraman 2012; CER rules: Calonico, Cattaneo, Farrell 2020, section 4.
Bandwidths select_bandwidths(const RegressionSide& left, const RegressionSide& right,
                             const DiscontinuityOptions& options, std::vector<std::string>& notes);

}  // namespace borderlens
