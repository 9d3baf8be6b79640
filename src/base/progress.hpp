#pragma once
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "base/index.hpp"

namespace borderlens {

/// A line on the terminal that says how far a job is and how long it will still take; silent where
/// standard error is no terminal, with --quiet, and for jobs done within two seconds.
class Progress {
  public:
    Progress(std::string name, Index count);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// One more of `count` is done; may be called from any thread.
    void tick();

  private:
    void draw(Index done);

    std::string m_name;
    Index m_count;
    bool m_visible;
    std::atomic<Index> m_done{0};
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_last_drawn;
    bool m_drawn = false;
    std::mutex m_guard;
};

}  // namespace borderlens
