#include "imagery/xml.hpp"

#include "base/text.hpp"

namespace borderlens {
namespace {

/// "n1:TILE_ID" -> "TILE_ID".
std::string local_name(const std::string& name) {
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string XmlElement::attribute(const std::string& name) const {
    std::size_t at = 0;
    while ((at = attributes.find(name, at)) != std::string::npos) {
        const bool starts =
            at == 0 || std::string(" \t\r\n").find(attributes[at - 1]) != std::string::npos;
        std::size_t equals = attributes.find_first_not_of(" \t\r\n", at + name.size());
        at += name.size();
        if (!starts || equals == std::string::npos || attributes[equals] != '=') continue;
        const std::size_t open = attributes.find_first_of("\"'", equals);
        if (open == std::string::npos) return "";
        const std::size_t close = attributes.find(attributes[open], open + 1);
        if (close == std::string::npos) return "";
        return attributes.substr(open + 1, close - open - 1);
    }
    return "";
}

std::vector<XmlElement> xml_elements(const std::string& text, const std::string& name) {
    std::vector<XmlElement> found;
    std::size_t at = 0;
    while ((at = text.find('<', at)) != std::string::npos) {
        if (text.compare(at, 4, "<!--") == 0) {
            at = text.find("-->", at);
            if (at == std::string::npos) break;
            continue;
        }
        const std::size_t close = text.find('>', at);
        if (close == std::string::npos) break;
        const std::size_t name_end = text.find_first_of(" \t\r\n/>", at + 1);
        const std::string tag = text.substr(at + 1, name_end - at - 1);
        if (tag.empty() || local_name(tag) != name) {
            ++at;
            continue;
        }
        const bool empty = text[close - 1] == '/';
        XmlElement element;
        element.attributes = text.substr(name_end, close - name_end - (empty ? 1 : 0));
        if (!empty) {
            const std::size_t end = text.find("</" + tag + ">", close);
            if (end == std::string::npos) break;
            element.content = text.substr(close + 1, end - close - 1);
        }
        found.push_back(element);
        at = close;
    }
    return found;
}

std::string xml_text(const std::string& text, const std::string& name) {
    const std::vector<XmlElement> elements = xml_elements(text, name);
    return elements.empty() ? "" : trimmed(elements.front().content);
}

}  // namespace borderlens
