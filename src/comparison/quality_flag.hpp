#pragma once
#include <string>

#include "comparison/interval.hpp"

namespace borderlens {

/// What the images behind both sides were like; NaN = not known.
struct SideQuality {
    double looks_a = no_value;  ///< mean count of valid looks
    double looks_b = no_value;
    double filled_a = no_value;  ///< share of ground filled from other periods, or under cloud
    double filled_b = no_value;
};

/// Whether the sides' images differ so clearly that this alone may make the sides look different:
/// half as many valid looks again on one side, or a tenth more of the ground not seen.
bool is_unequal(const SideQuality& quality);

/// Words that say what may explain a difference other than the ground.
class QualityFlag {
  public:
    void raise(bool raised, const char* word);
    /// Words separated by ";", "ok" where none was raised.
    std::string text() const { return m_words.empty() ? "ok" : m_words; }

  private:
    std::string m_words;
};

}  // namespace borderlens
