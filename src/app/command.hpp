#pragma once
#include <string>
#include <vector>

#include "app/arguments.hpp"

namespace borderlens {

/// One option of a command. Options take one value unless `is_flag`.
struct OptionSpec {
    std::string name;  ///< "--bandwidth"
    std::string help;
    std::string default_value = "";  ///< "" = none; shown in --help
    bool required = false;
    bool is_flag = false;
    bool repeatable = false;                ///< may be given several times, or with several values
    std::vector<std::string> choices = {};  ///< allowed values; empty = any
    int value_count = 1;                    ///< values after one name, e.g. 2 for --paths TO OUT
};

/// One argument by position.
struct PositionalSpec {
    std::string name;  ///< "STUDY"
    std::string help;
    int at_least = 1;
    int at_most = 1;  ///< -1 = any number; only the last one may have it
};

/// One command: a name of one or two words ("change pair"), what it takes and what it does.
struct Command {
    std::string name;
    std::string summary;  ///< one line
    std::string example;  ///< one command line that works
    std::vector<PositionalSpec> positionals;
    std::vector<OptionSpec> options;
    void (*run)(const Arguments&) = nullptr;
};

}  // namespace borderlens
