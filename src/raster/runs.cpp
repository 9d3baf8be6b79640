#include "raster/runs.hpp"

namespace borderlens {
namespace {

/// First column from `col` on whose code is another one.
template <typename T>
Index run_end(const T* cells, Index col, Index cols, T code) {
    constexpr Index step = 16;  // chosen: compilers compare so many at once
    for (; col + step <= cols; col += step) {
        bool same = true;
        for (Index i = 0; i < step; ++i) same &= cells[col + i] == code;
        if (!same) break;
    }
    while (col < cols && cells[col] == code) ++col;
    return col;
}

}  // namespace

template <typename T>
RunRows runs_of(RasterView<const T> codes, Index row0, T background) {
    RunRows strip;
    strip.row0 = row0;
    strip.starts.reserve(static_cast<std::size_t>(codes.rows) + 1);
    for (Index row = 0; row < codes.rows; ++row) {
        const T* cells = codes.row(row);
        Index col = 0;
        while (col < codes.cols) {
            const T code = cells[col];
            const Index begin = col;
            // Most runs of a mixed map end at once.
            col = col + 1 < codes.cols && cells[col + 1] == code
                      ? run_end(cells, col + 2, codes.cols, code)
                      : col + 1;
            if (code != background)
                strip.runs.push_back({static_cast<std::int32_t>(begin),
                                      static_cast<std::int32_t>(col),
                                      static_cast<std::int32_t>(code), -1});
        }
        strip.starts.push_back(strip.runs.size());
    }
    return strip;
}

template RunRows runs_of(RasterView<const std::int32_t>, Index, std::int32_t);
template RunRows runs_of(RasterView<const ClassCode>, Index, ClassCode);

}  // namespace borderlens
