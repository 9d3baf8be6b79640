#include "raster/runs.hpp"

namespace borderlens {

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
            const Index begin = col++;
            while (col < codes.cols && cells[col] == code) ++col;
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
