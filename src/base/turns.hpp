#pragma once
#include <condition_variable>
#include <mutex>

#include "base/index.hpp"

namespace borderlens {

/// Lets calls on several threads do a last step in the order of their numbers, which they draw as
/// they begin. Who waits sleeps.
class Turns {
  public:
    /// One call's: 0, 1, 2, ... as they are drawn. When it goes the next one's turn comes, whatever
    /// happened.
    class Turn {
      public:
        explicit Turn(Turns& turns) : m_turns(turns), m_number(turns.draw()) {}
        ~Turn() { m_turns.pass(m_number); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

        Index number() const { return m_number; }
        /// Until all that were drawn before it have passed.
        void wait() { m_turns.wait(m_number); }

      private:
        Turns& m_turns;
        Index m_number;
    };

  private:
    Index draw() {
        const std::lock_guard<std::mutex> lock(m_guard);
        return m_drawn++;
    }
    void wait(Index number) {
        std::unique_lock<std::mutex> lock(m_guard);
        m_moved.wait(lock, [&] { return m_next == number; });
    }
    void pass(Index number) {
        wait(number);
        const std::lock_guard<std::mutex> lock(m_guard);
        ++m_next;
        m_moved.notify_all();
    }

    std::mutex m_guard;
    std::condition_variable m_moved;
    Index m_drawn = 0;
    Index m_next = 0;
};

}  // namespace borderlens
