#pragma once
#include <string>

#include "stages/study.hpp"

namespace borderlens {

/// Reads and checks a study file: every key known, of the right type and in range, every named file
/// there. Paths in the file are relative to it; `run_folder` may be overridden ("" = as the file
/// says, or runs/<name> below the current folder).
Study read_study(const std::string& path, const std::string& run_folder = "");

}  // namespace borderlens
