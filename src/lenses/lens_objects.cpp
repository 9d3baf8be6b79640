#include "lenses/lens_objects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "lenses/photovoltaics.hpp"
#include "raster/components.hpp"
#include "raster/polygons.hpp"

namespace borderlens {

double rectangle_fill(const Raster<std::int32_t>& labels, std::int32_t label,
                      const Window& bounds) {
    Index cells = 0;
    std::vector<cv::Point2f> corners;
    for (Index row = bounds.row0; row < bounds.row_end(); ++row) {
        Index first = -1, last = -1;
        for (Index col = bounds.col0; col < bounds.col_end(); ++col)
            if (labels(row, col) == label) {
                ++cells;
                if (first < 0) first = col;
                last = col + 1;
            }
        if (first < 0) continue;
        for (const Index col : {first, last})
            for (const Index edge : {row, row + 1})
                corners.emplace_back(static_cast<float>(col - bounds.col0),
                                     static_cast<float>(edge - bounds.row0));
    }
    const cv::Size2f size = cv::minAreaRect(corners).size;
    return static_cast<double>(cells) /
           std::max(1.0, static_cast<double>(size.width) * static_cast<double>(size.height));
}

ObjectLimits object_limits(const Lens& lens) {
    if (lens.name != "photovoltaics") return {};
    const PlantLimits plant;
    return {.least_area_ha = plant.least_area_ha,
            .greatest_area_ha = plant.greatest_area_ha,
            .least_fill = plant.least_fill,
            .gap_m = plant.gap_m,
            .regular_area_ha = plant.regular_area_ha,
            .regular_fill = plant.regular_fill,
            .regular_odds = plant.regular_odds};
}

double probability_by_shape(double mean_probability, double area_ha, double fill,
                            const ObjectLimits& limits) {
    if (area_ha < limits.regular_area_ha || fill < limits.regular_fill) return mean_probability;
    const double yes = limits.regular_odds * mean_probability;
    return yes / (yes + 1.0 - mean_probability);
}

Index gap_reach_px(double gap_m, double pixel_size_m) {
    return (static_cast<Index>(gap_m / pixel_size_m) + 1) / 2;
}

void close_gaps(Raster<ClassCode>& classes, ClassCode code, ClassCode otherwise, Index reach) {
    if (reach < 1) return;
    const int rows = static_cast<int>(classes.rows()), cols = static_cast<int>(classes.cols());
    cv::Mat mask(rows, cols, CV_8U);
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col)
            mask.at<std::uint8_t>(row, col) = classes(row, col) == code;
    const int side = static_cast<int>(2 * reach + 1);
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, cv::Size(side, side)));
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col)
            if (mask.at<std::uint8_t>(row, col) != 0 && classes(row, col) == otherwise)
                classes(row, col) = code;
}

std::vector<LensObject> find_lens_objects(std::vector<Raster<ClassCode>>& classes,
                                          const Raster<float>& probability, ClassCode code,
                                          ClassCode otherwise, const ObjectLimits& limits) {
    const Grid& grid = classes.back().grid();
    const double pixel_m = std::sqrt(grid.pixel_area_m2());
    for (Raster<ClassCode>& layer : classes)
        close_gaps(layer, code, otherwise, gap_reach_px(limits.gap_m, pixel_m));
    // What stood at any time is one thing with what stands now: joined before it is judged.
    Raster<std::int32_t> mask(grid);
    for (const Raster<ClassCode>& layer : classes)
        for (Index i = 0; i < grid.size(); ++i)
            if (layer.band_data()[i] == code) mask.band_data()[i] = 1;
    for (std::int32_t& cell : mask.values())
        if (cell == 0) cell = std::numeric_limits<std::int32_t>::min();
    const LabelledComponents found = label_components(mask, Connectivity::eight);
    std::vector<Geometry> shapes = outlines(found);
    const double cell_ha = grid.pixel_area_m2() / 10000.0;
    std::vector<LensObject> objects;
    for (std::size_t n = 0; n < found.components.size(); ++n) {
        const Component& component = found.components[n];
        const std::int32_t label = static_cast<std::int32_t>(n) + 1;
        LensObject object;
        object.area_ha = static_cast<double>(component.cells) * cell_ha;
        const bool sized =
            object.area_ha >= limits.least_area_ha && object.area_ha <= limits.greatest_area_ha;
        const Window bounds = component.bounds();
        if (sized) object.fill = rectangle_fill(found.labels, label, bounds);
        const bool kept = sized && object.fill >= limits.least_fill;
        std::vector<Index> there(classes.size(), 0);
        double sum = 0.0;
        for (Index row = bounds.row0; row < bounds.row_end(); ++row)
            for (Index col = bounds.col0; col < bounds.col_end(); ++col) {
                if (found.labels(row, col) != label) continue;
                for (std::size_t t = 0; t < classes.size(); ++t) {
                    ClassCode& cell = classes[t](row, col);
                    if (cell == code) ++there[t];
                    if (cell == code && !kept) cell = otherwise;
                }
                if (classes.back()(row, col) == code)
                    sum += static_cast<double>(probability(row, col));
            }
        if (!kept || there.back() == 0) continue;
        object.area_ha = static_cast<double>(there.back()) * cell_ha;
        object.probability = probability_by_shape(sum / static_cast<double>(there.back()),
                                                  object.area_ha, object.fill, limits);
        while (2 * there[object.first_time] < there.back()) ++object.first_time;
        object.outline = std::move(shapes[n].polygons);
        objects.push_back(std::move(object));
    }
    std::stable_sort(objects.begin(), objects.end(), [](const LensObject& a, const LensObject& b) {
        return a.area_ha > b.area_ha;
    });
    return objects;
}

}  // namespace borderlens
