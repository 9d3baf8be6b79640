#pragma once
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "raster/runs.hpp"

namespace borderlens {

/// Which cells are neighbours: those that share a side (4), or also those that share a corner (8).
enum class Connectivity { four = 4, eight = 8 };

/// Neighbouring cells of one class. Counts are in cells and cell sides.
struct Component {
    std::int32_t code = 0;
    Index cells = 0;
    Index perimeter_sides = 0;  ///< all sides to other cells, background and the raster's edge
    Index edge_sides = 0;       ///< those of them that are shared with a cell of another class
    Index sum_row = 0;          ///< of its cells' row numbers: the centroid is sum_row / cells
    Index sum_col = 0;
    Index row_min = 0, row_max = -1, col_min = 0, col_max = -1;

    Component& operator+=(const Component& other);
    double centroid_row() const {
        return static_cast<double>(sum_row) / static_cast<double>(cells);
    }
    double centroid_col() const {
        return static_cast<double>(sum_col) / static_cast<double>(cells);
    }
    Window bounds() const {
        return {row_min, col_min, row_max - row_min + 1, col_max - col_min + 1};
    }
};

/// Cell sides between two classes, each side counted once; (c, c) are sides inside class c. The key
/// holds the smaller code first. Sides to background or the raster's edge are not in it.
using SideCounts = std::map<std::pair<std::int32_t, std::int32_t>, Index>;

/// Where class codes come from: `read` gives any window as whole numbers, `no_code` for background,
/// and may be called from several threads.
struct CodeSource {
    Index rows = 0;
    Index cols = 0;
    std::function<Raster<std::int32_t>(const Window&)> read;
};

/// A raster in memory as a source; it must outlive the source.
CodeSource code_source(const Raster<std::int32_t>& codes);
/// Class codes or zone numbers, 0 is background.
CodeSource code_source(const Raster<ClassCode>& classes);
CodeSource code_source(const Raster<std::uint16_t>& zones);

/// How the raster is cut while it is measured: results do not depend on it.
struct StripOptions {
    Index strip_cells = Index{1} << 21;  ///< chosen: 8 MB of codes a thread
    Index cache_bytes =
        Index{1} << 30;  ///< runs kept between passes; beyond it they are read again
};

/// One strip's components: those at its first and last row may go on in the next strip.
struct LabelledStrip {
    std::vector<Component> parts;
    SideCounts sides;
    RunRows edges;  ///< the strip's first and last row, labelled with part numbers
};

/// Labels the runs of one strip (label = part number = 0, 1, ... by first appearance in it).
LabelledStrip label_strip(RunRows& strip, Connectivity connectivity);

/// Strips joined along their seams. Parts are numbered through all strips.
struct JoinedStrips {
    std::vector<std::size_t> first_part_of_strip;
    std::vector<std::int32_t> component_of_part;
    std::vector<Component> components;  ///< in order of their first cell, row by row
    SideCounts sides;
};

/// Joins neighbouring strips; their parts are used up.
JoinedStrips join_strips(std::vector<LabelledStrip>& strips, Connectivity connectivity);

/// The components of all classes of a raster, found strip by strip: labelled in each strip on
/// several threads (union-find on runs; He, Chao, Suzuki 2008), then joined along the seams.
/// Components are numbered 0, 1, ... by their first cell in row-major order.
/// Memory: runs of the strips at work (or the cache) and one Component each; never the labels.
class ComponentMap {
  public:
    ComponentMap(CodeSource source, Connectivity connectivity, const StripOptions& options = {});

    Index rows() const { return m_source.rows; }
    Index cols() const { return m_source.cols; }
    Connectivity connectivity() const { return m_connectivity; }
    const std::vector<Component>& components() const { return m_joined.components; }
    const SideCounts& sides() const { return m_joined.sides; }

    Index strips() const { return static_cast<Index>(m_cache.size()); }
    Index strip_rows() const { return m_strip_rows; }
    /// Runs of a strip labelled with component numbers. Thread-safe.
    std::shared_ptr<const RunRows> strip(Index number) const;

  private:
    RunRows read_strip(Index number) const;
    void number_runs(RunRows& strip, Index number) const;

    CodeSource m_source;
    Connectivity m_connectivity;
    Index m_strip_rows = 1;
    std::vector<std::shared_ptr<RunRows>> m_cache;
    JoinedStrips m_joined;
};

/// The cells of one of the source's components, 1 inside and 0 elsewhere, in the window of its
/// bounds.
Raster<std::int32_t> cells_of(const CodeSource& source, const Component& wanted,
                              Connectivity connectivity);

/// The components of a raster in memory with a label for each cell: 0 = background, else component
/// number + 1.
struct LabelledComponents {
    Raster<std::int32_t> labels;
    std::vector<Component> components;
};
LabelledComponents label_components(const Raster<ClassCode>& classes, Connectivity connectivity);
LabelledComponents label_components(const Raster<std::int32_t>& codes, Connectivity connectivity);

}  // namespace borderlens
