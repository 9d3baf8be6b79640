#pragma once

namespace borderlens {

/// Thrown by a command that has done its work and answers with an exit code the user asked for.
struct ExitWith {
    int code = 0;
};

}  // namespace borderlens
