#pragma once
#include <cstdint>

namespace borderlens {

/// Rows, columns, counts. Products of extents are made in it, so that 65,536 x 65,536 does not
/// wrap.
using Index = std::int64_t;

}  // namespace borderlens
