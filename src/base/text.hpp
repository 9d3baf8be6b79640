#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace borderlens {

/// ASCII letters in lower case.
std::string lower(std::string_view text);

/// Without the characters of `blanks` at both ends.
std::string trimmed(std::string_view text, const char* blanks = " \t\r\n");

/// "a, b, c".
std::string joined(const std::vector<std::string>& names);

/// "built_up" -> "built up".
std::string in_words(std::string id);

/// What stands behind the last slash.
std::string file_name(const std::string& path);

}  // namespace borderlens
