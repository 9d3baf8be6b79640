#pragma once
#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "io/files.hpp"
#include "io/table_file.hpp"

namespace borderlens::test {

/// Input and expected values of one case; `input` is null where the case has no input.json.
struct SharedCase {
    std::string folder;
    Document input;
    Document expected;
};

/// Empty, with a warning, where the shared cases are not beside the checkout.
inline std::optional<SharedCase> shared_case(const std::string& name) {
    SharedCase found;
    found.folder = std::string(BORDERLENS_SHARED_DIR) + "/conformance/" + name;
    if (!file_exists(found.folder + "/expected.json")) {
        WARN("skipped: " << found.folder << " is not there");
        return std::nullopt;
    }
    if (file_exists(found.folder + "/input.json"))
        found.input = read_json(found.folder + "/input.json");
    found.expected = read_json(found.folder + "/expected.json");
    return found;
}

}  // namespace borderlens::test
