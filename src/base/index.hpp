#pragma once
#include <cstddef>
#include <cstdint>

namespace borderlens {

/// Rows, columns, counts. Products of extents are made in it, so that 65,536 x 65,536 does not
/// wrap.
using Index = std::int64_t;

/// For subscripts of the standard library.
constexpr std::size_t as_size(Index i) {
    return static_cast<std::size_t>(i);
}

}  // namespace borderlens
