#include "imagery/stac_search.hpp"

#include "imagery/scene_stac.hpp"

namespace borderlens {

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
