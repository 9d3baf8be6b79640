#include "features/features.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "features/indices.hpp"
#include "features/texture.hpp"

namespace borderlens {
namespace {

/// (a - b) / (a + b); 0 where the sum is none, as a pixel without light tells no difference.
float normalised_difference(float a, float b) {
    const float sum = a + b;
    return std::abs(sum) < 1e-9F ? 0.0F : std::clamp((a - b) / sum, -10.0F, 10.0F);
}

/// Mean of all bands: what the eye would call brightness.
Raster<float> brightness(const Raster<float>& values) {
    Raster<float> result(values.grid());
    const Index bands = values.bands();
    for (Index i = 0; i < values.grid().size(); ++i) {
        double sum = 0.0;
        for (Index b = 0; b < bands; ++b) sum += static_cast<double>(values.band_data(b)[i]);
        result.band_data()[i] = static_cast<float>(sum / static_cast<double>(bands));
    }
    return result;
}

/// NaN in one band is NaN in all.
Raster<float> with_joint_gaps(const Raster<float>& values) {
    Raster<float> result = values;
    for (Index i = 0; i < values.grid().size(); ++i) {
        bool valid = true;
        for (Index b = 0; b < values.bands(); ++b)
            valid = valid && std::isfinite(values.band_data(b)[i]);
        if (valid) continue;
        for (Index b = 0; b < values.bands(); ++b) result.band_data(b)[i] = no_data;
    }
    return result;
}

void add_texture(const Raster<float>& values, Index side_px, float*& out) {
    const Index size = values.grid().size();
    for (Index b = 0; b < values.bands(); ++b) {
        const LocalStatistics local = local_statistics(values, b, side_px);
        std::copy_n(local.mean.band_data(), size, out);
        std::copy_n(local.deviation.band_data(), size, out + size);
        out += 2 * size;
    }
    const LocalStatistics local = local_statistics(brightness(values), 0, side_px);
    for (Index i = 0; i < size; ++i) {
        const float mean = local.mean.band_data()[i], deviation = local.deviation.band_data()[i];
        out[i] = std::abs(mean) < 1e-9F ? 0.0F : deviation / mean;
    }
    out += size;
}

/// Indices of the registry. Where a formula is undefined although the pixel is valid (0 / 0), no
/// difference is told: 0.
void add_indices(const FeatureStack& bands, const std::vector<std::string>& indices, float*& out) {
    const FeatureStack computed = compute_indices(bands, indices);
    const float* valid = bands.values.band_data();
    const Index size = bands.values.grid().size();
    for (Index k = 0; k < computed.values.bands(); ++k)
        for (Index i = 0; i < size; ++i) {
            const float value = computed.values.band_data(k)[i];
            *out++ = std::isfinite(value) ? value : std::isnan(valid[i]) ? no_data : 0.0F;
        }
}

}  // namespace

const std::vector<FeatureKind>& all_feature_kinds() {
    static const std::vector<FeatureKind> kinds = {
        {"<band>", "the band as it stands", "unit of the band", "the image", "always"},
        {"nd_<a>_<b>", "(a - b) / (a + b), 0 where a + b = 0, for all pairs of bands", "1",
         "Rouse et al. 1974 (NDVI), for any two bands", "--ratios"},
        {"<band>_mean<k>", "mean of the valid pixels in k x k px", "unit of the band",
         "first-order statistics, Haralick et al. 1973", "--texture k"},
        {"<band>_sd<k>", "population standard deviation in k x k px", "unit of the band",
         "first-order statistics, Haralick et al. 1973", "--texture k"},
        {"brightness_cv<k>", "standard deviation over mean, in k x k px, of the mean of all bands",
         "1",
         "coefficient of variation; built-up against bare soil, Pesaresi et al. 2008 (texture)",
         "--texture k"},
        {"<index>", "a spectral index, see `borderlens list indices`", "unit of the index",
         "the index's own", "--indices NAME[,NAME...]"},
    };
    return kinds;
}

std::vector<std::string> feature_names(const FeatureRecipe& recipe) {
    std::vector<std::string> names = recipe.bands;
    if (recipe.ratios)
        for (std::size_t a = 0; a < recipe.bands.size(); ++a)
            for (std::size_t b = a + 1; b < recipe.bands.size(); ++b)
                names.push_back("nd_" + recipe.bands[a] + "_" + recipe.bands[b]);
    for (const Index side_px : recipe.windows_px) {
        for (const std::string& band : recipe.bands) {
            names.push_back(fmt::format("{}_mean{}", band, side_px));
            names.push_back(fmt::format("{}_sd{}", band, side_px));
        }
        names.push_back(fmt::format("brightness_cv{}", side_px));
    }
    names.insert(names.end(), recipe.indices.begin(), recipe.indices.end());
    return names;
}

Index halo_px(const FeatureRecipe& recipe) {
    Index halo = 0;
    for (const Index side_px : recipe.windows_px) halo = std::max(halo, side_px / 2);
    return halo;
}

FeatureStack make_features(const FeatureStack& bands, const FeatureRecipe& recipe) {
    if (bands.names != recipe.bands) throw internal_error("features asked of other bands");
    FeatureStack result;
    result.names = feature_names(recipe);
    const Raster<float> values = with_joint_gaps(bands.values);
    const Index size = values.grid().size();
    result.values = Raster<float>(values.grid(), static_cast<Index>(result.names.size()));
    float* out =
        std::copy_n(values.values().data(), size * values.bands(), result.values.band_data());
    if (recipe.ratios)
        for (Index a = 0; a < values.bands(); ++a)
            for (Index b = a + 1; b < values.bands(); ++b)
                for (Index i = 0; i < size; ++i)
                    *out++ = normalised_difference(values.band_data(a)[i], values.band_data(b)[i]);
    for (const Index side_px : recipe.windows_px) add_texture(values, side_px, out);
    if (!recipe.indices.empty()) add_indices({bands.names, values}, recipe.indices, out);
    return result;
}

Document to_document(const FeatureRecipe& recipe) {
    Document document = Document::object();
    document.set("bands", recipe.bands);
    document.set("ratios", recipe.ratios);
    document.set("windows_px", recipe.windows_px);
    document.set("indices", recipe.indices);
    return document;
}

FeatureRecipe recipe_of(const Document& document) {
    FeatureRecipe recipe;
    recipe.bands = document.at("bands").as_texts();
    recipe.ratios = document.at("ratios").as_boolean();
    // Models made before there were indices do not name them.
    if (const Document* indices = document.find("indices")) {
        recipe.indices = indices->as_texts();
        for (const std::string& name : recipe.indices) index_named(name);
    }
    const Document& windows = document.at("windows_px");
    for (Index i = 0; i < windows.size(); ++i) {
        const Index side_px = windows[i].as_integer();
        if (side_px < 1 || side_px > 255 || side_px % 2 == 0)
            throw input_error("texture window of {} px, expected an odd side of 1 to 255", side_px);
        recipe.windows_px.push_back(side_px);
    }
    return recipe;
}

}  // namespace borderlens
