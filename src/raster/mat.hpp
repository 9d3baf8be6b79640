#pragma once
// The one bridge to OpenCV: include it in .cpp files only, so that cv::Mat stays out of headers.
#include <opencv2/core.hpp>

#include "raster/raster.hpp"

namespace borderlens {

/// A cv::Mat over the same memory: no copy, valid as long as the view is.
template <typename T>
cv::Mat as_mat(RasterView<T> view) {
    using Value = std::remove_const_t<T>;
    return cv::Mat(static_cast<int>(view.rows), static_cast<int>(view.cols),
                   cv::DataType<Value>::type, const_cast<Value*>(view.data),
                   static_cast<std::size_t>(view.stride) * sizeof(T));
}

}  // namespace borderlens
