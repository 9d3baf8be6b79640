#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/document.hpp"
#include "imagery/date.hpp"
#include "raster/grid.hpp"

namespace borderlens {

/// What is asked of a STAC API.
struct StacSearch {
    std::vector<std::string> collections;
    Bounds lonlat;  ///< degrees
    Date first;
    Date last;
    double max_cloud_share = 1.0;
    Index page_items = 100;
};

/// Body of a POST to <api>/search (STAC API - Item Search 1.0.0; cloud limit by the query
/// extension, only where it limits).
Document search_body(const StacSearch& search);

/// Where the next page is: address and body of the "next" link (which merges the former body if it
/// says so), none on the last page. `location` is the address the page came from.
struct NextPage {
    std::string address;
    std::optional<Document> body;  ///< none = GET
};
std::optional<NextPage> next_page(const Document& page, const Document& body,
                                  const std::string& location);

}  // namespace borderlens
