#include <catch2/catch.hpp>

#include "app/word_hint.hpp"

using namespace borderlens;

TEST_CASE("a misspelt command or option gets the nearest one offered") {
    CHECK(word_hint({"chek", "s.toml"}) == "; did you mean 'check'?");
    CHECK(word_hint({"change", "par"}) == "; did you mean 'change pair'?");
    CHECK(word_hint({"run", "s.toml", "--thread=2"}) == "; did you mean '--threads'?");
    CHECK(word_hint({"composite", "--metod", "median"}) == "; did you mean '--method'?");
    // Known words, and words far from all, get none.
    CHECK(word_hint({"run", "s.toml", "--threads", "x"}) == "");
    CHECK(word_hint({"somewhere"}) == "");
    CHECK(word_hint({"--what"}) == "");
    CHECK(word_hint({}) == "");
}
