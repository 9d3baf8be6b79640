#pragma once
#include <string>
#include <vector>

#include "app/command_line.hpp"

namespace borderlens {

/// Exit code of `borderlens WORDS... --quiet`, run within the test.
inline int run_words(std::vector<std::string> words) {
    words.insert(words.begin(), "borderlens");
    words.emplace_back("--quiet");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    return run_command_line(static_cast<int>(arguments.size()), arguments.data());
}

/// The same, which may replace results that are there.
inline int run_again(std::vector<std::string> words) {
    words.emplace_back("--overwrite");
    return run_words(std::move(words));
}

}  // namespace borderlens
