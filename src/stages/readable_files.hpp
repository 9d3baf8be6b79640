#pragma once
#include <set>
#include <string>

#include "stages/unit.hpp"

namespace borderlens {

/// A file's path, size and time (of the archive it lies in), what it was when its last pixel was
/// read; "" for a file that is not local.
std::string file_stamp(const std::string& path);

/// Keeps in the run folder which local files of the study's usable scenes could be read to their
/// last pixel, so that no later process of the run decodes them again only to find that out: for a
/// hundred JPEG 2000 scenes that takes minutes.
void note_readable(const StudyRun& run);

/// Stamps noted before; none where nothing is. A file changed since has another stamp.
std::set<std::string> readable_files(const RunFolder& folder);

}  // namespace borderlens
