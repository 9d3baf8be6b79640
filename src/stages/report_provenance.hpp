#pragma once
#include "report/page.hpp"
#include "report/revisions.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// How a run was made, for the trust page: study file, versions, checksums of what went in and of
/// the tables, sources to be named, accuracy of model and maps.
Provenance provenance_of(const StudyRun& run, const std::vector<NamedTable>& tables);

/// The method and the scenes of each period, in few words, to tell revisions from change.
FigureMethod figure_method(const StudyRun& run, const Table& scenes);

}  // namespace borderlens
