#pragma once
#include <algorithm>

#include "base/index.hpp"

namespace borderlens {

/// A rectangle of pixels: rows row0 .. row0 + rows - 1, columns likewise.
struct Window {
    Index row0 = 0;
    Index col0 = 0;
    Index rows = 0;
    Index cols = 0;

    Index size() const { return rows * cols; }
    Index row_end() const { return row0 + rows; }
    Index col_end() const { return col0 + cols; }
    bool empty() const { return rows <= 0 || cols <= 0; }
    bool contains(Index row, Index col) const {
        return row >= row0 && row < row_end() && col >= col0 && col < col_end();
    }
    Window intersect(const Window& other) const {
        const Index top = std::max(row0, other.row0), left = std::max(col0, other.col0);
        return {top, left, std::max<Index>(0, std::min(row_end(), other.row_end()) - top),
                std::max<Index>(0, std::min(col_end(), other.col_end()) - left)};
    }
    Window pad(Index px) const { return {row0 - px, col0 - px, rows + 2 * px, cols + 2 * px}; }
    /// The same pixels counted from the first of `outer`.
    Window relative_to(const Window& outer) const {
        return {row0 - outer.row0, col0 - outer.col0, rows, cols};
    }
    bool operator==(const Window&) const = default;
};

}  // namespace borderlens
