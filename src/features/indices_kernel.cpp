#include "features/indices.hpp"

namespace borderlens {

/// Vegetation through a radial basis kernel k(a, b) = exp(-(a - b)^2 / (2 sigma^2)), k(a, a) = 1.
std::vector<SpectralIndex> kernel_indices() {
    constexpr std::string_view source = "doi:10.1126/sciadv.abc7447";
    return {
        {"kNDVI", "Kernel Normalized Difference Vegetation Index",
         "(1 - exp(-(nir - red) ** 2 / (2 * sigma ** 2))) / "
         "(1 + exp(-(nir - red) ** 2 / (2 * sigma ** 2)))",
         "vegetation", source},
        {"kIPVI", "Kernel Infrared Percentage Vegetation Index",
         "1 / (1 + exp(-(nir - red) ** 2 / (2 * sigma ** 2)))", "vegetation", source},
        {"kRVI", "Kernel Ratio Vegetation Index", "1 / exp(-(nir - red) ** 2 / (2 * sigma ** 2))",
         "vegetation", source},
    };
}

/// Names in common use which the catalogue lists under another.
std::vector<SpectralIndex> common_indices() {
    return {
        {"BSI", "Bare Soil Index (the catalogue's BI)",
         "((swir1 + red) - (nir + blue)) / ((swir1 + red) + (nir + blue))", "soil",
         "Rikimaru, Roy, Miyatake 2002, Tropical Ecology 43(1)"},
    };
}

}  // namespace borderlens
