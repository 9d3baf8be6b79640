#include "lenses/built_up.hpp"
#include "lenses/land_use.hpp"
#include "lenses/lens_classes.hpp"
#include "lenses/photovoltaics.hpp"

namespace borderlens {

// One row a lens; its code is in the file of its name.
const std::vector<Lens>& all_lenses() {
    static const std::vector<Lens> lenses = {
        {"land_use", "land cover and use",
         "random forest (Breiman 2001) on reflectances; hidden Markov smoothing through time "
         "(Rabiner 1989)",
         "class", land_use_classes(), false, land_use_halo_px, apply_land_use},
        {"built_up", "built-up land and its first year",
         "spectra by random forest, texture as coefficient of variation of brightness in 150 m "
         "(ours, after Pesaresi et al. 2008), built-up kept through time",
         "class", built_up_classes(), true, built_up_halo_px, apply_built_up},
        {"photovoltaics", "photovoltaic plants as objects",
         "spectra of panels over ground (Joerges et al. 2023) by random forest and by normal "
         "mixtures over the world's soils (Garrity and Bindraban 2004); between dates least "
         "squares of panels over the former ground (ours); object shape",
         "class", photovoltaics_classes(), true, photovoltaics_halo_px, apply_photovoltaics},
    };
    return lenses;
}

Legend legend_of(const Lens& lens, const LensModel& model) {
    return lens.name == "land_use" ? model.forest.legend : legend_of(lens);
}

}  // namespace borderlens
