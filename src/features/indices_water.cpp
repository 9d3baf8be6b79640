#include "features/indices.hpp"

namespace borderlens {

/// Water and its turbidity.
std::vector<SpectralIndex> water_indices() {
    return {
        // clang-format off: name, title, formula over band roles, source; one index after the other
        {"ANDWI", "Augmented Normalized Difference Water Index",
         "(blue + green + red - nir - swir1 - swir2) / (blue + green + red + nir + swir1 + swir2)",
         "water", "doi:10.1016/j.envsoft.2021.105030"},
        {"AWEInsh", "Automated Water Extraction Index",
         "4 * (green - swir1) - 0.25 * nir + 2.75 * swir2", "water",
         "doi:10.1016/j.rse.2013.08.029"},
        {"AWEIsh", "Automated Water Extraction Index with Shadows Elimination",
         "blue + 2.5 * green - 1.5 * (nir + swir1) - 0.25 * swir2", "water",
         "doi:10.1016/j.rse.2013.08.029"},
        {"FAI", "Floating Algae Index",
         "nir - (red + (swir1 - red) * ((lambdaN - lambdaR) / (lambdaS1 - lambdaR)))", "water",
         "doi:10.1016/j.rse.2009.05.012"},
        {"FDI", "Floating Debris Index",
         "nir - (red_edge2 + 10 * (swir1 - red_edge2) * (lambdaN - lambdaR) / (lambdaS1 - "
         "lambdaR))",
         "water", "doi:10.1038/s41598-020-62298-z"},
        {"FWEI", "Flood/Water Extraction Index",
         "(((blue + green + red) / 3) - nir) / (((blue + green + red) / 3) + nir)", "water",
         "doi:10.1007/s00477-024-02660-z"},
        {"LSWI", "Land Surface Water Index", "(nir - swir1) / (nir + swir1)", "water",
         "doi:10.1016/j.rse.2003.11.008"},
        {"MBWI", "Multi-Band Water Index", "(omega * green) - red - nir - swir1 - swir2", "water",
         "doi:10.1016/j.jag.2018.01.018"},
        {"MLSWI26", "Modified Land Surface Water Index (MODIS Bands 2 and 6)",
         "(1 - nir - swir1) / (1 - nir + swir1)", "water", "doi:10.3390/rs71215805"},
        {"MLSWI27", "Modified Land Surface Water Index (MODIS Bands 2 and 7)",
         "(1 - nir - swir2) / (1 - nir + swir2)", "water", "doi:10.3390/rs71215805"},
        {"MNDWI", "Modified Normalized Difference Water Index", "(green - swir1) / (green + swir1)",
         "water", "doi:10.1080/01431160600589179"},
        {"MuWIR", "Revised Multi-Spectral Water Index",
         "-4 * ((blue - green) / (blue + green)) + 2 * ((green - nir) / (green + nir)) + 2 * "
         "((green - swir2) / (green + swir2)) - ((green - swir1) / (green + swir1))",
         "water", "doi:10.3390/rs10101643"},
        {"NDCI", "Normalized Difference Chlorophyll Index", "(red_edge1 - red) / (red_edge1 + red)",
         "water", "doi:10.1016/j.rse.2011.10.016"},
        {"NDPonI", "Normalized Difference Pond Index", "(swir1 - green) / (swir1 + green)", "water",
         "doi:10.1016/j.rse.2006.07.012"},
        {"NDTI", "Normalized Difference Turbidity Index", "(red - green) / (red + green)", "water",
         "doi:10.1016/j.rse.2006.07.012"},
        {"NDVIMNDWI", "NDVI-MNDWI Model",
         "((nir - red) / (nir + red)) - ((green - swir1) / (green + swir1))", "water",
         "doi:10.1007/978-3-662-45737-5_51"},
        {"NDWI", "Normalized Difference Water Index", "(green - nir) / (green + nir)", "water",
         "doi:10.1080/01431169608948714"},
        {"NDWIns", "Normalized Difference Water Index with no Snow Cover and Glaciers",
         "(green - alpha * nir) / (green + nir)", "water", "doi:10.3390/w12051339"},
        {"NWI", "New Water Index",
         "(blue - (nir + swir1 + swir2)) / (blue + (nir + swir1 + swir2))", "water",
         "doi:10.11873/j.issn.1004-0323.2009.2.167"},
        {"OSI", "Oil Spill Index", "(green + red) / blue", "water",
         "doi:10.1016/j.mex.2021.101327"},
        {"PI", "Plastic Index", "nir / (nir + red)", "water", "doi:10.3390/rs12162648"},
        {"RNDVI", "Reversed Normalized Difference Vegetation Index", "(red - nir) / (red + nir)",
         "water", "doi:10.3390/rs12162648"},
        {"S2WI", "Sentinel-2 Water Index", "(red_edge1 - swir2) / (red_edge1 + swir2)", "water",
         "doi:10.3390/w13121647"},
        {"SWM", "Sentinel Water Mask", "(blue + green) / (nir + swir1)", "water",
         "https://eoscience.esa.int/landtraining2017/files/posters/MILCZAREK.pdf"},
        {"TWI", "Triangle Water Index",
         "(2.84 * (red_edge1 - red_edge2) / (green + swir2)) + ((1.25 * (green - blue) - (nir - "
         "blue)) / (nir + 1.25 * green - 0.25 * blue))",
         "water", "doi:10.3390/rs14215289"},
        {"WI1", "Water Index 1", "(green - swir2) / (green + swir2)", "water",
         "doi:10.3390/rs11182186"},
        {"WI2", "Water Index 2", "(blue - swir2) / (blue + swir2)", "water",
         "doi:10.3390/rs11182186"},
        {"WI2015", "Water Index 2015",
         "1.7204 + 171 * green + 3 * red - 70 * nir - 45 * swir1 - 71 * swir2", "water",
         "doi:10.1016/j.rse.2015.12.055"},
        {"WRI", "Water Ratio Index", "(green + red) / (nir + swir1)", "water",
         "doi:10.1109/GEOINFORMATICS.2010.5567762"},
        // clang-format on
    };
}

}  // namespace borderlens
