#pragma once
#include <set>
#include <string>
#include <vector>

#include "base/document.hpp"
#include "imagery/stac_search.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// The hosts a study lets the program ask.
class HostRule {
  public:
    /// Every host.
    HostRule() = default;
    /// Those of the addresses [fetch] names, and its `hosts`.
    explicit HostRule(const StudyFetch& fetch);

    /// An input error if the address lies at a host that is not named; `what` says what for.
    void require(const std::string& address, const std::string& what) const;

  private:
    bool m_any = true;
    std::set<std::string> m_hosts;
};

/// All items a STAC API finds, page by page. An input error names the address that does not answer.
std::vector<Document> search_items(const std::string& api, const StacSearch& search,
                                   const HostRule& hosts = {});

/// The items of all catalogues and periods that the study's [fetch] wants, each once.
std::vector<Document> study_items(const Study& study, const Bounds& lonlat, const HostRule& hosts);

/// Items as one FeatureCollection.
Document item_collection(const std::vector<Document>& items);

}  // namespace borderlens
