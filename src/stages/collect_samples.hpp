#pragma once
#include <functional>
#include <string>
#include <vector>

#include "features/features.hpp"
#include "learning/samples.hpp"
#include "stages/joined_bands.hpp"

namespace borderlens {

/// What was found beside the samples, for the summary.
struct SampleReport {
    Index polygons = 0;      ///< features of the layer that gave at least one row
    Index labelled_px = 0;   ///< pixels labelled inside the image
    Index without_data = 0;  ///< of these, left out because a band has no data there
    Index ambiguous = 0;     ///< of these, left out because two classes claim them
    bool text_classes = false;
    std::vector<Point> places;  ///< centre of the pixel of each row of the samples
};

/// Where labels come from: a layer of polygons or points (any OGR source, also a table with columns
/// lon, lat), reprojected to the image; or a class raster, whose pixels are taken in blocks of
/// `map_block_px` that are held out together, at most `most_rows` of them at random.
struct LabelSource {
    std::string path;
    std::string field;            ///< class field of a layer; "" for a raster
    std::string name_field = "";  ///< names of numbered classes; "" = the numbers
    std::string year_field = "";  ///< "" = labels of every year are taken
    int first_year = 0;           ///< with year_field: labels of these years only
    int last_year = 0;
    Index map_block_px = 64;
    Index most_rows = 200000;
    std::uint64_t seed = 1;
};

/// A labelled pixel before its features are known.
struct PlacedLabel {
    Index row = 0;
    Index col = 0;
    Index group = 0;   ///< polygon, point or block: held out together
    int position = 0;  ///< in the legend
};

struct PlacedLabels {
    Legend legend;
    std::vector<PlacedLabel> pixels;
};

/// Codes of a class raster at the centres of the image's pixels, whatever its CRS and pixel size;
/// `no_code` outside it, where it has no data and, where `pure`, wherever a neighbour among the
/// map's own 3 x 3 pixels has another code. Only the map's part over the image is read.
Raster<std::int32_t> codes_on(const Grid& grid, const std::string& map,
                              const std::function<std::int32_t(std::int32_t)>& meaning, bool pure);

/// The block of side `block_px` a pixel lies in, as a number: what is held out together.
Index block_number(const Grid& grid, Index row, Index col, Index block_px);

/// Where the labels of a source lie on a grid; pixels that two classes claim are left out and
/// counted. Empty where none lies on it.
PlacedLabels place_labels(const Grid& grid, const LabelSource& source, SampleReport& report);

/// Features of labelled pixels; those without data are left out and counted, classes without pixels
/// too. `source` names the labels in messages. An input error if no label is of use.
Samples samples_at(const JoinedBands& bands, const FeatureRecipe& recipe, PlacedLabels labels,
                   const std::string& source, SampleReport& report);

/// The labelled pixels with their features. An input error if no label meets the image.
Samples collect_samples(const JoinedBands& bands, const FeatureRecipe& recipe,
                        const LabelSource& source, SampleReport& report);

}  // namespace borderlens
