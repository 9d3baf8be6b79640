#include "app/study_arguments.hpp"

#include "app/config.hpp"

namespace borderlens {

PositionalSpec study_positional() {
    return {"STUDY", "study file (.toml)"};
}

OptionSpec run_folder_option() {
    return {.name = "--out", .help = "run folder (default: as the study says, or runs/<study>)"};
}

Study study_of(const Arguments& arguments) {
    return read_study(arguments.text("STUDY"), arguments.text_or("--out", ""));
}

}  // namespace borderlens
