#include "stages/fetch_items.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/http.hpp"

namespace borderlens {
namespace {

// Where GDAL asks for the signature of a file of Planetary Computer.
constexpr const char* signing_host = "planetarycomputer.microsoft.com";

bool names(const std::vector<std::string>& chosen, const std::string& name) {
    return chosen.empty() || std::find(chosen.begin(), chosen.end(), name) != chosen.end();
}

}  // namespace

HostRule::HostRule(const StudyFetch& fetch)
    : m_any(false), m_hosts(fetch.hosts.begin(), fetch.hosts.end()) {
    for (const StudyCatalogue& catalogue : fetch.catalogues) m_hosts.insert(host_of(catalogue.url));
    for (const StudySourceFile& file : fetch.files)
        for (const std::string& url : file.urls) m_hosts.insert(host_of(url));
}

void HostRule::require(const std::string& address, const std::string& what) const {
    if (m_any) return;
    std::vector<std::string> asked = {host_of(address)};
    if (address.find("pc_url_signing=yes") != std::string::npos) asked.emplace_back(signing_host);
    for (const std::string& host : asked)
        if (!host.empty() && m_hosts.count(host) == 0)
            throw input_error(
                "{} lies at {}, a host the study does not name; add it to hosts of [fetch] if it "
                "may be asked",
                what, host);
}

std::vector<Document> search_items(const std::string& api, const StacSearch& search,
                                   const HostRule& hosts) {
    const std::string base = api.ends_with("/") ? api.substr(0, api.size() - 1) : api;
    std::string address = base.ends_with("/search") ? base : base + "/search";
    std::optional<Document> body = search_body(search);
    std::vector<Document> features;
    constexpr int most_pages = 1000;  // chosen: 100,000 scenes; ends a server that links in circles
    for (int page_number = 0; page_number < most_pages; ++page_number) {
        hosts.require(address, "the search");
        const Document sent = body.value_or(search_body(search));
        const Document page = parse_json(
            body ? http_post_json(address, to_json(*body, -1)) : http_get(address), address);
        const Document* items = page.find("features");
        if (items == nullptr || !items->is_list())
            throw input_error("{}: the answer has no 'features', expected a STAC API", address);
        for (Index i = 0; i < items->size(); ++i) features.push_back((*items)[i]);
        const auto next = next_page(page, sent, address);
        if (!next || items->size() == 0) break;
        address = next->address;
        body = next->body;
    }
    return features;
}

std::vector<Document> study_items(const Study& study, const Bounds& lonlat, const HostRule& hosts) {
    std::vector<Document> all;
    std::set<std::string> seen;
    for (const StudyCatalogue& catalogue : study.fetch->catalogues)
        for (const Period& period : study.periods) {
            if (!names(catalogue.periods, period.name)) continue;
            const double limit = std::min(catalogue.max_cloud_share, study.scenes.max_cloud_share);
            const std::vector<Document> found = search_items(catalogue.url,
                                                             {.collections = catalogue.collections,
                                                              .lonlat = lonlat,
                                                              .first = period.first,
                                                              .last = period.last,
                                                              .max_cloud_share = limit},
                                                             hosts);
            const std::vector<Document> chosen = chosen_items(
                found, {period, limit, catalogue.platforms, catalogue.scenes_per_period});
            log_info("{}: period {}: {} items found, {} chosen", catalogue.url, period.name,
                     found.size(), chosen.size());
            for (const Document& item : chosen) {
                const Document* id = item.find("id");
                if (id != nullptr && id->is_text() && !seen.insert(id->as_text()).second) continue;
                all.push_back(
                    catalogue.alternate.empty() ? item : with_alternate(item, catalogue.alternate));
            }
        }
    return all;
}

Document item_collection(const std::vector<Document>& items) {
    Document features = Document::list();
    for (const Document& item : items) features.append(item);
    Document all = Document::object();
    all.set("type", "FeatureCollection");
    all.set("features", features);
    return all;
}

}  // namespace borderlens
