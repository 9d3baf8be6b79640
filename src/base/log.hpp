#pragma once
#include <fmt/core.h>

#include <string>
#include <utility>

namespace borderlens {

enum class LogLevel { quiet, normal, verbose };

/// Messages go to standard error; results never do. With `json`, one JSON object a line.
void set_log(LogLevel level, bool json);
LogLevel log_level();

void log_line_info(const std::string& message);
void log_line_detail(const std::string& message);
void log_line_warning(const std::string& message);
void log_line_error(const std::string& message);

/// What a user wants to know while it runs; silent with --quiet.
template <typename... Args>
void log_info(fmt::format_string<Args...> format, Args&&... args) {
    log_line_info(fmt::format(format, std::forward<Args>(args)...));
}

/// What helps to find a cause; shown with --verbose only.
template <typename... Args>
void log_detail(fmt::format_string<Args...> format, Args&&... args) {
    log_line_detail(fmt::format(format, std::forward<Args>(args)...));
}

/// Something the user should look at, although work goes on; shown also with --quiet.
template <typename... Args>
void log_warning(fmt::format_string<Args...> format, Args&&... args) {
    log_line_warning(fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace borderlens
