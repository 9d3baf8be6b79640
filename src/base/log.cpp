#include "base/log.hpp"

#include <fmt/chrono.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <ctime>
#include <nlohmann/json.hpp>

namespace borderlens {
namespace {

LogLevel g_level = LogLevel::normal;
bool g_json = false;

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = spdlog::stderr_color_mt("borderlens");
        made->set_pattern("%v");
        made->set_level(spdlog::level::debug);
        return made;
    }();
    return *instance;
}

void write(spdlog::level::level_enum level, const char* prefix, const std::string& message) {
    if (g_json) {
        const auto name = spdlog::level::to_string_view(level);
        const nlohmann::json line = {
            {"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
            {"level", std::string(name.data(), name.size())},
            {"message", message}};
        logger().log(level, "{}",
                     line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        logger().log(level, "{}{}", prefix, message);
    }
}

}  // namespace

void set_log(LogLevel level, bool json) {
    g_level = level;
    g_json = json;
}

LogLevel log_level() {
    return g_level;
}

void log_line_info(const std::string& message) {
    if (g_level != LogLevel::quiet) write(spdlog::level::info, "", message);
}

void log_line_detail(const std::string& message) {
    if (g_level == LogLevel::verbose) write(spdlog::level::debug, "", message);
}

void log_line_warning(const std::string& message) {
    write(spdlog::level::warn, "warning: ", message);
}

void log_line_error(const std::string& message) {
    write(spdlog::level::err, "error: ", message);
}

}  // namespace borderlens
