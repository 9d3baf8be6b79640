#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "raster/geometry.hpp"
#include "raster/legend.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Labelled rows to learn from. Rows of one polygon (or point) share a group: splits for testing
/// are made by group, never by row, because neighbouring pixels are no independent witnesses.
struct Samples {
    std::vector<std::string> features;
    Legend legend;                      ///< classes in order of their codes
    std::vector<float> values;          ///< [row][feature], finite
    std::vector<std::uint8_t> classes;  ///< position in `legend`, per row
    std::vector<Index> groups;          ///< polygon or point number, per row

    Index rows() const { return static_cast<Index>(classes.size()); }
    const float* row(Index number) const {
        return values.data() + number * static_cast<Index>(features.size());
    }
    /// The given rows only; features and legend stay.
    Samples select(const std::vector<Index>& row_numbers) const;
    /// The same rows with a legend of the classes they hold.
    Samples without_empty_classes() const;
    /// Rows per class, in legend order.
    std::vector<Index> class_counts() const;
};

/// Rows of several sets of the same features as one; classes are joined by code. Groups stay apart,
/// but parts with the same number in `ground` (none = all differ) hold the same places: one group
/// number there is one group, so that it is never held out in one year and learned from in another.
Samples join_samples(const std::vector<Samples>& parts, const std::vector<Index>& ground = {});

/// Classes of a label column and, per row of the table, the position of its class in `legend`
/// (-1 = no label). Whole numbers, also written as texts, are kept as codes; other texts are sorted
/// and get the codes 1, 2, ...
struct ClassField {
    Legend legend;
    std::vector<int> positions;
    bool is_text = false;  ///< classes have names instead of codes
};

/// Throws an input error for an unknown column, fractions, no label at all or more than 250
/// classes.
ClassField class_field(const Table& attributes, const std::string& field,
                       const std::string& source);

/// A pixel that a feature of a vector layer labels.
struct LabelledPixel {
    Index row = 0;
    Index col = 0;
    Index feature = 0;  ///< row of the layer
};

/// Pixels whose centre lies in a polygon (even-odd rule; a polygon too small to hold any centre
/// gives the pixel its first corner lies in), or that hold a point. The layer is in the grid's CRS;
/// what lies outside the grid is left out. Lines label nothing. Ordered by feature, row, col.
std::vector<LabelledPixel> labelled_pixels(const Grid& grid,
                                           const std::vector<Geometry>& geometries);

/// Rows for training and rows held out: of each class, `share` of its groups (rounded, at least one
/// held out and one kept where the class has two or more). The draw depends on the seed only.
std::pair<std::vector<Index>, std::vector<Index>> split_by_group(const Samples& samples,
                                                                 double share, std::uint64_t seed);

/// Row numbers of at most about `most` rows, class shares kept but no class cut below 1000 rows.
std::vector<Index> limited_rows(const Samples& samples, Index most, std::uint64_t seed);

}  // namespace borderlens
