#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/table_rows.hpp"
#include "comparison/effect_data.hpp"
#include "comparison/map_sharpness.hpp"
#include "stages/side_series.hpp"
#include "stages/study_squares.hpp"

namespace borderlens {

/// One quantity whose jump at the line is looked for: in one period, or its change between periods.
struct EffectSubject {
    const Study& study;
    SquareScheme scheme;
    std::string period;
    SideMetric metric;
    std::string change = "";  ///< name of the change; empty = the level in one period
    EffectData data = {};
    std::optional<SharpnessEstimate> map = {};  ///< what mapped shares were divided by
    std::string note = "";
};

/// Rows of the tables border_effect, border_effect_points and placebo (for changes:
/// border_effect_change, none, placebo_change).
struct EffectTables {
    TableRows effects;
    TableRows points;
    TableRows placebos;

    void append(const EffectTables& other);
};

/// Columns of the tables, for those without a row.
std::vector<std::string> effect_columns(bool of_change);
std::vector<std::string> placebo_columns(bool of_change);

/// One estimate as a row of the effects.
struct EffectRow {
    std::string zone;
    double from_km = 0.0;
    double to_km = 0.0;
    std::string method;
    EffectEstimate conventional;
    EffectEstimate robust;
    double p_adjusted = no_value;
    double placebo_p = no_value;
    double placebo_lines = no_value;  ///< behind placebo_p, which cannot be below 1 / (lines + 1)
    double level_a = no_value;
    double level_b = no_value;
    double bandwidth_a_km = no_value;
    double bandwidth_b_km = no_value;
    double n_a = no_value;
    double n_b = no_value;
    double clusters = no_value;
    std::string note;
};
void add_effect(TableRows& effects, const EffectSubject& subject, const EffectRow& row);

/// What the reference samples leave open in a jump that was divided by the map's sharpness.
double map_error_variance(const EffectSubject& subject, const EffectEstimate& effect);

/// The whole line in one estimate, and the line moved into each side.
void add_pooled_effect(const EffectSubject& subject, double donut_km, EffectTables& tables);
/// Every segment of the line by itself.
void add_segment_effects(const EffectSubject& subject, double segment_km, TableRows& effects);

/// False where nothing could jump: no value, or all alike.
bool can_jump(const EffectData& data);

/// Mapped shares as true ones, wherever the map errs alike; values may lie a little below 0. Where
/// the map is too blunt for that, shares stay as mapped and the subject's note says so.
void sharpen(const SquareSums& sums, const SideMetric& metric, const SideConfusions& accuracy,
             SquareQuantity& quantity, EffectSubject& subject);

}  // namespace borderlens
