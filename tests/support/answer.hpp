#pragma once
#include <catch2/catch.hpp>
#include <string>

#include "base/error.hpp"

namespace borderlens {

/// What a call says of bad input, or "accepted". Anything else it throws is the test's failure.
template <typename Call>
std::string answer_of(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        CHECK(error.kind() == Error::Kind::input);
        return error.what();
    }
    return "accepted";
}

}  // namespace borderlens
