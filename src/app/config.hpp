#pragma once
#include <string>

#include "stages/study.hpp"

namespace borderlens {

/// Reads and checks a study file: every key known, of the right type and in range, every named file
/// there. Paths in the file are relative to it; `run_folder` may be overridden ("" = as the file
/// says, or runs/<name> below the current folder). `before_fetch`: files of the study's cache need
/// not be there yet.
Study read_study(const std::string& path, const std::string& run_folder = "",
                 bool before_fetch = false);

}  // namespace borderlens
