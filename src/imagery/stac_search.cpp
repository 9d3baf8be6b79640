#include "imagery/stac_search.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "imagery/scene_stac.hpp"

namespace borderlens {
namespace {

const Document* property(const Document& item, const char* name) {
    const Document* properties = item.find("properties");
    if (properties == nullptr || !properties->is_object()) return nullptr;
    return properties->find(name);
}

std::string text_or_number(const Document* node) {
    if (node == nullptr) return "";
    if (node->is_text()) return node->as_text();
    return node->is_number() ? fmt::format("{}", node->as_number()) : "";
}

/// Which tile or path and row of the provider's grid an item shows; "" if it says nothing.
std::string cell_of(const Document& item) {
    for (const char* name : {"grid:code", "s2:mgrs_tile", "sentinel:mgrs_tile"})
        if (const std::string code = text_or_number(property(item, name)); !code.empty())
            return code;
    return text_or_number(property(item, "landsat:wrs_path")) + "/" +
           text_or_number(property(item, "landsat:wrs_row"));
}

double cloud_share_of(const Document& item, double otherwise) {
    const Document* cloud = property(item, "eo:cloud_cover");
    return cloud != nullptr && cloud->is_number() ? cloud->as_number() / 100.0 : otherwise;
}

std::string id_of(const Document& item) {
    return text_or_number(item.find("id"));
}

bool is_wanted(const Document& item, const ItemChoice& choice) {
    if (!item.is_object()) return false;
    const std::string platform = text_or_number(property(item, "platform"));
    if (!choice.platforms.empty() && std::find(choice.platforms.begin(), choice.platforms.end(),
                                               platform) == choice.platforms.end())
        return false;
    if (cloud_share_of(item, 0.0) > choice.max_cloud_share) return false;
    std::string when = text_or_number(property(item, "datetime"));
    if (when.empty()) when = text_or_number(property(item, "start_datetime"));
    try {
        return choice.period.contains(parse_date(when));
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

std::vector<Document> chosen_items(const std::vector<Document>& items, const ItemChoice& choice) {
    // By date first: std::map keeps the minutes of a cell in order.
    std::map<std::string, std::map<std::string, Document>> cells;
    for (const Document& item : items) {
        if (!is_wanted(item, choice)) continue;
        const std::string minute = text_or_number(property(item, "datetime")).substr(0, 16);
        const std::string place = minute + " " + text_or_number(property(item, "platform"));
        auto [at, is_new] = cells[cell_of(item)].emplace(place, item);
        if (!is_new && id_of(at->second) < id_of(item)) at->second = item;
    }
    std::vector<Document> chosen;
    for (const auto& [cell, looks] : cells) {
        std::vector<Document> best;
        for (const auto& [place, item] : looks) best.push_back(item);
        std::stable_sort(best.begin(), best.end(), [](const Document& a, const Document& b) {
            return cloud_share_of(a, 0.5) < cloud_share_of(b, 0.5);
        });
        const auto count = static_cast<std::size_t>(choice.per_cell);
        if (count > 0 && best.size() > count) best.resize(count);
        chosen.insert(chosen.end(), best.begin(), best.end());
    }
    std::sort(chosen.begin(), chosen.end(), [](const Document& a, const Document& b) {
        return std::pair(text_or_number(property(a, "datetime")), id_of(a)) <
               std::pair(text_or_number(property(b, "datetime")), id_of(b));
    });
    return chosen;
}

Document with_alternate(const Document& item, const std::string& name) {
    const Document* assets = item.find("assets");
    if (assets == nullptr || !assets->is_object()) return item;
    Document moved = Document::object();
    for (const auto& [key, asset] : assets->members()) {
        if (!asset.is_object()) continue;
        const Document* alternates = asset.find("alternate");
        if (alternates == nullptr || !alternates->is_object()) continue;
        const Document* other = alternates->find(name);
        if (other == nullptr || !other->is_object() || other->find("href") == nullptr) continue;
        Document one = asset;
        one.set("href", other->at("href"));
        moved.set(key, one);
    }
    Document result = item;
    result.set("assets", moved);
    return result;
}

std::string host_of(const std::string& address) {
    for (const char* vsi : {"/vsis3/", "/vsigs/"})
        if (const std::size_t at = address.find(vsi); at == 0) {
            const std::string rest = address.substr(7);
            return std::string(vsi).substr(4, 2) + "://" + rest.substr(0, rest.find('/'));
        }
    for (const char* scheme : {"http://", "https://", "s3://", "gs://"}) {
        const std::size_t at = address.find(scheme);
        if (at == std::string::npos) continue;
        const std::string rest = address.substr(at + std::string(scheme).size());
        std::string host = rest.substr(0, rest.find_first_of("/?#"));
        if (const std::size_t user = host.rfind('@'); user != std::string::npos)
            host.erase(0, user + 1);
        return scheme[0] == 'h' ? host : scheme + host;
    }
    return "";
}

Document search_body(const StacSearch& search) {
    Document body = Document::object();
    body.set("collections", Document(search.collections));
    body.set("bbox", Document(std::vector<double>{search.lonlat.min_x, search.lonlat.min_y,
                                                  search.lonlat.max_x, search.lonlat.max_y}));
    body.set("datetime",
             to_text(search.first) + "T00:00:00Z/" + to_text(search.last) + "T23:59:59Z");
    body.set("limit", search.page_items);
    if (search.max_cloud_share < 1.0) {
        Document limit = Document::object();
        limit.set("lte", search.max_cloud_share * 100.0);
        Document query = Document::object();
        query.set("eo:cloud_cover", limit);
        body.set("query", query);
    }
    return body;
}

std::optional<NextPage> next_page(const Document& page, const Document& body,
                                  const std::string& location) {
    const Document* links = page.find("links");
    if (links == nullptr || !links->is_list()) return std::nullopt;
    for (Index i = 0; i < links->size(); ++i) {
        const Document& link = (*links)[i];
        if (!link.is_object() || link.find("rel") == nullptr || link.find("href") == nullptr ||
            !link.at("rel").is_text() || link.at("rel").as_text() != "next")
            continue;
        NextPage next{resolve_reference(link.at("href").as_text(), location), std::nullopt};
        const Document* method = link.find("method");
        if (method == nullptr || !method->is_text() || method->as_text() != "POST") return next;
        const Document* merge = link.find("merge");
        const bool merged =
            merge != nullptr && merge->type() == Document::Type::boolean && merge->as_boolean();
        const Document* given = link.find("body");
        Document whole = merged || given == nullptr ? body : *given;
        if (merged && given != nullptr)
            for (const auto& [key, value] : given->members()) whole.set(key, value);
        next.body = whole;
        return next;
    }
    return std::nullopt;
}

}  // namespace borderlens
