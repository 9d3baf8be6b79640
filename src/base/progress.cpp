#include "base/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

#include "base/log.hpp"

namespace borderlens {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string duration(double seconds) {
    const long whole = static_cast<long>(seconds + 0.5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02d} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02d} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

Progress::Progress(std::string name, Index count)
    : m_name(std::move(name)),
      m_count(count),
      m_visible(isatty(STDERR_FILENO) != 0 && log_level() != LogLevel::quiet),
      m_start(Clock::now()),
      m_last_drawn(m_start) {}

Progress::~Progress() {
    if (m_drawn) std::fputs("\r\033[K", stderr);
}

void Progress::tick() {
    const Index done = ++m_done;
    if (!m_visible || seconds_since(m_start) < 2.0) return;
    const std::lock_guard<std::mutex> lock(m_guard);
    if (m_drawn && seconds_since(m_last_drawn) < 0.2) return;
    draw(done);
    m_drawn = true;
    m_last_drawn = Clock::now();
}

void Progress::draw(Index done) {
    constexpr int width = 30;  // chosen: leaves room for the words on a terminal of 80 columns
    const double share = static_cast<double>(done) / static_cast<double>(m_count);
    const double left = seconds_since(m_start) * (1.0 - share) / share;
    const int filled = static_cast<int>(share * width);
    std::fputs(fmt::format("\r\033[K{:<18} [{}{}] {:3.0f} %  {} left", m_name,
                           std::string(static_cast<std::size_t>(filled), '#'),
                           std::string(static_cast<std::size_t>(width - filled), ' '),
                           share * 100.0, duration(left))
                   .c_str(),
               stderr);
    std::fflush(stderr);
}

}  // namespace borderlens
