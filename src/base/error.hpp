#pragma once
#include <fmt/core.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace borderlens {

/// The one exception type. Its kind decides the exit code: the user can mend `input` (2),
/// `internal` is our bug (1). The message names the thing, what was found, what was expected and
/// what to do.
class Error : public std::runtime_error {
  public:
    enum class Kind { input, internal };

    Error(Kind kind, const std::string& message) : std::runtime_error(message), m_kind(kind) {}

    Kind kind() const { return m_kind; }

    /// The same error with one more line of knowledge in front, e.g. the file a key was read from.
    Error with_context(const std::string& context) const {
        return Error(m_kind, context + ": " + what());
    }

  private:
    Kind m_kind;
};

/// An error the user can mend. Throw it: `throw input_error("{}: band {} is missing", path, band)`.
template <typename... Args>
Error input_error(fmt::format_string<Args...> format, Args&&... args) {
    return Error(Error::Kind::input, fmt::format(format, std::forward<Args>(args)...));
}

/// An error that is our bug.
template <typename... Args>
Error internal_error(fmt::format_string<Args...> format, Args&&... args) {
    return Error(Error::Kind::internal, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace borderlens
