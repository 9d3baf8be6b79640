#include "stages/scene_shifts.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"

namespace borderlens {

std::vector<Shift> scene_shifts(const CompositePlan& plan, const Grid& grid) {
    constexpr Index widest_px = 1024;
    const Index rows = std::min(widest_px, grid.rows()), cols = std::min(widest_px, grid.cols());
    const Window middle{(grid.rows() - rows) / 2, (grid.cols() - cols) / 2, rows, cols};
    CompositePlan one = plan;
    const bool has_nir =
        std::find(plan.roles.begin(), plan.roles.end(), Role::nir) != plan.roles.end();
    one.roles = {has_nir ? Role::nir : plan.roles.front()};
    one.options.rule = {CompositeMethod::median};
    const Raster<float> median = composite_window(one, grid, middle);
    std::vector<Shift> shifts(plan.scenes.size());
    parallel_for(static_cast<Index>(shifts.size()), [&](Index i) {
        const std::size_t at = static_cast<std::size_t>(i);
        const Raster<float> scene =
            read_scene(plan.scenes[at], grid, middle, one.roles, plan.options.read).values;
        shifts[at] = estimate_shift(median.view(), scene.view());
    });
    return shifts;
}

bool is_correctable(const Shift& shift) {
    const double length_px = std::hypot(shift.dx_px, shift.dy_px);
    // chosen: below a tenth of a pixel resampling costs more than the shift; beyond three it is
    // more likely another pattern than a displaced scene
    return shift.response >= 0.1 && length_px >= 0.1 && length_px < 3.0;
}

Table shift_table(const CompositePlan& plan, const std::vector<Shift>& shifts, const Grid& grid) {
    std::vector<std::string> id, date;
    std::vector<double> dx_m, dy_m, response, corrected;
    const double pixel_m = pixel_size_in_metres(grid);
    const bool applied = !plan.shifts.empty();
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        id.push_back(plan.scenes[i].id);
        date.push_back(plan.scenes[i].date == Date{} ? "" : to_text(plan.scenes[i].date));
        dx_m.push_back(shifts[i].dx_px * pixel_m);
        dy_m.push_back(shifts[i].dy_px * pixel_m);
        response.push_back(shifts[i].response);
        corrected.push_back(applied && is_correctable(shifts[i]) ? 1.0 : 0.0);
    }
    Table table;
    table.set("id", id);
    table.set("date", date);
    table.set("dx_m", dx_m);
    table.set("dy_m", dy_m);
    table.set("response", response);
    table.set("corrected", corrected);
    return table;
}

CompositePlan with_corrected_shifts(CompositePlan plan, const std::vector<Shift>& shifts) {
    plan.shifts.assign(plan.scenes.size(), Point{});
    for (std::size_t i = 0; i < shifts.size(); ++i)
        if (is_correctable(shifts[i])) plan.shifts[i] = {shifts[i].dx_px, shifts[i].dy_px};
    return plan;
}

}  // namespace borderlens
