#pragma once
#include <string>

namespace borderlens {

/// Where the labels have to lie: within `zone_km` of the border.
struct LabelPlace {
    std::string border_path;
    std::string crs;  ///< projected, metres
    double zone_km = 0.0;
};

/// What a file of labels says about itself.
struct LabelHints {
    std::string class_field;  ///< "" for a map of classes
    std::string name_field;   ///< names of numbered classes; "" = none
    bool has_years = false;   ///< a field `year`
};

/// Looks into label polygons, points or a map of classes: the field of the classes (the one asked
/// for, else `class`, else the one that holds names of known classes, else the only one of texts),
/// how many labels of each, in which CRS, how many within the border zone. Says what it found and
/// warns of what will not serve; an input error where no field can be chosen, listing the fields
/// with what they hold.
LabelHints look_into_labels(const std::string& path, const std::string& wanted_field,
                            const LabelPlace& place);

}  // namespace borderlens
