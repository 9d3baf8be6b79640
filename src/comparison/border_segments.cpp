#include "comparison/border_segments.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "comparison/spatial_autocorrelation.hpp"

namespace borderlens {

std::vector<SegmentEffect> segment_effects(const DiscontinuityData& data,
                                           const std::vector<double>& along_km, double segment_km,
                                           const DiscontinuityOptions& options) {
    if (along_km.size() != data.distance.size())
        throw input_error("segments: found {} places along the line for {} observations",
                          along_km.size(), data.distance.size());
    if (!(segment_km > 0.0))
        throw input_error("segment length: found {} km, expected more than 0", segment_km);
    std::vector<std::vector<Index>> rows;
    for (std::size_t i = 0; i < along_km.size(); ++i) {
        if (!(along_km[i] >= 0.0) || !std::isfinite(along_km[i]))
            throw input_error("segments: observation {} lies at km {}, expected 0 or more", i + 1,
                              along_km[i]);
        const auto segment = static_cast<std::size_t>(along_km[i] / segment_km);
        if (rows.size() <= segment) rows.resize(segment + 1);
        rows[segment].push_back(static_cast<Index>(i));
    }
    std::vector<SegmentEffect> segments(rows.size());
    parallel_for(static_cast<Index>(rows.size()), [&](Index k) {
        SegmentEffect& segment = segments[k];
        segment.from_km = static_cast<double>(k) * segment_km;
        segment.to_km = segment.from_km + segment_km;
        segment.n = static_cast<Index>(rows[k].size());
        try {
            segment.result = estimate_discontinuity(rows_of(data, rows[k]), options);
            segment.estimated = std::isfinite(segment.result.robust.p);
        } catch (const Error& error) {
            // An empty stretch has no estimate; that is an answer, not a fault.
            if (error.kind() != Error::Kind::input) throw;
        }
    });
    std::vector<double> p;
    for (const SegmentEffect& segment : segments)
        p.push_back(segment.estimated ? segment.result.robust.p : no_value);
    const std::vector<double> adjusted = false_discovery_adjusted(p);
    for (std::size_t k = 0; k < segments.size(); ++k) segments[k].adjusted_p = adjusted[k];
    return segments;
}

}  // namespace borderlens
