#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// The entry of `words` with the fewest edits from `word` (Levenshtein 1966); "" if all are far.
std::string nearest_word(const std::string& word, const std::vector<std::string>& words);

/// "; did you mean 'x'?" for the end of a message, or "" if all are far.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& words);

}  // namespace borderlens
