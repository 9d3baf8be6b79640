#include "io/process.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/error.hpp"

extern char** environ;

namespace borderlens {

ProgramAnswer run_program(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw internal_error("no pipe to {}", words.front());
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    pid_t process = 0;
    const int failure =
        ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    ProgramAnswer answer;
    std::array<char, 4096> chunk{};
    ssize_t got = 0;
    while (failure == 0 &&
           ((got = ::read(ends[0], chunk.data(), chunk.size())) > 0 || (got < 0 && errno == EINTR)))
        if (got > 0) answer.output.append(chunk.data(), static_cast<std::size_t>(got));
    ::close(ends[0]);
    if (failure != 0) {
        answer.exit_code = 127;
        return answer;
    }
    int state = 0;
    while (::waitpid(process, &state, 0) < 0 && errno == EINTR) {
    }
    answer.exit_code = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    return answer;
}

}  // namespace borderlens
