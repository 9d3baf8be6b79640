#pragma once
#include <string>

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

/// The labelled pixels with their features. An input error if no label meets the image.
Samples collect_samples(const JoinedBands& bands, const FeatureRecipe& recipe,
                        const LabelSource& source, SampleReport& report);

}  // namespace borderlens
