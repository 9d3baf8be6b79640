#include "features/indices.hpp"

namespace borderlens {

/// Burnt ground.
std::vector<SpectralIndex> burn_indices() {
    return {
        // clang-format off: name, title, formula over band roles, source; one index after the other
        {"BAI", "Burned Area Index", "1 / ((0.1 - red) ** 2 + (0.06 - nir) ** 2)", "burn",
         "https://digital.csic.es/bitstream/10261/6426/1/Martin_Isabel_Serie_Geografica.pdf"},
        {"BAIM", "Burned Area Index adapted to MODIS",
         "1 / ((0.05 - nir) ** 2) + ((0.2 - swir2) ** 2)", "burn",
         "doi:10.1016/j.foreco.2006.08.248"},
        {"BAIS2", "Burned Area Index for Sentinel 2",
         "(1 - ((red_edge2 * red_edge3 * nir_narrow) / red) ** 0.5) * (((swir2 - nir_narrow) / "
         "(swir2 + nir_narrow) ** 0.5) + 1)",
         "burn", "doi:10.3390/ecrs-2-05177"},
        {"CSI", "Char Soil Index", "nir / swir2", "burn", "doi:10.1016/j.rse.2005.04.014"},
        {"CSIT", "Char Soil Index Thermal", "nir / (swir2 * thermal / 10000)", "burn",
         "doi:10.1080/01431160600954704"},
        {"MIRBI", "Mid-Infrared Burn Index", "10 * swir2 - 9.8 * swir1 + 2", "burn",
         "doi:10.1080/01431160110053185"},
        {"NBR", "Normalized Burn Ratio", "(nir - swir2) / (nir + swir2)", "burn",
         "doi:10.3133/ofr0211"},
        {"NBR2", "Normalized Burn Ratio 2", "(swir1 - swir2) / (swir1 + swir2)", "burn",
         "https://www.usgs.gov/core-science-systems/nli/landsat/landsat-normalized-burn-ratio-2"},
        {"NBRSWIR", "Normalized Burn Ratio SWIR", "(swir2 - swir1 - 0.02) / (swir2 + swir1 + 0.1)",
         "burn", "doi:10.1080/22797254.2020.1738900"},
        {"NBRT1", "Normalized Burn Ratio Thermal 1",
         "(nir - (swir2 * thermal / 10000)) / (nir + (swir2 * thermal / 10000))", "burn",
         "doi:10.1080/01431160500239008"},
        {"NBRT2", "Normalized Burn Ratio Thermal 2",
         "((nir / (thermal / 10000)) - swir2) / ((nir / (thermal / 10000)) + swir2)", "burn",
         "doi:10.1080/01431160500239008"},
        {"NBRT3", "Normalized Burn Ratio Thermal 3",
         "((nir - (thermal / 10000)) - swir2) / ((nir - (thermal / 10000)) + swir2)", "burn",
         "doi:10.1080/01431160500239008"},
        {"NBRplus", "Normalized Burn Ratio Plus",
         "(swir2 - nir_narrow - green - blue) / (swir2 + nir_narrow + green + blue)", "burn",
         "doi:10.3390/rs14071727"},
        {"NDSWIR", "Normalized Difference SWIR", "(nir - swir1) / (nir + swir1)", "burn",
         "doi:10.1109/TGRS.2003.819190"},
        {"NDVIT", "Normalized Difference Vegetation Index Thermal",
         "(nir - (red * thermal / 10000)) / (nir + (red * thermal / 10000))", "burn",
         "doi:10.1080/01431160600954704"},
        {"NSTv1", "NIR-SWIR-Temperature Version 1", "((nir - swir2) / (nir + swir2)) * thermal",
         "burn", "doi:10.1016/j.rse.2011.06.010"},
        {"NSTv2", "NIR-SWIR-Temperature Version 2",
         "(nir - (swir2 + thermal)) / (nir + (swir2 + thermal))", "burn",
         "doi:10.1016/j.rse.2011.06.010"},
        {"SAVIT", "Soil-Adjusted Vegetation Index Thermal",
         "(1 + L) * (nir - (red * thermal / 10000)) / (nir + (red * thermal / 10000) + L)", "burn",
         "doi:10.1080/01431160600954704"},
        {"VI6T", "VI6T Index", "(nir - thermal / 10000) / (nir + thermal / 10000)", "burn",
         "doi:10.1080/01431160500239008"},
        // clang-format on
    };
}

}  // namespace borderlens
