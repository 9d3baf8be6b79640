#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/document.hpp"
#include "border/border_line.hpp"
#include "learning/samples.hpp"

namespace borderlens {

/// How many polygons (or points, or blocks) of each class lie on each side of the border.
class LabelBalance {
  public:
    /// Adds samples; `places` are the centres of their pixels, in the line's CRS. A group counts
    /// once, on the side of its first pixel.
    void add(const Samples& samples, const std::vector<Point>& places, const BorderLine& line);

    /// One sentence for each class whose labels lie on one side only, or at least four times (and
    /// by three) more often on one side than on the other: a model learned mostly on one side sees
    /// the other through its eyes, and a difference between the sides may be the model's.
    std::vector<std::string> warnings(const std::string& name_a, const std::string& name_b) const;

    /// {class: {a, b}}, numbers of groups.
    Document to_document() const;

  private:
    struct Count {
        Index a = 0;
        Index b = 0;
    };
    std::map<std::string, Count> m_counts;
};

}  // namespace borderlens
