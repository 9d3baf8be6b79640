#include "features/indices.hpp"

namespace borderlens {

/// Built-up ground.
std::vector<SpectralIndex> urban_indices() {
    return {
        // clang-format off: name, title, formula over band roles, source; one index after the other
        {"BLFEI", "Built-Up Land Features Extraction Index",
         "(((green + red + swir2) / 3) - swir1) / (((green + red + swir2) / 3) + swir1)", "urban",
         "doi:10.1080/10106049.2018.1497094"},
        {"BRBA", "Band Ratio for Built-up Area", "red / swir1", "urban",
         "https://www.omicsonline.org/scientific-reports/JGRS-SR136.pdf"},
        {"DBI", "Dry Built-Up Index",
         "((blue - thermal) / (blue + thermal)) - ((nir - red) / (nir + red))", "urban",
         "doi:10.3390/land7030081"},
        {"EBBI", "Enhanced Built-Up and Bareness Index",
         "(swir1 - nir) / (10 * ((swir1 + thermal) ** 0.5))", "urban", "doi:10.3390/rs4102957"},
        {"IBI", "Index-Based Built-Up Index",
         "(((swir1 - nir) / (swir1 + nir)) - (((nir - red) * (1 + L) / (nir + red + L)) + ((green "
         "- swir1) / (green + swir1))) / 2) / (((swir1 - nir) / (swir1 + nir)) + (((nir - red) * "
         "(1 + L) / (nir + red + L)) + ((green - swir1) / (green + swir1))) / 2)",
         "urban", "doi:10.1080/01431160802039957"},
        {"NBAI", "Normalized Built-up Area Index",
         "(swir2 - swir1 / green) / (swir2 + swir1 / green)", "urban",
         "https://www.omicsonline.org/scientific-reports/JGRS-SR136.pdf"},
        {"NBUI", "New Built-Up Index",
         "((swir1 - nir) / (10 * (thermal + swir1) ** 0.5)) - (((nir - red) * (1 + L)) / (nir - "
         "red + L)) - (green - swir1) / (green + swir1)",
         "urban", "https://hdl.handle.net/1959.11/29500"},
        {"NDBI", "Normalized Difference Built-Up Index", "(swir1 - nir) / (swir1 + nir)", "urban",
         "doi:10.1080/01431160304987"},
        {"NDISIb", "Normalized Difference Impervious Surface Index Blue",
         "(thermal - (blue + nir + swir1) / 3) / (thermal + (blue + nir + swir1) / 3)", "urban",
         "doi:10.14358/PERS.76.5.557"},
        {"NDISIg", "Normalized Difference Impervious Surface Index Green",
         "(thermal - (green + nir + swir1) / 3) / (thermal + (green + nir + swir1) / 3)", "urban",
         "doi:10.14358/PERS.76.5.557"},
        {"NDISImndwi", "Normalized Difference Impervious Surface Index with MNDWI",
         "(thermal - (((green - swir1) / (green + swir1)) + nir + swir1) / 3) / (thermal + "
         "(((green - swir1) / (green + swir1)) + nir + swir1) / 3)",
         "urban", "doi:10.14358/PERS.76.5.557"},
        {"NDISIndwi", "Normalized Difference Impervious Surface Index with NDWI",
         "(thermal - (((green - nir) / (green + nir)) + nir + swir1) / 3) / (thermal + (((green - "
         "nir) / (green + nir)) + nir + swir1) / 3)",
         "urban", "doi:10.14358/PERS.76.5.557"},
        {"NDISIr", "Normalized Difference Impervious Surface Index Red",
         "(thermal - (red + nir + swir1) / 3) / (thermal + (red + nir + swir1) / 3)", "urban",
         "doi:10.14358/PERS.76.5.557"},
        {"NHFD", "Non-Homogeneous Feature Difference",
         "(red_edge1 - coastal) / (red_edge1 + coastal)", "urban",
         "https://www.semanticscholar.org/paper/"
         "Using-WorldView-2-Vis-NIR-MSI-Imagery-to-Support-Wolf/"
         "5e5063ccc4ee76b56b721c866e871d47a77f9fb4"},
        {"PISI", "Perpendicular Impervious Surface Index", "0.8192 * blue - 0.5735 * nir + 0.0750",
         "urban", "doi:10.3390/rs10101521"},
        {"UI", "Urban Index", "(swir2 - nir) / (swir2 + nir)", "urban",
         "https://www.isprs.org/proceedings/XXXI/congress/part7/321_XXXI-part7.pdf"},
        {"VIBI", "Vegetation Index Built-up Index",
         "((nir - red) / (nir + red)) / (((nir - red) / (nir + red)) + ((swir1 - nir) / (swir1 + "
         "nir)))",
         "urban", "doi:10.1080/01431161.2012.687842"},
        {"VgNIRBI", "Visible Green-Based Built-Up Index", "(green - nir) / (green + nir)", "urban",
         "doi:10.1016/j.ecolind.2015.03.037"},
        {"VrNIRBI", "Visible Red-Based Built-Up Index", "(red - nir) / (red + nir)", "urban",
         "doi:10.1016/j.ecolind.2015.03.037"},
        // clang-format on
    };
}

}  // namespace borderlens
