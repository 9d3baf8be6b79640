#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// "; did you mean 'x'?" for the first word of a command line (without the program's name) that is
/// no command, or no option of its command; "" where none is near.
std::string word_hint(const std::vector<std::string>& words);

}  // namespace borderlens
