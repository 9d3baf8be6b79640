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

/// Which of the items found are worth their bytes.
struct ItemChoice {
    Period period;
    double max_cloud_share = 1.0;
    std::vector<std::string> platforms;  ///< as the items name them; empty = all
    Index per_cell = 0;  ///< the clearest of each cell of the provider's grid; 0 = all
};

/// The items of the period below the cloud limit, in the order of their dates. Of several versions
/// of one acquisition (same platform, cell and minute) the last named is kept, which both Earth
/// Search and Planetary Computer give the greater id. An item that says nothing of clouds counts as
/// half clouded where it is compared with others.
std::vector<Document> chosen_items(const std::vector<Document>& items, const ItemChoice& choice);

/// The item with the address that its assets offer under alternate.<name>.href (extension
/// alternate-assets) instead of href; assets without one are left out.
Document with_alternate(const Document& item, const std::string& name);

/// "example.org:8000" of an http(s) address, "s3://bucket" of a bucket, also behind GDAL's /vsi
/// prefixes; "" of a local path.
std::string host_of(const std::string& address);

}  // namespace borderlens
