#pragma once
#include "app/command.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// Positional STUDY and option --out, shared by all commands that take a study.
PositionalSpec study_positional();
OptionSpec run_folder_option();
Study study_of(const Arguments& arguments);

}  // namespace borderlens
