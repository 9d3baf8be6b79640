#pragma once
#include "base/document.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// Fills the study's cache with what its [fetch] names: open layers and maps, then the scenes its
/// catalogues find, cut to the border zone. What is there stays. Beside them: items.json (what was
/// found), sources.csv (what came from where, when, under which licence).
/// Returns the counts; an input error at the end if scenes could not be had (others are kept).
Document fetch_study(const Study& study);

}  // namespace borderlens
