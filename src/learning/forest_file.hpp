#pragma once
#include <string>
#include <string_view>

#include "learning/forest.hpp"

namespace borderlens {

/// The model file (`.forest`), version 1, little-endian:
///   8 bytes  "BLFOREST"
///   u32      version
///   u32      bytes of the header
///   header   JSON: features [name], classes [{code, name, rgb}], seed (text), summary {...}
///   u32      number of trees T, u32 number of leaf rows L
///   u32[T]   nodes per tree
///   nodes    tree by tree, each: float32 threshold, u32 child (0 = leaf), u32 feature or leaf row
///   u16[L]   class a leaf votes for, then u16[L][classes] shares of 65535
///   u64      FNV-1a of all bytes before
std::string forest_to_bytes(const Forest& forest);

/// Checks sizes, checksum, every index and the shape of every tree before the forest is handed out.
/// An input error names `name` and what is wrong: safe with hostile bytes.
Forest forest_from_bytes(std::string_view bytes, const std::string& name);

/// Throws an input error that names both lists unless the model was trained on exactly these
/// features in this order.
void require_features(const Forest& forest, const std::vector<std::string>& names,
                      const std::string& model, const std::string& image);

}  // namespace borderlens
